package pipelinelock.rehearsal.slack;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** How a call of a Web API method goes wrong. */
public sealed interface SlackFault {
  /** 429 with {@code Retry-After}. */
  record RateLimited(Duration retryAfter) implements SlackFault {}

  /** An HTTP status with an empty body, e.g. 500 or 503; nothing was done. */
  record Status(int status) implements SlackFault {}

  /** The call does its work, and its answer is lost. */
  record AnswerLost() implements SlackFault {}

  /** The connection is cut before the call does anything. */
  record Cut() implements SlackFault {}

  /** 200 with a body that is not Slack's, e.g. the page of a proxy. */
  record Page(String html) implements SlackFault {}

  /** 200 with {@code ok: true} and nothing else of what the method gives. */
  record Bare() implements SlackFault {}

  /** Slack takes its time: it answers when the test lets it, and then goes wrong like this. */
  record Held(CountDownLatch until, SlackFault then) implements SlackFault {}

  /** 200 with {@code ok: false} and this code. */
  record Refused(String code) implements SlackFault {}
}
