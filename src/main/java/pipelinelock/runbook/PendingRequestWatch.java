package pipelinelock.runbook;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.incident.rules.Recheck;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.step.Next;

/**
 * Looks again at a request while it waits for approvals, so that nobody is asked to approve what no
 * longer holds. What cannot be read, or is not seen twice, ends nothing. It forgets at a restart,
 * which only delays a lapse by one look.
 */
final class PendingRequestWatch {
  private final Start start;
  private final Pace pace;
  private final InstantSource clock;
  private final Map<IncidentId, Watched> watched = new ConcurrentHashMap<>();

  /**
   * What is known of one request.
   *
   * @param next when to look again
   * @param doubt the first of a row of looks that found the same change
   */
  private record Watched(Instant next, Optional<Recheck> doubt) {}

  PendingRequestWatch(Start start, Pace pace, InstantSource clock) {
    this.start = start;
    this.pace = pace;
    this.clock = clock;
  }

  /** Looks where it is time to; by one thread at a time for an incident, so one look at a time. */
  Next of(Incident incident, Instant now) {
    var before = watched(incident);
    if (now.isBefore(before.next())) {
      return Next.waiting(untilNext(incident, before, now));
    }
    // Kept before the look: one that breaks is not made again at once.
    watched.put(incident.id(), new Watched(now.plus(pace.vigil()), Optional.empty()));
    var found = start.look(incident);
    var apart = start.secondLook(incident);
    var doubt = found.flatMap(it -> it.doubt(before.doubt()));
    var wait = doubt.isPresent() && apart.compareTo(pace.vigil()) < 0 ? apart : pace.vigil();
    var ended = clock.instant();
    var after = new Watched(later(now.plus(wait), ended.plus(pace.retry())), doubt);
    watched.put(incident.id(), after);
    var lapse = found.map(it -> it.whileItWaits(before.doubt(), apart)).orElse(List.of());
    return new Next(lapse, lapse.isEmpty() ? untilNext(incident, after, ended) : Duration.ZERO);
  }

  /** Whether its newest look would end it if the next one agrees: then nobody is called for it. */
  boolean isInDoubt(Incident incident) {
    return watched(incident).doubt().isPresent();
  }

  /** It waits no longer. */
  void forget(IncidentId id) {
    watched.remove(id);
  }

  /** The request itself was a look. */
  private Watched watched(Incident incident) {
    return watched.getOrDefault(
        incident.id(), new Watched(incident.requestedAt().plus(pace.vigil()), Optional.empty()));
  }

  private static Duration untilNext(Incident incident, Watched watched, Instant now) {
    var due = watched.doubt().isPresent() ? incident.expiresAt() : IncidentRules.dueNext(incident);
    var at = due.isBefore(watched.next()) ? due : watched.next();
    return at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }
}
