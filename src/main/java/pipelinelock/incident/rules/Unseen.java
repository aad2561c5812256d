package pipelinelock.incident.rules;

import java.util.List;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.plan.Step;

/**
 * What must not begin while nobody can be notified of its incident. What gives back what the plan
 * itself took goes on: nothing is safer for its being kept. Pure.
 */
public final class Unseen {
  private Unseen() {}

  /**
   * Whether people have to be reached before these events may be recorded.
   *
   * @param next what would be recorded next of the incident
   */
  public static boolean mustWait(Incident incident, List<IncidentEvent> next) {
    return next.stream().anyMatch(event -> begins(incident, event));
  }

  private static boolean begins(Incident incident, IncidentEvent event) {
    return switch (event) {
      case Started _ -> incident.request().plan().steps().stream().anyMatch(Unseen::takes);
      case StepIntended(var step, var _) -> takes(incident.step(step));
      default -> false;
    };
  }

  /** Whether it ends, removes, holds up or starts something of somebody's. */
  private static boolean takes(Step step) {
    return switch (step) {
      case Step.PauseJob _,
          Step.AbortBuild _,
          Step.Recreate _,
          Step.ReleaseLock _,
          Step.StartDeployment _ ->
          true;
      case Step.UnpauseJob _,
          Step.UnpausePipeline _,
          Step.GiveBack _,
          Step.ReleaseAgain _,
          Step.ReadLock _,
          Step.LookAgain _,
          Step.Verify _,
          Step.FollowDeployment _,
          Step.FollowRun _ ->
          false;
    };
  }
}
