package pipelinelock.diagnosis.judge;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/** The VMs that a recreate may name, in the runbook's order: workers first, then web. */
public final class RecreateTargets {
  private RecreateTargets() {}

  public static List<InstanceId> all(Evidence evidence) {
    return Stream.concat(workers(evidence).stream(), web(evidence).stream()).toList();
  }

  public static List<InstanceId> workers(Evidence evidence) {
    ConcourseDeployment deployment = evidence.environment().deployment();
    return of(evidence, deployment.workerGroups());
  }

  public static List<InstanceId> web(Evidence evidence) {
    ConcourseDeployment deployment = evidence.environment().deployment();
    return of(evidence, deployment.webGroups());
  }

  private static List<InstanceId> of(Evidence evidence, List<String> groups) {
    var instances = evidence.instances().value().orElse(List.of());
    return groups.stream()
        .flatMap(
            group ->
                instances.stream()
                    .filter(RecreateTargets::mayBeRecreated)
                    .filter(instance -> instance.id().group().equals(group))
                    .sorted(Comparator.comparingInt(Instance::index))
                    .map(Instance::id))
        .toList();
  }

  /** Someone who stopped, detached or ignored an instance had a reason; an errand needs no VM. */
  static boolean mayBeRecreated(Instance instance) {
    return instance.wanted().equals("started") && !instance.ignored() && !instance.isErrandAtRest();
  }
}
