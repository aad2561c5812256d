package pipelinelock.ladder;

import java.util.Optional;
import java.util.stream.IntStream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;

/** What became of the deployment that a plan started, or found there, by its record. */
public record Followed(Incident incident) {
  /** Whether its run has given the lock back. */
  public boolean isThrough() {
    return end(Step.FollowRun.class).filter(it -> it.outcome() == StepOutcome.DONE).isPresent();
  }

  /** Whether it was seen to take the lock. */
  public boolean hasClaimed() {
    return end(Step.FollowDeployment.class)
        .filter(it -> it.outcome() == StepOutcome.DONE)
        .isPresent();
  }

  /**
   * What ended the follow before that, a sentence; empty where it was not ended before, or by a
   * person.
   */
  public Optional<String> broken() {
    return end(Step.FollowRun.class)
        .or(() -> end(Step.FollowDeployment.class))
        .filter(it -> it.outcome() == StepOutcome.IGNORED && incident.cancelledBy().isEmpty())
        .map(Over::note);
  }

  /** How the run's own step ended, where a run was there to be followed. */
  public Optional<Over> run() {
    return end(Step.FollowRun.class);
  }

  /** The step that ended last of those that follow; empty where it has not come to that. */
  public Optional<Integer> lastStep() {
    return IntStream.range(0, incident.steps().size())
        .filter(
            i ->
                isFollow(incident.step(i))
                    && incident.steps().get(i) instanceof Over over
                    && over.outcome() != StepOutcome.NOT_NEEDED)
        .boxed()
        .reduce((_, later) -> later);
  }

  private static boolean isFollow(Step step) {
    return step instanceof Step.FollowDeployment || step instanceof Step.FollowRun;
  }

  private Optional<Over> end(Class<? extends Step> kind) {
    return IntStream.range(0, incident.steps().size())
        .filter(i -> kind.isInstance(incident.step(i)))
        .mapToObj(i -> incident.steps().get(i))
        .filter(Over.class::isInstance)
        .map(Over.class::cast)
        .filter(over -> over.outcome() != StepOutcome.NOT_NEEDED)
        .findFirst();
  }
}
