package pipelinelock.runbook;

import java.util.Set;
import pipelinelock.incident.CureKind;
import pipelinelock.vm.RecreateOption;

/**
 * A recreate as a person asks for it.
 *
 * @param reason for the people who approve and for the record
 * @param options how the recreate differs from the plain one
 * @param withNeighbours whether instances beside the targets may be touched
 */
public record RecreateWish(String reason, Set<RecreateOption> options, boolean withNeighbours)
    implements CureWish {
  public RecreateWish {
    reason = reason.strip();
    options = Set.copyOf(options);
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
