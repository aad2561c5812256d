package pipelinelock.wording;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Spans of time in words, the same everywhere: the largest unit, and the next smaller one unless it
 * is zero. Seconds are shown below ten minutes, and hours up to two days.
 */
public final class Span {
  private static final int MINUTE = 60;
  private static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;
  private static final int SECONDS_COUNT_BELOW = 10 * MINUTE;

  private Span() {}

  /**
   * {@code 40 s}, {@code 9 min 33 s}, {@code 53 min}, {@code 2 h 5 min}, {@code 3 days 4 h};
   * rounded down, and never below zero.
   */
  public static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < SECONDS_COUNT_BELOW) {
      return both(seconds / MINUTE, "min", seconds % MINUTE, "s");
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    return seconds < 2 * DAY
        ? both(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min")
        : both(seconds / DAY, "days", seconds % DAY / HOUR, "h");
  }

  /** From one time to a later one; zero where it lies ahead, by another's clock. */
  public static String between(Instant from, Instant to) {
    return of(Duration.between(from, to));
  }

  /** {@code 12 min ago}; a time that lies ahead, by another's clock, is {@code 0 s ago}. */
  public static String ago(Instant then, Instant now) {
    return of(Duration.between(then, now)) + " ago";
  }

  /** How long something may take, which can be less than a second: {@code 1.5 s}, {@code 2 min}. */
  public static String limit(Duration limit) {
    if (limit.toMillisPart() == 0 || limit.toSeconds() >= MINUTE) {
      return of(limit);
    }
    return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
  }

  private static String both(long large, String unit, long small, String smaller) {
    String first = large + " " + unit;
    return small == 0 ? first : first + " " + small + " " + smaller;
  }
}
