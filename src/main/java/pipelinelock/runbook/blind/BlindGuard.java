package pipelinelock.runbook.blind;

import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Blindness;
import pipelinelock.runbook.step.GuardAnswer;
import pipelinelock.runbook.step.RecreateGuard;

/**
 * The last look before a web VM goes blind: the lock's repository and the Director were read,
 * Concourse is silent, BOSH is at rest, and the VM is the approved one. Kept apart from the
 * judgement that offers it, and asked for no other plan.
 */
public final class BlindGuard {
  private BlindGuard() {}

  /**
   * Whether this VM may go at this moment.
   *
   * @param workerToo whether a VM may go that carries a worker
   */
  public static GuardAnswer judge(Evidence evidence, Step.Recreate step, boolean workerToo) {
    return notTheWeb(evidence, step)
        .or(() -> unread(evidence))
        .or(() -> notSilent(evidence))
        .or(() -> RecreateGuard.tasks(evidence))
        .or(() -> locks(evidence))
        .or(() -> RecreateGuard.instance(evidence, step))
        .or(() -> workerToo ? Optional.empty() : worker(evidence, step))
        .orElseGet(GuardAnswer.Clear::new);
  }

  private static Optional<GuardAnswer> notTheWeb(Evidence evidence, Step.Recreate step) {
    return evidence.environment().deployment().webGroups().contains(step.instance().group())
        ? Optional.empty()
        : Optional.of(
            new GuardAnswer.Never(
                "%s is no web VM, and only that is recreated blind".formatted(step.instance())));
  }

  private static Optional<GuardAnswer> unread(Evidence evidence) {
    for (Fact<?> fact :
        List.of(
            evidence.lock(), evidence.tasks(), evidence.directorLocks(), evidence.instances())) {
      if (fact instanceof Fact.NotRead<?> missing) {
        return Optional.of(
            new GuardAnswer.NotNow(
                "without Concourse, git and BOSH must both be read: " + missing.reason()));
      }
    }
    return Optional.empty();
  }

  private static Optional<GuardAnswer> notSilent(Evidence evidence) {
    for (var fact : Blindness.asked(evidence).toList()) {
      if (fact.isKnown()) {
        return Optional.of(
            new GuardAnswer.Never("Concourse answers, so what runs need not be guessed"));
      }
      if (fact instanceof Fact.NotRead<?> no && !no.isSilence()) {
        return Optional.of(new GuardAnswer.NotNow("that is no dead Concourse: " + no.reason()));
      }
    }
    return Optional.empty();
  }

  /** Only a VM that says that the web node alone runs there is known to carry no worker. */
  private static Optional<GuardAnswer> worker(Evidence evidence, Step.Recreate step) {
    return evidence.instances().value().orElseThrow().stream()
        .filter(instance -> instance.id().equals(step.instance()))
        .filter(Blindness::mayCarryAWorker)
        .findFirst()
        .map(
            instance ->
                new GuardAnswer.Never(
                    "%s may carry a worker, and a claim that waits there would go on without the lock"
                        .formatted(instance.id())));
  }

  private static Optional<GuardAnswer> locks(Evidence evidence) {
    return evidence.directorLocks().value().orElseThrow().stream()
        .filter(lock -> lock.isHeldAt(evidence.at()))
        .findFirst()
        .map(lock -> new GuardAnswer.NotNow("the Director holds its lock on " + lock.resource()));
  }
}
