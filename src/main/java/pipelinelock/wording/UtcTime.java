package pipelinelock.wording;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times in words: always UTC, because the bot does not know the reader's zone. */
public final class UtcTime {
  private static final DateTimeFormatter WHOLE = form("yyyy-MM-dd HH:mm:ss 'UTC'");
  private static final DateTimeFormatter TODAY = form("HH:mm:ss 'UTC'");

  private UtcTime() {}

  /** {@code 2026-11-24 11:07:00 UTC}. */
  public static String of(Instant at) {
    return WHOLE.format(at);
  }

  /** The same, without the date on the reader's own day: {@code 11:07:00 UTC}. */
  public static String of(Instant at, Instant now) {
    return day(at).equals(day(now)) ? TODAY.format(at) : of(at);
  }

  /** {@code 2026-11-24}. */
  public static String date(Instant at) {
    return day(at).toString();
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static DateTimeFormatter form(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
