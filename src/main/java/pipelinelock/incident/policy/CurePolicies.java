package pipelinelock.incident.policy;

import java.util.Arrays;
import java.util.Map;
import pipelinelock.incident.plan.CureKind;

/**
 * The approval policy of each cure in one environment.
 *
 * @param startsAgain whether a plan that ends a deployment before it ran starts it again, unless
 *     somebody says otherwise
 * @param follows how far a plan follows the deployment that it starts, unless somebody says
 *     otherwise
 */
public record CurePolicies(
    Map<CureKind, ApprovalPolicy> byCure, boolean startsAgain, FollowsUntil follows) {
  public CurePolicies {
    byCure = Map.copyOf(byCure);
    if (!byCure.keySet().containsAll(Arrays.asList(CureKind.values()))) {
      throw new IllegalArgumentException("every cure needs an approval policy");
    }
  }

  /** Whose plans start nothing, unless somebody asks for it. */
  public CurePolicies(Map<CureKind, ApprovalPolicy> byCure) {
    this(byCure, false, FollowsUntil.CLAIM);
  }

  public ApprovalPolicy of(CureKind kind) {
    var policy = byCure.get(kind);
    if (policy == null) {
      throw new IllegalStateException("every cure has a policy");
    }
    return policy;
  }

  /** Whether all that a release asks of people, this cure asks of them too. */
  public boolean coverRelease(CureKind kind) {
    return of(kind).covers(of(CureKind.RELEASE));
  }
}
