package pipelinelock.slack.thread;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the next message may be sent or edited, for each of Slack's rate limits. */
final class NextTurns {
  /** Monotonic times in nanoseconds. */
  private final Map<String, Long> next = new ConcurrentHashMap<>();

  /** How long this must wait; zero = it may go now. */
  Duration until(String... keys) {
    var longest = Duration.ZERO;
    for (String key : keys) {
      var wait = remaining(next.get(key));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    return longest;
  }

  /** Takes the turn, if it is free: the next one comes after the gap. */
  boolean take(String key, Duration gap) {
    var taken = new boolean[1];
    next.compute(
        key,
        (_, at) -> {
          taken[0] = remaining(at).isZero();
          return taken[0] ? Long.valueOf(System.nanoTime() + gap.toNanos()) : at;
        });
    return taken[0];
  }

  /** Slack asked to wait. */
  void hold(String key, Duration pause) {
    long until = System.nanoTime() + pause.toNanos();
    next.merge(key, until, (old, asked) -> old - asked > 0 ? old : asked);
  }

  private static Duration remaining(@org.jspecify.annotations.Nullable Long at) {
    long nanos = at == null ? 0 : at - System.nanoTime();
    return nanos <= 0 ? Duration.ZERO : Duration.ofNanos(nanos);
  }
}
