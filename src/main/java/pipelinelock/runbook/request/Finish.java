package pipelinelock.runbook.request;

import java.util.Optional;
import pipelinelock.incident.policy.FollowsUntil;

/**
 * How a plan should end, as far as a person says so.
 *
 * @param keepsClaim whether a lock that the plan itself leaves claimed should stay claimed
 * @param startsAgain whether the deployment should be started again; empty = as the settings say
 * @param follows how far the deployment is to be followed; empty = as the settings have it
 */
public record Finish(
    boolean keepsClaim, Optional<Boolean> startsAgain, Optional<FollowsUntil> follows) {
  /** As it is where nobody says anything. */
  public static final Finish USUAL = new Finish(false, Optional.empty());

  /** Followed as far as the settings have it. */
  public Finish(boolean keepsClaim, Optional<Boolean> startsAgain) {
    this(keepsClaim, startsAgain, Optional.empty());
  }
}
