package pipelinelock.pipeline;

import java.time.Instant;
import java.util.Optional;

/**
 * What a build's event stream tells of its life.
 *
 * @param poolPut how far the step that claims or releases the lock has come
 * @param lastPoolEvent time of the newest event of that step; absent before its first
 * @param lastEvent time of the newest event of any step; absent before the first
 * @param worker the worker that was selected for that step, by Concourse's name
 * @param error the newest error event's message
 */
public record BuildActivity(
    long buildId,
    PutPhase poolPut,
    Optional<Instant> lastPoolEvent,
    Optional<Instant> lastEvent,
    Optional<String> worker,
    Optional<String> error) {
  /** Phases of a pool put, in order; from its events (Concourse's {@code atc/event}). */
  public enum PutPhase {
    /** No event of a pool put yet. */
    NONE,
    /** {@code initialize-put} seen, no worker selected. */
    IMAGE,
    /** Worker selected, process not started. */
    CONTAINER,
    /** {@code start-put} seen, nothing printed. */
    STARTED,
    /** It printed that it waits for the lock. */
    WAITING,
    /** {@code finish-put} with exit status 0: the only proof of a claim or release. */
    DONE,
    /** {@code finish-put} with another exit status. */
    FAILED,
    /** An error event of the step or its image. */
    ERRORED;

    /** Whether the step has begun and not ended. */
    public boolean isOpen() {
      return this == IMAGE || this == CONTAINER || this == STARTED || this == WAITING;
    }
  }
}
