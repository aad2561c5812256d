package pipelinelock.runbook.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.plan.Step;
import pipelinelock.runbook.plan.Neighbours.Trouble;
import pipelinelock.runbook.plan.Neighbours.Weight;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.UnfinishedTasks;

/**
 * What a converging recreate would touch besides its targets, and people did not read before they
 * approved. A neighbour that was well then may have failed since, while the plan waited, aborted,
 * or recreated its first VM. Pure.
 */
public final class Unapproved {
  private Unapproved() {}

  /**
   * The first thing that is on no list of theirs, half a sentence; it may pass.
   *
   * @param instances of the deployment, by the newest look
   * @param leftovers read after it
   */
  public static Optional<String> touched(
      List<Instance> instances, UnfinishedTasks leftovers, Step.Recreate step, Requested approved) {
    List<InstanceId> targets =
        approved.plan().recreates().stream().map(Step.Recreate::instance).toList();
    return Stream.concat(
            Neighbours.besides(instances, targets, Set.copyOf(leftovers.halfWay()), step.options())
                .stream(),
            TakenBack.of(leftovers, instances, targets, step.options()).stream())
        .filter(trouble -> trouble.weight() != Weight.TOLD)
        .map(Trouble::text)
        .filter(text -> !approved.notes().contains(text))
        .findFirst()
        .map(text -> "it would touch more than people approved: " + text.replaceFirst("\\.$", ""));
  }
}
