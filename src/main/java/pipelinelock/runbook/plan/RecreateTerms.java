package pipelinelock.runbook.plan;

import java.util.Set;
import pipelinelock.incident.plan.Plan;
import pipelinelock.vm.RecreateOption;

/**
 * How a recreate is asked for, whichever VMs it comes to.
 *
 * @param options how it differs from the plain one
 * @param ending what follows it under the same approval
 * @param climbs whether it stops as soon as the lock is not hung any more; plans of versions before
 *     that do not, and are played as they were approved
 * @param letsGo whether the lock job goes on at the end although it is paused: an earlier plan of
 *     the bot left it so
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

  public RecreateTerms after(boolean leftPaused) {
    return new RecreateTerms(options, ending, climbs, leftPaused);
  }
}
