package pipelinelock.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times for people: always UTC, because a terminal does not know its reader's zone. */
public final class Times {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** {@code 2026-11-24 11:07:00 UTC}. */
  public static String clock(Instant at) {
    return CLOCK.format(at);
  }

  /** {@code 0 s ago}, {@code 12 min ago}, {@code 3 h ago}, {@code 5 days ago}. */
  public static String ago(Instant then, Instant now) {
    return span(Duration.between(then, now)) + " ago";
  }

  /** {@code 40 s}, {@code 53 min}, {@code 5 h}, {@code 3 days}; never below zero. */
  public static String span(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min";
    }
    return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }
}
