package pipelinelock.doctor;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pipelinelock.wording.Span;

/** How far a remote's clock is from ours; ages in a diagnosis are wrong by as much. */
final class ClockSkew {
  private static final Duration SLIGHT = Duration.ofSeconds(2);
  private static final Duration TOO_MUCH = Duration.ofSeconds(30);

  private ClockSkew() {}

  /**
   * Judges one answer.
   *
   * @param date the header {@code Date}, whole seconds rounded down
   */
  static Finding between(Instant asked, Instant answered, Optional<Instant> date) {
    if (date.isEmpty()) {
      return Finding.ok("does not send its time");
    }
    // Its real time lies within the second from what it reported on.
    Duration ahead = Duration.between(answered, date.get());
    Duration behind = Duration.between(date.get().plusSeconds(1), asked);
    Duration skew = ahead.compareTo(behind) > 0 ? ahead : behind;
    if (skew.compareTo(SLIGHT) <= 0) {
      return Finding.ok("agrees with ours");
    }
    String found =
        "is %s %s ours".formatted(Span.of(skew), skew.equals(ahead) ? "ahead of" : "behind");
    String advice = "set both clocks with NTP: ages in a diagnosis are wrong by as much";
    return skew.compareTo(TOO_MUCH) > 0 ? Finding.fail(found, advice) : Finding.warn(found, advice);
  }
}
