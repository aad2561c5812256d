package pipelinelock.runbook.request;

import java.util.List;
import java.util.Set;
import pipelinelock.vm.RecreateOption;

/** Recreates whose plan ends as usual. */
public final class WishExamples {
  private WishExamples() {}

  /** The plain recreate of all VMs that the verdict offers. */
  public static RecreateWish recreate(String reason) {
    return recreate(reason, Set.of(), false);
  }

  public static RecreateWish recreate(
      String reason, Set<RecreateOption> options, boolean withNeighbours) {
    return recreate(reason, options, withNeighbours, List.of());
  }

  /**
   * @param only the VMs that are meant; empty = all that the verdict offers
   */
  public static RecreateWish recreate(
      String reason, Set<RecreateOption> options, boolean withNeighbours, List<String> only) {
    return new RecreateWish(reason, options, withNeighbours, only, Finish.USUAL);
  }
}
