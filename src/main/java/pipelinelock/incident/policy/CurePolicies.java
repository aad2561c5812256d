package pipelinelock.incident.policy;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import pipelinelock.incident.plan.CureKind;

/** The approval policy of each cure in one environment. */
public record CurePolicies(Map<CureKind, ApprovalPolicy> byCure) {
  public CurePolicies {
    byCure = Map.copyOf(byCure);
    if (!byCure.keySet().containsAll(Arrays.asList(CureKind.values()))) {
      throw new IllegalArgumentException("every cure needs an approval policy");
    }
  }

  /** The same for all cures. */
  public static CurePolicies all(ApprovalPolicy policy) {
    var byCure = new EnumMap<CureKind, ApprovalPolicy>(CureKind.class);
    for (var kind : CureKind.values()) {
      byCure.put(kind, policy);
    }
    return new CurePolicies(byCure);
  }

  public ApprovalPolicy of(CureKind kind) {
    var policy = byCure.get(kind);
    if (policy == null) {
      throw new IllegalStateException("every cure has a policy");
    }
    return policy;
  }

  /** Whether all that a release asks of people, a recreate asks of them too. */
  public boolean recreateCoversRelease() {
    return of(CureKind.RECREATE).covers(of(CureKind.RELEASE));
  }
}
