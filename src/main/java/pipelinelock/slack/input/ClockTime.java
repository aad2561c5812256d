package pipelinelock.slack.input;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A time of day as people type it: {@code 10:42}, {@code 9.05}, {@code 1042}, {@code 10:42Z}.
 *
 * @param zone of the place where it was said; empty = the zone of the person who types it
 */
public record ClockTime(LocalTime time, Optional<ZoneId> zone) {
  /** How it looks, for a pattern that has more than it. */
  static final String FORM = "(?:[01]?[0-9]|2[0-3])[:.h]?[0-5][0-9]\\s*(?:z|utc)?";

  private static final Pattern TIME =
      Pattern.compile("([01]?[0-9]|2[0-3])[:.h]?([0-5][0-9])\\s*(z|utc)?");

  /** A clock may be a little ahead. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  public static Optional<ClockTime> parse(String typed) {
    var matcher = TIME.matcher(typed.strip().toLowerCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(
            new ClockTime(
                LocalTime.of(
                    Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))),
                matcher.group(3) == null ? Optional.empty() : Optional.of(ZoneOffset.UTC)))
        : Optional.empty();
  }

  /** The newest such moment that is not to come. */
  public Instant newest(ZoneId here, Instant now) {
    var today = onDay(here, now, 0);
    return today.isAfter(now.plus(SLACK)) ? onDay(here, now, -1) : today;
  }

  /** The next such moment. */
  Instant next(ZoneId here, Instant now) {
    var today = onDay(here, now, 0);
    return today.isAfter(now) ? today : onDay(here, now, 1);
  }

  private Instant onDay(ZoneId here, Instant now, int later) {
    ZoneId meant = zone.orElse(here);
    return now.atZone(meant).toLocalDate().plusDays(later).atTime(time).atZone(meant).toInstant();
  }
}
