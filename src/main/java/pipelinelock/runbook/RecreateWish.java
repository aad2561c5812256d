package pipelinelock.runbook;

import java.util.Set;
import pipelinelock.vm.RecreateOption;

/**
 * What a person asks for.
 *
 * @param reason for the people who approve and for the record
 * @param options how the recreate differs from the plain one
 * @param withNeighbours whether instances beside the targets may be touched
 */
public record RecreateWish(String reason, Set<RecreateOption> options, boolean withNeighbours) {
  public RecreateWish {
    reason = reason.strip();
    options = Set.copyOf(options);
  }

  /** The plain recreate. */
  public static RecreateWish plain(String reason) {
    return new RecreateWish(reason, Set.of(), false);
  }
}
