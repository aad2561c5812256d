package pipelinelock.runbook;

import java.util.Set;
import pipelinelock.incident.Plan;
import pipelinelock.vm.RecreateOption;

/**
 * How a recreate is asked for, whichever VMs it comes to.
 *
 * @param options how it differs from the plain one
 * @param givesBack whether it ends by giving back what its own aborts leave claimed
 * @param climbs whether it stops as soon as the lock is not hung any more; plans of versions before
 *     that do not, and are played as they were approved
 * @param letsGo whether the lock job goes on at the end although it is paused: an earlier plan of
 *     the bot left it so
 */
record RecreateTerms(
    Set<RecreateOption> options, boolean givesBack, boolean climbs, boolean letsGo) {
  RecreateTerms {
    options = Set.copyOf(options);
  }

  /** As it is asked for now. */
  RecreateTerms(Set<RecreateOption> options, boolean givesBack) {
    this(options, givesBack, true, false);
  }

  /** As this plan has them. */
  static RecreateTerms of(Plan plan) {
    return new RecreateTerms(
        plan.options(),
        plan.givesBack(),
        plan.recreates().stream().anyMatch(step -> step.onlyIf().isPresent()),
        false);
  }

  RecreateTerms after(boolean leftPaused) {
    return new RecreateTerms(options, givesBack, climbs, leftPaused);
  }
}
