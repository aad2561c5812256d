package pipelinelock.incident;

import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.REQUESTER_COUNTS;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.PolicyBuilder;

/** Policies by which a blind recreate may and may not be approved. */
public final class BlindPolicies {
  private static final BreakGlass GLASS =
      new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0SECURITY", Duration.ofHours(24));

  /** Two people, one of each of two lists. */
  public static final ApprovalPolicy BOTH_LISTS =
      PolicyBuilder.like(BLIND)
          .approvals(2)
          .second(Optional.of(new Approvers(Set.of(DAN), Set.of())))
          .build();

  /** Strict, but for one person who may do it alone. */
  public static final ApprovalPolicy WITH_GLASS =
      PolicyBuilder.like(BLIND).breakGlass(GLASS).build();

  /** By what each lacks. */
  public static final Map<String, ApprovalPolicy> TOO_WEAK = new LinkedHashMap<>();

  static {
    TOO_WEAK.put("the plain policy", TWO_OTHERS);
    TOO_WEAK.put("two people who type the name", typed(TWO_OTHERS));
    TOO_WEAK.put("a requester who counts", typed(REQUESTER_COUNTS));
    TOO_WEAK.put(
        "three people who type nothing",
        PolicyBuilder.approvers(Set.of(ANA, BEN, CLEO, DAN), Set.of())
            .approvals(3)
            .minimumReason(10)
            .build());
    TOO_WEAK.put(
        "three people, of whom the requester is one",
        PolicyBuilder.like(BLIND).requesterCounts(true).build());
    TOO_WEAK.put("with break-glass", WITH_GLASS);
  }

  private BlindPolicies() {}

  private static ApprovalPolicy typed(ApprovalPolicy policy) {
    return PolicyBuilder.like(policy).confirm(Confirmation.TYPE_NAME).build();
  }
}
