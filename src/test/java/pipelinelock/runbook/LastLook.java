package pipelinelock.runbook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.PoolLock;
import pipelinelock.runbook.step.GuardAnswer;
import pipelinelock.runbook.step.RecreateGuard;
import pipelinelock.runbook.step.ReleaseGuard;
import pipelinelock.vm.InstanceId;

/** The last looks before an act, for tests elsewhere: what speaks against it, if anything. */
public final class LastLook {
  private LastLook() {}

  /**
   * Before a VM goes.
   *
   * @param aborted ids of the builds that the plan aborts first
   * @param approved when the look was taken that people decided on
   */
  public static Optional<String> recreate(
      Evidence now, InstanceId vm, Set<Long> aborted, boolean web, Instant approved) {
    var found =
        now.instances().value().stream()
            .flatMap(all -> all.stream())
            .filter(it -> it.id().equals(vm))
            .findFirst();
    return found.isEmpty()
        ? Optional.of("there is no such instance")
        : against(
            RecreateGuard.judge(
                now,
                new Step.Recreate(vm, found.get().cid(), Set.of(), Optional.empty()),
                aborted,
                web,
                approved));
  }

  /** Before a lock is given back. */
  public static Optional<String> release(Evidence now, Cure.Release cure) {
    return now.lock()
        .value()
        .map(lock -> against(ReleaseGuard.judge(now, step(lock, cure))))
        .orElseGet(() -> Optional.of("the lock could not be read"));
  }

  private static Step.ReleaseLock step(PoolLock lock, Cure.Release cure) {
    return new Step.ReleaseLock(lock.pool(), lock.name(), cure.commit(), lock.tip());
  }

  private static Optional<String> against(GuardAnswer answer) {
    return switch (answer) {
      case GuardAnswer.Clear _ -> Optional.empty();
      case GuardAnswer.NotNow(var why) -> Optional.of(why);
      case GuardAnswer.Never(var why) -> Optional.of(why);
    };
  }
}
