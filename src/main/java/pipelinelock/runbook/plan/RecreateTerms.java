package pipelinelock.runbook.plan;

import java.util.Set;
import pipelinelock.incident.plan.Plan;
import pipelinelock.vm.RecreateOption;

/**
 * The terms of a recreate, whichever VMs it comes to.
 *
 * @param options how it differs from the plain one
 * @param ending what follows it under the same approval
 * @param climbs whether it stops as soon as the lock no longer hangs; plans from earlier versions
 *     do not, and run as they were approved
 * @param letsGo whether the lock job is unpaused at the end although it was paused before: an
 *     earlier plan of the bot left it paused
 */
public record RecreateTerms(
    Set<RecreateOption> options, Ending ending, boolean climbs, boolean letsGo) {
  public RecreateTerms {
    options = Set.copyOf(options);
  }

  /** As it is asked for now. */
  public RecreateTerms(Set<RecreateOption> options, Ending ending) {
    this(options, ending, true, false);
  }

  /** As this plan has them. */
  public static RecreateTerms of(Plan plan) {
    return new RecreateTerms(
        plan.options(),
        Ending.of(plan),
        plan.recreates().stream().anyMatch(step -> step.onlyIf().isPresent()),
        false);
  }

  /** Where a plan before this one ended a deployment that nobody has started again. */
  public RecreateTerms owing() {
    return new RecreateTerms(options, ending.owing(), climbs, letsGo);
  }

  public RecreateTerms after(boolean leftPaused) {
    return new RecreateTerms(options, ending, climbs, leftPaused);
  }
}
