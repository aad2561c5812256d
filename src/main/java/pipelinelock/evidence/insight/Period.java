package pipelinelock.evidence.insight;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The days up to now that are looked back at.
 *
 * @param days at least one
 */
public record Period(Instant from, Instant to, int days) {
  /** As long as refusals are kept. */
  public static final int MOST = 180;

  /** Where nobody says otherwise. */
  public static final int USUAL = 30;

  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})d?");

  /** So many days up to this moment. */
  public static Period of(int days, Instant now) {
    return new Period(now.minus(Duration.ofDays(days)), now, days);
  }

  /** Reads {@code 30d} or {@code 30}; empty for anything else, and for more than are kept. */
  public static Optional<Integer> parse(String typed) {
    var matcher = FORM.matcher(typed);
    return matcher.matches()
        ? Optional.of(Integer.parseInt(matcher.group(1))).filter(it -> it <= MOST)
        : Optional.empty();
  }

  boolean holds(Instant time) {
    return !time.isBefore(from) && !time.isAfter(to);
  }
}
