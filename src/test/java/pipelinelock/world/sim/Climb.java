package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import pipelinelock.vm.InstanceId;

/**
 * How far a ladder was climbed.
 *
 * @param planned the VMs that people approved
 * @param recreated those that were recreated, in order
 * @param spared those that a look spared
 * @param wrong what no ladder may do, by the world's own truth: a rung twice, one that nothing
 *     called for, a heavy one before a light one
 * @param stopped why it did not come to its end; empty where it did
 * @param again what became of the deployment at the end
 */
record Climb(
    List<InstanceId> planned,
    List<InstanceId> recreated,
    List<InstanceId> spared,
    List<String> wrong,
    Optional<String> stopped,
    LadderEnd.Again again) {
  Climb {
    planned = List.copyOf(planned);
    recreated = List.copyOf(recreated);
    spared = List.copyOf(spared);
    wrong = List.copyOf(wrong);
  }
}
