package pipelinelock.incident.rules;

import java.util.Optional;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.BlindApproval;

/**
 * Which policy lets a blind plan begin. The policy itself is what counts, not where it came from,
 * so that the record proves it to whoever reads it. Pure.
 */
public final class BlindRules {
  private BlindRules() {}

  /** Why this plan must not begin under this policy, a clause; empty where it may. */
  public static Optional<String> problem(Plan plan, ApprovalPolicy policy) {
    return plan.actsBlind()
        ? mixed(plan).or(() -> BlindApproval.tooWeak(policy))
        : Optional.empty();
  }

  private static Optional<String> mixed(Plan plan) {
    return plan.steps().stream().allMatch(BlindRules::belongsTo)
        ? Optional.empty()
        : Optional.of("a blind plan recreates while Concourse is silent, and does nothing else");
  }

  private static boolean belongsTo(Step step) {
    return switch (step) {
      case Step.Recreate recreate ->
          recreate.onlyIf().equals(Optional.of(Step.Condition.STILL_BLIND));
      case Step.Verify _, Step.LookAgain _ -> true;
      case Step.PauseJob _,
          Step.AbortBuild _,
          Step.ReadLock _,
          Step.ReleaseLock _,
          Step.GiveBack _,
          Step.ReleaseAgain _,
          Step.StartDeployment _,
          Step.FollowDeployment _,
          Step.FollowRun _,
          Step.UnpauseJob _,
          Step.UnpausePipeline _ ->
          false;
    };
  }
}
