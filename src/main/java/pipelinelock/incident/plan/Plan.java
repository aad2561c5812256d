package pipelinelock.incident.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.vm.RecreateOption;

/** The ordered steps that people approve. */
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one step");
    }
  }

  /** How its recreates differ from plain ones; all alike. */
  public Set<RecreateOption> options() {
    return recreates().stream().findFirst().map(Step.Recreate::options).orElse(Set.of());
  }

  /** The VMs that it recreates, in order. */
  public List<Step.Recreate> recreates() {
    return steps.stream()
        .filter(Step.Recreate.class::isInstance)
        .map(Step.Recreate.class::cast)
        .toList();
  }

  /** Whether it recreates although Concourse does not say what runs. */
  public boolean actsBlind() {
    return recreates().stream()
        .anyMatch(step -> step.onlyIf().equals(Optional.of(Step.Condition.STILL_BLIND)));
  }

  /** Whether it gives the lock back that its own aborts leave claimed. */
  public boolean givesBack() {
    return steps.stream().anyMatch(Step.GiveBack.class::isInstance);
  }

  /** Whether it starts the deployment again at its end. */
  public boolean startsAgain() {
    return steps.stream().anyMatch(Step.StartDeployment.class::isInstance);
  }

  /** Whether it watches the deployment that it starts until that has given the lock back. */
  public boolean followsRun() {
    return steps.stream().anyMatch(Step.FollowRun.class::isInstance);
  }

  /**
   * The step that lets the lock job go at the end of the plan, and is done also where the plan
   * stops before it; what may follow it only starts the next deployment.
   */
  public OptionalInt lettingGo() {
    int last = steps.size() - 1;
    while (last > 0
        && (steps.get(last) instanceof Step.StartDeployment
            || steps.get(last) instanceof Step.FollowDeployment
            || steps.get(last) instanceof Step.FollowRun)) {
      last--;
    }
    return steps.get(last) instanceof Step.UnpauseJob ? OptionalInt.of(last) : OptionalInt.empty();
  }

  /** The builds that it aborts. */
  public Set<Long> aborts() {
    return steps.stream()
        .filter(Step.AbortBuild.class::isInstance)
        .map(step -> ((Step.AbortBuild) step).buildId())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What the plan is for: the heaviest of its steps decides. */
  public CureKind cure() {
    return actsBlind()
        ? CureKind.BLIND
        : steps.stream().map(Plan::cure).min(Comparator.naturalOrder()).orElseThrow();
  }

  private static CureKind cure(Step step) {
    return switch (step) {
      case Step.Recreate _, Step.Verify _ -> CureKind.RECREATE;
      case Step.ReleaseLock _ -> CureKind.RELEASE;
      case Step.AbortBuild _ -> CureKind.ABORT;
      case Step.PauseJob _,
          Step.ReadLock _,
          // These belong to the end of a heavier step, whose approval they come under.
          Step.GiveBack _,
          Step.ReleaseAgain _,
          Step.StartDeployment _,
          Step.FollowDeployment _,
          Step.FollowRun _,
          Step.UnpauseJob _,
          Step.UnpausePipeline _,
          Step.LookAgain _ ->
          CureKind.UNPAUSE;
    };
  }
}
