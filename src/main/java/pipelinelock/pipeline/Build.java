package pipelinelock.pipeline;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.lock.BuildRef;

/**
 * A build of a job.
 *
 * @param id Concourse's global build id
 * @param startedAt absent while pending; Concourse reports no creation time
 * @param endedAt absent while open
 * @param startedBy the user who triggered it; absent if the scheduler did, or Concourse does not
 *     say
 * @param run the version of the trigger that ties the builds of one run together ({@code 0.0.412});
 *     absent if unknown
 */
public record Build(
    long id,
    BuildRef ref,
    Status status,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Optional<String> startedBy,
    Optional<String> run) {
  /** Concourse's own words ({@code atc/build.go}). */
  public enum Status {
    PENDING,
    STARTED,
    SUCCEEDED,
    FAILED,
    ERRORED,
    ABORTED;

    /** Whether a build in this state may still do something. */
    public boolean isOpen() {
      return this == PENDING || this == STARTED;
    }

    /** The word as Concourse writes it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public boolean isOpen() {
    return status.isOpen();
  }
}
