package pipelinelock.slack.command;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The time of day at which something happened, as people type it: {@code 10:42}, {@code 9.05},
 * {@code 1042}, {@code 10:42Z}. It is the newest such moment that is not to come.
 */
final class NoteTime {
  private static final Pattern TIME =
      Pattern.compile("([01]?[0-9]|2[0-3])[:.h]?([0-5][0-9])\\s*(z|utc)?");

  /** A clock may be a little ahead. */
  private static final Duration SLACK = Duration.ofSeconds(30);

  private NoteTime() {}

  /**
   * @param zone of the person; a {@code Z} or {@code UTC} behind the time says otherwise
   */
  static Optional<Instant> parse(String typed, ZoneId zone, Instant now) {
    var matcher = TIME.matcher(typed.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    ZoneId meant = matcher.group(3) == null ? zone : ZoneOffset.UTC;
    var time = LocalTime.of(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    var today = now.atZone(meant).toLocalDate();
    var at = today.atTime(time).atZone(meant).toInstant();
    return Optional.of(
        at.isAfter(now.plus(SLACK))
            ? today.minusDays(1).atTime(time).atZone(meant).toInstant()
            : at);
  }
}
