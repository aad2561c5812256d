package pipelinelock.incident;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;

/**
 * The append-only record of all incidents. When an append returns, the event is on disk. Safe for
 * use by several threads and processes.
 */
public interface IncidentRecord {
  /**
   * Begins an incident with its request.
   *
   * @return the new incident; empty when the environment already has an open one
   */
  Optional<Incident> begin(IncidentEvent.Requested request);

  /**
   * Adds events after the state that the decision was made on.
   *
   * @param at when it was decided, to the millisecond and not before the state's own time ({@link
   *     Incident#notBefore})
   * @return the new state; empty when somebody else appended first: read and decide again
   */
  Optional<Incident> append(Incident decidedOn, List<IncidentEvent> events, Instant at);

  /**
   * Its state, proved: the hashes fit, and the rules allow what they say.
   *
   * @return empty when there is no such incident, and when it was archived
   * @throws UnprovenRecord when it does not hold
   */
  Optional<Incident> find(IncidentId id);

  /** What is left to read of one that does not hold; empty of one that does, and of no incident. */
  Optional<UnprovenSummary> remains(IncidentId id);

  /** The whole record of one incident in order; empty as {@link #find} is. */
  List<Recorded> events(IncidentId id);

  /** The environment's open incident. */
  Optional<Incident> openIn(EnvironmentName environment);

  List<IncidentId> open();

  /** Those that are over, and that one person started alone without a review yet. */
  List<IncidentId> openForReview();

  /** The newest incidents of an environment that are in the record, newest first. */
  List<IncidentId> newest(EnvironmentName environment, int limit);

  /** What is left of an incident that was taken out of the record; empty of any other. */
  Optional<ArchivedIncident> archived(IncidentId id);

  /** All of an environment that were taken out of the record, newest first. */
  List<ArchivedIncident> archivedOf(EnvironmentName environment);
}
