package pipelinelock.wiring;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.UnreadableRecord;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.runbook.platform.EnvironmentGone;

/**
 * Logs why incidents do not go on. A problem that stays until somebody acts is logged when it is
 * new and then hourly; the driver meets it much more often.
 */
final class StallLog {
  private static final Duration AGAIN = Duration.ofHours(1);

  private final InstantSource clock;
  private final Logger log;
  private final Map<IncidentId, Told> told = new ConcurrentHashMap<>();

  private record Told(String what, Instant at) {}

  StallLog(InstantSource clock, Logger log) {
    this.clock = clock;
    this.log = log;
  }

  void over(IncidentId id, Throwable why) {
    switch (why) {
      case RecordUnavailable e ->
          log.warn("{}: {}; it waits, and tries again every 5 s", id, e.getMessage());
      case UnreadableRecord e -> standing(id, e.getMessage() + "; this node does nothing about it");
      case EnvironmentGone e -> standing(id, String.valueOf(e.getMessage()));
      default -> log.error("{}: the driver met a bug; it tries again in 5 s", id, why);
    }
  }

  private void standing(IncidentId id, String what) {
    var now = clock.instant();
    var next = new Told(what, now);
    if (!isStillToldBy(told.get(id), next)) { // one thread drives an incident
      told.put(id, next);
      log.error("{}: {}", id, what);
    }
  }

  private static boolean isStillToldBy(@Nullable Told before, Told next) {
    return before != null
        && before.what().equals(next.what())
        && next.at().isBefore(before.at().plus(AGAIN))
        && !next.at().isBefore(before.at());
  }
}
