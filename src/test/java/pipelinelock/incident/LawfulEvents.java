package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.approved;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

/** What a record may say of {@link IncidentExamples}' incident, by the rules. */
public final class LawfulEvents {
  private LawfulEvents() {}

  /** Two people who did not ask, and the start. */
  public static List<IncidentEvent> start() {
    return List.of(approved(BEN), approved(CLEO), new Started(HUNG));
  }

  /** Each step of the plan before this one is done. */
  public static List<IncidentEvent> doneBefore(int step, Plan plan) {
    return IntStream.range(0, step).boxed().flatMap(it -> done(it, plan).stream()).toList();
  }

  /** One step from its beginning to its end. */
  public static List<IncidentEvent> done(int step, Plan plan) {
    var events = new ArrayList<IncidentEvent>();
    switch (plan.steps().get(step)) {
      case Step.ReadLock _, Step.LookAgain _ -> {}
      case Step.Recreate _ -> {
        events.add(
            new StepIntended(step, "pipeline-lock:INC-1:step-%d:1a2b3c4d".formatted(step + 1)));
        events.add(new TaskAccepted(step, 260_183 + step));
        events.add(new TaskEnded(step, 260_183 + step, "done", Optional.empty()));
      }
      case Step.StartDeployment _ ->
          events.add(new StepIntended(step, "after-build-5190-1a2b3c4d"));
      case Step.FollowDeployment _, Step.FollowRun _ ->
          events.add(new StepIntended(step, "build-5200"));
      case Step.PauseJob _,
          Step.AbortBuild _,
          Step.Verify _,
          Step.ReleaseLock _,
          Step.GiveBack _,
          Step.ReleaseAgain _,
          Step.UnpauseJob _,
          Step.UnpausePipeline _ ->
          events.add(new StepIntended(step, ""));
    }
    events.add(new StepEnded(step, StepOutcome.DONE, "done"));
    return events;
  }

  /** From the start on to an end of this kind. */
  public static List<IncidentEvent> end(Outcome outcome, Plan plan) {
    var events = new ArrayList<IncidentEvent>();
    switch (outcome) {
      case COMPLETED -> events.addAll(doneBefore(plan.steps().size(), plan));
      case FAILED -> events.add(new StepEnded(0, StepOutcome.FAILED, "failed"));
      case CANCELLED -> events.add(new StepEnded(0, StepOutcome.CANCELLED, "cancelled"));
      case REJECTED, WITHDRAWN, EXPIRED, LAPSED ->
          throw new IllegalArgumentException(outcome + " is no end after a start");
    }
    events.add(new Ended(outcome, "over", List.of()));
    return events;
  }
}
