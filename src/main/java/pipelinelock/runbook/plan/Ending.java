package pipelinelock.runbook.plan;

import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.FollowsUntil;

/**
 * What follows a cure under the same approval.
 *
 * @param givesBack whether a lock that the plan itself leaves claimed is given back
 * @param start whether the deployment is started again
 * @param follows how far the one that is started is followed
 */
public record Ending(boolean givesBack, Start start, FollowsUntil follows) {
  /** When a plan starts the deployment again. */
  public enum Start {
    YES,
    NO,
    /** Where the plan ends a deployment that never ran. */
    WHERE_OWED
  }

  /** As this plan has it. */
  public static Ending of(Plan plan) {
    boolean givesBack =
        plan.givesBack() || plan.steps().stream().anyMatch(Step.ReleaseAgain.class::isInstance);
    return new Ending(
        givesBack,
        plan.startsAgain() ? Start.YES : Start.NO,
        plan.followsRun() ? FollowsUntil.UNLOCK : FollowsUntil.CLAIM);
  }

  /** The same where it is known that a deployment is owed. */
  public Ending owing() {
    return start == Start.WHERE_OWED ? new Ending(givesBack, Start.YES, follows) : this;
  }

  public boolean starts(boolean owed) {
    return start == Start.YES || (start == Start.WHERE_OWED && owed);
  }
}
