package pipelinelock.incident;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.incident.IncidentEvent.StepOutcome;

/** How far a step has got. */
public sealed interface StepProgress {
  record Waiting() implements StepProgress {}

  /**
   * Recorded as intended; whether it was sent is known only by asking the remote.
   *
   * @param lost present when the answer was lost: then it is never sent again
   */
  record Intended(String contextId, Instant at, Optional<Lost> lost) implements StepProgress {}

  /** Why no answer came, and when that was found. */
  record Lost(String why, Instant at) {}

  /** The Director made a task of it. */
  record Following(Instant since, TaskLog task) implements StepProgress {}

  /** The task has ended; what it did is not verified yet. */
  record TaskOver(Instant since, TaskLog task, String state, Optional<String> result, Instant at)
      implements StepProgress {}

  /**
   * @param task the Director task that did it, if one did
   * @param doubt whether it was sent without an answer, and no task was found
   */
  record Over(
      StepOutcome outcome,
      String note,
      Instant since,
      Instant at,
      Optional<TaskLog> task,
      boolean doubt)
      implements StepProgress {}

  /** The task's event log, as far as it is recorded; {@code next} is the byte to ask for next. */
  record TaskLog(long id, String lines, long next) {
    TaskLog plus(IncidentEvent.TaskSaid said) {
      return new TaskLog(id, lines + said.lines(), said.offset() + said.bytes());
    }
  }
}
