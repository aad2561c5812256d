package pipelinelock.incident.ledger;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.environment.UserId;

/**
 * Who wants no direct messages about requests. It changes nothing about whose approval counts. When
 * a method returns, its change is on disk.
 */
public interface QuietPeople {
  /**
   * No direct messages for a while.
   *
   * @param until the first moment after it; empty = until the person wants them again
   */
  record Quiet(Optional<Instant> until) {
    public boolean holds(Instant now) {
      return until.filter(end -> !now.isBefore(end)).isEmpty();
    }
  }

  /** What this person said, if it holds then. */
  Optional<Quiet> of(UserId person, Instant now);

  /** In place of what the person said before. */
  void put(UserId person, Quiet quiet);

  void remove(UserId person);
}
