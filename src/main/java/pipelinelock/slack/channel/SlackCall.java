package pipelinelock.slack.channel;

import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One call of Slack's Web API. */
@FunctionalInterface
interface SlackCall<T extends SlackApiTextResponse> {
  /** Where Slack does not say for how long. */
  Duration PAUSE = Duration.ofSeconds(10);

  /** Slack is the one that broke: it may have acted. */
  Set<String> BROKEN =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

  T send() throws IOException, SlackApiException;

  static <T extends SlackApiTextResponse> Sent<T> sent(SlackCall<T> call) {
    try {
      var answer = call.send();
      return answer.isOk() ? new Sent.Done<>(answer) : refusal(answer.getError());
    } catch (SlackApiException e) {
      return refusal(e);
    } catch (IOException e) {
      return new Sent.InDoubt<>("no answer from Slack: " + e.getClass().getSimpleName());
    } catch (RuntimeException e) { // Gson's, on an answer that is no JSON
      return new Sent.InDoubt<>("an answer that is not Slack's: " + e.getClass().getSimpleName());
    }
  }

  private static <T> Sent<T> refusal(@Nullable String error) {
    String known = Optional.ofNullable(error).orElse("no reason");
    if (known.equals("ratelimited") || known.equals("rate_limited")) {
      return new Sent.Slower<>(PAUSE);
    }
    return BROKEN.contains(known)
        ? new Sent.InDoubt<>("Slack says " + known)
        : new Sent.Refused<>(known);
  }

  private static <T> Sent<T> refusal(SlackApiException e) {
    int status = e.getResponse().code();
    if (status == 429) {
      return new Sent.Slower<>(pause(e.getResponse().header("Retry-After")));
    }
    return status >= 500
        ? new Sent.InDoubt<>("Slack answered " + status)
        : new Sent.Refused<>("status " + status);
  }

  private static Duration pause(@Nullable String seconds) {
    return seconds != null && seconds.matches("[0-9]{1,5}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : PAUSE;
  }
}
