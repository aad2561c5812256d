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
 * @param withNeighbours whether instances beside the targets may be touched
 * @param only the VMs that are meant, as a person names them; empty = all that the verdict offers
 * @param keepsClaim whether a lock that the plan's own aborts leave claimed is to stay so
 */
public record RecreateWish(
    String reason,
    Set<RecreateOption> options,
    boolean withNeighbours,
    List<String> only,
    boolean keepsClaim)
    implements CureWish {
  public RecreateWish {
    reason = reason.strip();
    options = Set.copyOf(options);
    only = List.copyOf(only);
  }

  /** Of all VMs that the verdict offers. */
  public RecreateWish(String reason, Set<RecreateOption> options, boolean withNeighbours) {
    this(reason, options, withNeighbours, List.of());
  }

  /** One that gives back what it orphans. */
  public RecreateWish(
      String reason, Set<RecreateOption> options, boolean withNeighbours, List<String> only) {
    this(reason, options, withNeighbours, only, false);
  }

  @Override
  public CureKind kind() {
    return CureKind.RECREATE;
  }

  /** The plain recreate. */
  public static RecreateWish plain(String reason) {
    return new RecreateWish(reason, Set.of(), false);
  }
}
