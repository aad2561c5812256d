package pipelinelock.runbook.request;

import java.util.Optional;
import pipelinelock.incident.policy.FollowsUntil;

/**
 * How a plan is to end, as far as a person says so.
 *
 * @param keepsClaim whether a lock that the plan itself leaves claimed is to stay so
 * @param startsAgain whether the deployment is to be started again; empty = as the settings have it
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
