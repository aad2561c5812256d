package pipelinelock.slack.channel;

import com.slack.api.methods.Methods;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only place that calls Slack's Web API. Nothing is sent twice. Once Slack has asked a method
 * to wait, nobody calls it before the time is over: meanwhile the answer is {@link Sent.Slower}, as
 * Slack's own would be.
 */
public final class WebApi {
  private static final Logger LOG = LoggerFactory.getLogger(WebApi.class);

  /** Where Slack does not say for how long. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** Slack is the one that broke: it may have acted. */
  private static final Set<String> BROKEN =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

  private final MethodsClient slack;
  private final LongSupplier nanoTime;
  private final Map<String, Long> waitsUntil = new ConcurrentHashMap<>();
  private volatile Watch watch = _ -> {};

  /** What is asked of Slack. */
  @FunctionalInterface
  public interface Call<T extends SlackApiTextResponse> {
    T on(MethodsClient slack) throws IOException, SlackApiException;
  }

  /** Receives what Slack answers to calls with the bot token, in the thread that called. */
  @FunctionalInterface
  public interface Watch {
    void answered(Sent<?> sent);
  }

  /**
   * @param nanoTime as {@link System#nanoTime()} gives it
   */
  public WebApi(MethodsClient slack, LongSupplier nanoTime) {
    this.slack = slack;
    this.nanoTime = nanoTime;
  }

  /** Passes each answer on. */
  public void watchedBy(Watch other) {
    watch = other;
  }

  /**
   * Calls, for somebody who says what came of it.
   *
   * @param method as Slack names it, {@code chat.postMessage}
   */
  public <T extends SlackApiTextResponse> Sent<T> send(String method, Call<T> call) {
    var wait = wait(method);
    if (wait.isPositive()) {
      return new Sent.Slower<>(wait);
    }
    var sent = sent(call);
    if (!method.equals(Methods.APPS_CONNECTIONS_OPEN)) { // which takes another token
      watch.answered(sent);
    }
    if (sent instanceof Sent.Slower<T>(var pause)) {
      waitsUntil.put(method, nanoTime.getAsLong() + pause.toNanos());
    }
    return sent;
  }

  /** Calls, for somebody who does without the answer; the log says why there is none. */
  public <T extends SlackApiTextResponse> Sent<T> ask(String method, Call<T> call) {
    var sent = send(method, call);
    switch (sent) {
      case Sent.Done<T> _ -> {}
      case Sent.Refused<T>(var error) -> LOG.info("Slack refused {}: {}", method, error);
      case Sent.Slower<T>(var pause) ->
          LOG.warn("Slack takes no {} for the next {} s", method, pause.toSeconds() + 1);
      case Sent.InDoubt<T>(var why) ->
          LOG.warn("Slack gave no usable answer to {}: {}", method, why);
    }
    return sent;
  }

  private Duration wait(String method) {
    var until = Optional.ofNullable(waitsUntil.get(method));
    return until
        .map(it -> Duration.ofNanos(it - nanoTime.getAsLong()))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private <T extends SlackApiTextResponse> Sent<T> sent(Call<T> call) {
    try {
      var answer = call.on(slack);
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
