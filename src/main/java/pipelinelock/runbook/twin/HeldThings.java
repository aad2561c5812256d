package pipelinelock.runbook.twin;

import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.IncidentId;

/**
 * What open incidents act on, across all nodes: a thing belongs to one incident at a time, from its
 * start to its end. Every method throws {@link pipelinelock.incident.ledger.RecordUnavailable} if
 * the record does not answer.
 */
public interface HeldThings {
  /**
   * Takes all of these for an open incident, or keeps them; or none of them.
   *
   * @return what another open incident has; empty where this one has them all now
   */
  Optional<Held> take(IncidentId id, Set<TargetIdentity> things);

  /** One thing, and the incident that has it. */
  record Held(TargetIdentity thing, IncidentId by) {}
}
