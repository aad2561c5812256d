package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.environment.Environment;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.leftover.Undone;

/** The end of an incident that was stopped, and what people still have to do. Pure. */
final class Aftermath {
  private static final Set<StepOutcome> STOPPERS =
      Set.of(StepOutcome.FAILED, StepOutcome.CANCELLED);

  private Aftermath() {}

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
    if (isJobLeftPaused(incident)) {
      todo.add(
          "The job %s is still paused, so that nothing starts on a half-cured Concourse. When Concourse is healthy: `/pipeline-lock unpause %s why it is needed`, or `fly -t %2$s unpause-job -j %s/%1$s`"
              .formatted(
                  environment.pipeline().lockJob(),
                  environment.name(),
                  environment.pipeline().name()));
    }
    todo.add("See the current state: `/pipeline-lock status %s`".formatted(environment.name()));
    return new Ended(outcome, why, todo);
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

  /** Whether this incident paused the lock job and will not let it go again. */
  static boolean isJobLeftPaused(Incident incident) {
    var steps = incident.request().plan().steps();
    boolean paused = false;
    for (int i = 0; i < steps.size(); i++) {
      boolean done =
          incident.steps().get(i) instanceof Over over && over.outcome() == StepOutcome.DONE;
      paused =
          switch (steps.get(i)) {
            case Step.PauseJob _ -> paused || done;
            case Step.UnpauseJob _ -> paused && !done;
            case Step.AbortBuild _,
                Step.ReadLock _,
                Step.Recreate _,
                Step.Verify _,
                Step.ReleaseLock _,
                Step.GiveBack _,
                Step.ReleaseAgain _,
                Step.StartDeployment _,
                Step.FollowDeployment _,
                Step.FollowRun _,
                Step.UnpausePipeline _,
                Step.LookAgain _ ->
                paused;
          };
    }
    return paused;
  }
}
