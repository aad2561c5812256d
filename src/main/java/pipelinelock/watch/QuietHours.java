package pipelinelock.watch;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of the day in which nothing is posted; they may cross midnight.
 *
 * @param from the first minute of them
 * @param to the first minute after them; the same as {@code from} means a whole day
 * @param days on which they begin
 */
public record QuietHours(LocalTime from, LocalTime to, ZoneId zone, Set<DayOfWeek> days) {
  public QuietHours {
    days = Set.copyOf(days);
    if (days.isEmpty()) {
      throw new IllegalArgumentException("quiet hours without days never start");
    }
    if (from.equals(to) && days.size() == DayOfWeek.values().length) {
      throw new IllegalArgumentException(
          "quiet hours from %s to %s on every day never end".formatted(from, to));
    }
  }

  /** Whether it is quiet then. Where clocks are changed, what they show counts. */
  public boolean cover(Instant at) {
    var local = at.atZone(zone);
    var time = local.toLocalTime();
    var today = local.getDayOfWeek();
    if (from.isBefore(to)) {
      return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
    }
    return (days.contains(today) && !time.isBefore(from))
        || (days.contains(today.minus(1)) && time.isBefore(to));
  }
}
