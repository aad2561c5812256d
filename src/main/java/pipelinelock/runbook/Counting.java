package pipelinelock.runbook;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The moment from which this process counts an incident's time limits: never before it took the
 * incident over, and never in the future. A time in the future was recorded by a process whose
 * clock was ahead; this process then counts from when it first saw it.
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
