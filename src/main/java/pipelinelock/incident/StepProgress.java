package pipelinelock.incident;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;

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

  /** The Director task of it, if it has one. */
  default Optional<TaskLog> ofTask() {
    return switch (this) {
      case Waiting _, Intended _ -> Optional.empty();
      case Following(var _, var task) -> Optional.of(task);
      case TaskOver over -> Optional.of(over.task());
      case Over over -> over.task();
    };
  }

  /** How far it has got after this event about it; others change nothing. */
  static StepProgress after(StepProgress now, IncidentEvent event, Instant at) {
    return switch (event) {
      case StepIntended(var _, var context) -> new Intended(context, at, Optional.empty());
      case AnswerLost(var _, var why) ->
          now instanceof Intended(var context, var since, var _)
              ? new Intended(context, since, Optional.of(new Lost(why, at)))
              : now;
      case TaskAccepted(var _, var task) -> new Following(since(now, at), new TaskLog(task, "", 0));
      case TaskSaid said ->
          now instanceof Following(var since, var task)
              ? new Following(since, task.plus(said))
              : now;
      case TaskEnded(var _, var task, var state, var result) ->
          new TaskOver(
              since(now, at), now.ofTask().orElse(new TaskLog(task, "", 0)), state, result, at);
      case StepEnded(var _, var outcome, var note) ->
          new Over(outcome, note, since(now, at), at, now.ofTask(), isInDoubt(now));
      default -> now;
    };
  }

  private static boolean isInDoubt(StepProgress now) {
    return now instanceof Intended intended && intended.lost().isPresent();
  }

  private static Instant since(StepProgress now, Instant otherwise) {
    return switch (now) {
      case Waiting _ -> otherwise;
      case Intended(var _, var at, var _) -> at;
      case Following(var since, var _) -> since;
      case TaskOver over -> over.since();
      case Over over -> over.since();
    };
  }

  /** The task's event log, as far as it is recorded; {@code next} is the byte to ask for next. */
  record TaskLog(long id, String lines, long next) {
    TaskLog plus(TaskSaid said) {
      return new TaskLog(id, lines + said.lines(), said.offset() + said.bytes());
    }
  }
}
