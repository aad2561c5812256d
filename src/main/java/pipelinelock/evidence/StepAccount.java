package pipelinelock.evidence;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.incident.Incident;
import pipelinelock.incident.StepProgress;

/**
 * What became of one step of the plan.
 *
 * @param number people count steps from 1
 * @param planned what was approved
 * @param begun when its intent was recorded; of a step that only looks, when it ended
 * @param ended when it was over
 * @param outcome in few words
 * @param note what came of it; empty while it is not over
 * @param task the Director's task that did it
 */
public record StepAccount(
    int number,
    String planned,
    Optional<Instant> begun,
    Optional<Instant> ended,
    String outcome,
    String note,
    Optional<Long> task) {
  static StepAccount of(Incident incident, int index) {
    var progress = incident.steps().get(index);
    var task = progress.ofTask().map(StepProgress.TaskLog::id);
    var planned = incident.step(index).text();
    int number = index + 1;
    return switch (progress) {
      case StepProgress.Waiting _ ->
          new StepAccount(
              number,
              planned,
              Optional.empty(),
              Optional.empty(),
              incident.isOpen() ? "not begun yet" : "not begun",
              "",
              task);
      case StepProgress.Intended(var _, var at, var lost) ->
          new StepAccount(
              number,
              planned,
              Optional.of(at),
              Optional.empty(),
              lost.isPresent() ? "sent, and the answer was lost" : "begun",
              lost.map(StepProgress.Lost::why).orElse(""),
              task);
      case StepProgress.Following(var since, var _) ->
          new StepAccount(
              number, planned, Optional.of(since), Optional.empty(), "its task runs", "", task);
      case StepProgress.TaskOver over ->
          new StepAccount(
              number,
              planned,
              Optional.of(over.since()),
              Optional.empty(),
              "its task ended as %s; not verified yet".formatted(over.state()),
              "",
              task);
      case StepProgress.Over over ->
          new StepAccount(
              number,
              planned,
              Optional.of(over.since()),
              Optional.of(over.at()),
              IncidentWords.outcome(over.outcome()),
              over.note(),
              task);
    };
  }
}
