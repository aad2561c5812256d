package pipelinelock.runbook;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * From when this process counts the limits of an incident: never from before it took the incident
 * up, and never from the future. What lies in the future was recorded by a process whose clock was
 * ahead; this one counts from when it first met it.
 */
final class Counting {
  private final Instant takenUp;
  private final Map<Instant, Instant> met = new ConcurrentHashMap<>();

  Counting(Instant takenUp) {
    this.takenUp = takenUp;
  }

  Instant from(Instant moment, Instant now) {
    if (moment.isAfter(now) || met.containsKey(moment)) {
      return met.computeIfAbsent(moment, _ -> now);
    }
    return moment.isBefore(takenUp) ? takenUp : moment;
  }
}
