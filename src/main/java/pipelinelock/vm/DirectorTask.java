package pipelinelock.vm;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A task of the Director ({@code GET /tasks/:id}).
 *
 * @param user who asked for it, according to the Director: a user's name, or a client's id
 * @param deployment absent for tasks without a deployment
 * @param contextId the label that the requester gave it; empty if none
 * @param result absent before the end, and if the task's process was killed
 */
public record DirectorTask(
    long id,
    State state,
    String description,
    String user,
    Optional<String> deployment,
    String contextId,
    Optional<Instant> startedAt,
    Optional<Instant> changedAt,
    Optional<String> result) {
  /** The Director's own words. */
  public enum State {
    QUEUED,
    PROCESSING,
    CANCELLING,
    DONE,
    ERROR,
    CANCELLED,
    TIMEOUT;

    /** As bosh-cli has it: everything but queued, processing and cancelling is an end. */
    public boolean isFinal() {
      return switch (this) {
        case QUEUED, PROCESSING, CANCELLING -> false;
        case DONE, ERROR, CANCELLED, TIMEOUT -> true;
      };
    }

    /** The word as the Director writes it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
