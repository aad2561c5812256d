package pipelinelock.slack.thread;

import java.time.Duration;

/** What came of sending something to Slack. */
sealed interface Sent {
  /**
   * Slack took it.
   *
   * @param ts Slack's id of the message in its channel
   */
  record Done(String ts) implements Sent {}

  /** Not taken, because too much came at once. */
  record Slower(Duration pause) implements Sent {}

  /** No usable answer: Slack may have acted on it. */
  record InDoubt(String why) implements Sent {}

  /** Slack said no and did nothing. */
  record Refused(String error) implements Sent {}
}
