package pipelinelock.runbook.request;

import java.util.Set;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.vm.RecreateOption;

/**
 * A recreate of the web VM alone, while Concourse does not say what runs.
 *
 * @param reason for the people who approve and for the record
 * @param options how the recreate differs from the plain one
 * @param withNeighbours whether instances other than the target may be touched
 */
public record BlindWish(String reason, Set<RecreateOption> options, boolean withNeighbours)
    implements CureWish {
  public BlindWish {
    reason = reason.strip();
    options = Set.copyOf(options);
  }

  @Override
  public CureKind kind() {
    return CureKind.BLIND;
  }

  /** Nothing follows it: Concourse could not be asked when it was planned. */
  @Override
  public Finish finish() {
    return Finish.USUAL;
  }
}
