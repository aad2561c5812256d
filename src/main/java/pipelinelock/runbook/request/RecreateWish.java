package pipelinelock.runbook.request;

import java.util.List;
import java.util.Set;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.vm.RecreateOption;

/**
 * A recreate as a person asks for it.
 *
 * @param reason for the people who approve and for the record
 * @param options how the recreate differs from the plain one
 * @param withNeighbours whether instances other than the targets may be touched
 * @param only the VMs that are meant, as a person names them; empty = all that the verdict offers
 * @param finish how the plan is to end
 */
public record RecreateWish(
    String reason,
    Set<RecreateOption> options,
    boolean withNeighbours,
    List<String> only,
    Finish finish)
    implements CureWish {
  public RecreateWish {
    reason = reason.strip();
    options = Set.copyOf(options);
    only = List.copyOf(only);
  }

  @Override
  public CureKind kind() {
    return CureKind.RECREATE;
  }
}
