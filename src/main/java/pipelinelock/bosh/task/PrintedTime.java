package pipelinelock.bosh.task;

import static java.time.temporal.ChronoField.YEAR;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.util.Locale;

/**
 * Formats unix times as bosh-cli does: in UTC, in the formats of Go's {@code time} package, even if
 * a clock went backwards or a log has no time.
 */
final class PrintedTime {
  /** The first and the last second that can be printed. */
  static final long FIRST = Instant.MIN.getEpochSecond();

  static final long LAST = Instant.MAX.getEpochSecond();

  private static final DateTimeFormatter CLOCK = utc(form("HH:mm:ss"));

  // Go's time.UnixDate: the day of the month is padded with a blank, and no year has a plus sign.
  private static final DateTimeFormatter DATE =
      utc(form("EEE MMM ppd HH:mm:ss 'UTC' ").appendValue(YEAR, 4, 10, SignStyle.NORMAL));

  // The longest and the shortest time.Duration, which counts nanoseconds: about 292 years.
  private static final long LONGEST = Math.floorDiv(Long.MAX_VALUE, 1_000_000_000L);
  private static final long SHORTEST = Math.floorDiv(Long.MIN_VALUE, 1_000_000_000L);

  private PrintedTime() {}

  /** {@code 10:06:31}. */
  static String clock(long time) {
    return CLOCK.format(Instant.ofEpochSecond(time));
  }

  /** {@code Mon Feb 19 10:06:31 UTC 2024}. */
  static String date(long time) {
    return DATE.format(Instant.ofEpochSecond(time));
  }

  /** {@code 00:09:29}; each part is rounded down, so that a minute back is {@code -1:59:00}. */
  static String span(long from, long to) {
    long seconds = Math.clamp(to - from, SHORTEST, LONGEST);
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d",
        Math.floorDiv(seconds, 3600L),
        Math.floorMod(Math.floorDiv(seconds, 60L), 60),
        Math.floorMod(seconds, 60));
  }

  private static DateTimeFormatterBuilder form(String pattern) {
    return new DateTimeFormatterBuilder().appendPattern(pattern);
  }

  private static DateTimeFormatter utc(DateTimeFormatterBuilder form) {
    return form.toFormatter(Locale.US).withZone(ZoneOffset.UTC);
  }
}
