package pipelinelock.ladder;

import java.util.List;
import pipelinelock.diagnosis.Verdict.Catch.DeadClaim;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.ConcourseVersion;

/**
 * Claims that may live on although their build has ended. Concourse keeps the containers of a
 * failed build until a newer build of the job ends, so a container alone proves no process: from
 * 7.13.0 on, an abort kills the process of a put, and an aborted claim is over.
 */
final class DeadClaims {
  private DeadClaims() {}

  static List<DeadClaim> of(Evidence evidence) {
    boolean abortsKill =
        evidence
            .concourse()
            .value()
            .map(ConcourseVersion::knowsTheHang)
            .map(it -> !it)
            .orElse(false);
    return evidence.deadClaims().stream().filter(it -> !abortsKill || !isAborted(it)).toList();
  }

  /** Whether this one may. */
  static boolean contains(Evidence evidence, DeadClaim claim) {
    return of(evidence).stream().anyMatch(it -> it.build().id() == claim.build().id());
  }

  private static boolean isAborted(DeadClaim claim) {
    return claim.build().status() == Status.ABORTED;
  }
}
