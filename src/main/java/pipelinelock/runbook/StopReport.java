package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pipelinelock.environment.Environment;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.leftover.Undone;

/** The end of an incident that was stopped, and what people still have to do. Pure. */
final class StopReport {
  private static final Set<StepOutcome> STOPPERS =
      Set.of(StepOutcome.FAILED, StepOutcome.CANCELLED);

  private StopReport() {}

  /** A step failed, or people stopped it. */
  static Ended stopped(Incident incident, Environment environment, Outcome outcome) {
    var why =
        incident.steps().stream()
            .filter(step -> step instanceof Over over && STOPPERS.contains(over.outcome()))
            .map(step -> ((Over) step).note())
            .findFirst()
            .orElse("Stopped on request, between two steps.");
    var todo = new ArrayList<String>();
    notDone(incident).ifPresent(todo::add);
    if (Undone.leavesAJobPaused(incident)) {
      todo.add(
          "The job %s %s. When Concourse is healthy: `/pipeline-lock unpause %s why it is needed`, or `fly -t %3$s unpause-job -j %s/%1$s`"
              .formatted(
                  environment.pipeline().lockJob(),
                  paused(incident),
                  environment.name(),
                  environment.pipeline().name()));
    }
    todo.add("See the current state: `/pipeline-lock status %s`".formatted(environment.name()));
    return new Ended(outcome, why, todo);
  }

  /** Of a pause whose answer was lost nobody knows whether it arrived. */
  private static String paused(Incident incident) {
    boolean known =
        IntStream.range(0, incident.steps().size())
            .filter(i -> incident.step(i) instanceof Step.PauseJob)
            .mapToObj(incident.steps()::get)
            .anyMatch(step -> step instanceof Over over && over.outcome() == StepOutcome.DONE);
    return known
        ? "is still paused, so that nothing starts on a half-cured Concourse"
        : "may be paused: whether the bot's request arrived is not known";
  }

  private static Optional<String> notDone(Incident incident) {
    var left =
        Undone.notRecreated(incident).stream()
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not recreated: %s. When the cause is gone, `/pipeline-lock recreate %s` asks for what is left."
                .formatted(left, incident.environment()));
  }
}
