package pipelinelock.runbook.blind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.plan.Step.Condition;
import pipelinelock.ladder.Blindness;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/**
 * The plan of a blind recreate: each web VM only while Concourse is still silent, then a check that
 * it answers, and a usual look. It pauses, aborts and gives back nothing: Concourse could not be
 * asked. The same evidence always gives the same plan.
 */
public final class BlindPlan {
  private BlindPlan() {}

  /**
   * Empty where this look does not call for it.
   *
   * @param workerToo whether a VM may go that carries a worker
   */
  public static Optional<Plan> of(
      Evidence evidence, Set<RecreateOption> options, boolean workerToo) {
    return Blindness.of(evidence) instanceof Blindness.Blind(var web, var withWorker)
            && (workerToo || withWorker.isEmpty())
        ? Optional.of(plan(web, evidence, options))
        : Optional.empty();
  }

  /** Why this look does not call for it, or that it does: a clause. */
  public static String why(Evidence evidence, boolean workerToo) {
    return switch (Blindness.of(evidence)) {
      case Blindness.Sees(var seen) -> seen;
      case Blindness.Unclear(var why) -> why;
      case Blindness.Blind(var _, var withWorker) when !withWorker.isEmpty() && !workerToo ->
          "%s may carry a worker, and a claim that waits there would go on without the lock; whoever accepts that sets `approvals.blind.with_worker`"
              .formatted(withWorker.getFirst());
      case Blindness.Blind _ -> "Concourse is silent";
    };
  }

  private static Plan plan(List<InstanceId> web, Evidence evidence, Set<RecreateOption> options) {
    var steps = new ArrayList<Step>();
    for (var id : web) {
      steps.add(
          new Step.Recreate(id, cid(id, evidence), options, Optional.of(Condition.STILL_BLIND)));
    }
    steps.add(new Step.Verify(List.of())); // Concourse did not say which workers there were
    steps.add(new Step.LookAgain());
    return new Plan(steps);
  }

  private static Optional<String> cid(InstanceId id, Evidence evidence) {
    return evidence.instances().value().orElseThrow().stream()
        .filter(instance -> instance.id().equals(id))
        .findFirst()
        .flatMap(Instance::cid);
  }
}
