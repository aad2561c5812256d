package pipelinelock.incident.replay;

import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Proofs;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.replay.Replay.Broken;

/**
 * A {@link Replay} that takes one event at a time, for records that are too long to hold in memory.
 * It stops at the first event that cannot have happened.
 */
public final class Replaying {
  private final Set<String> clicks;
  private @Nullable Incident incident;

  /** Of an incident by itself. */
  public Replaying() {
    this(new HashSet<>());
  }

  /**
   * Of one incident among others: no click decides in two of them.
   *
   * @param clicks the marks of those that decided in the others so far; this one's are added
   */
  public Replaying(Set<String> clicks) {
    this.clicks = clicks;
  }

  /** Decides the next event again; says why where it cannot have come about. */
  public Optional<Broken> next(Recorded next) {
    var before = incident;
    var problem = before == null ? Replay.cannotBegin(next) : Replay.problem(before, next);
    if (problem.isPresent()) {
      return Optional.of(new Broken(before == null ? 1 : next.sequence(), problem.get()));
    }
    var marks = Proofs.marks(next.event());
    if (!Collections.disjoint(marks, clicks)) {
      return Optional.of(
          new Broken(next.sequence(), "rests on a click that was used for an earlier decision"));
    }
    clicks.addAll(marks);
    incident = before == null ? Incident.begin(next) : before.on(next);
    return Optional.empty();
  }

  /** As far as it has come; empty before the first event. */
  public Optional<Incident> incident() {
    return Optional.ofNullable(incident);
  }
}
