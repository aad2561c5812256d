package pipelinelock.leftover;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.incident.Incident;
import pipelinelock.leftover.Undone.Abort;
import pipelinelock.leftover.Undone.Pause;
import pipelinelock.leftover.Undone.Rest;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.pipeline.Job;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/**
 * What earlier incidents left behind: what the record says was not undone, and a look shows to be
 * still so. What could not be read counts as no leftover. Pure.
 */
public final class Leftovers {
  private Leftovers() {}

  /** The diagnosis, with what is left and the cure that ends a pause of the bot's own. */
  public static Diagnosis in(Diagnosis diagnosis, List<Incident> newest) {
    var left = of(Undone.of(newest), diagnosis.evidence());
    return diagnosis.leaving(left, unpause(left, diagnosis).map(List::of).orElse(List.of()));
  }

  /** The gravest first. */
  static List<Leftover> of(Undone undone, Evidence evidence) {
    var left = new ArrayList<Leftover>();
    undone.rest().flatMap(rest -> vms(rest, evidence)).ifPresent(left::add);
    undone.aborts().stream()
        .flatMap(abort -> claim(abort, evidence).stream())
        .findFirst()
        .ifPresent(left::add);
    undone.pause().flatMap(pause -> pause(pause, evidence)).ifPresent(left::add);
    return List.copyOf(left);
  }

  private static Optional<Leftover> pause(Pause pause, Evidence evidence) {
    return evidence
        .pipeline()
        .value()
        .flatMap(pipeline -> pipeline.job(pause.job()))
        .filter(Job::paused)
        .map(
            job ->
                new Leftover.PausedJob(
                    pause.by().id().toString(), job.name(), another(job.pausedBy(), evidence)));
  }

  private static Optional<String> another(Optional<String> by, Evidence evidence) {
    var own = evidence.account().value().map(Account::name);
    return by.filter(name -> !name.isBlank() && !own.equals(Optional.of(name)));
  }

  private static Optional<Leftover> vms(Rest rest, Evidence evidence) {
    var broken = rest.instances().stream().filter(id -> isSeenNotToRun(id, evidence)).toList();
    return broken.isEmpty()
        ? Optional.empty()
        : Optional.of(new Leftover.BrokenVms(rest.of().id().toString(), broken));
  }

  private static boolean isSeenNotToRun(InstanceId id, Evidence evidence) {
    return evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> instance.id().equals(id))
        .anyMatch(instance -> !instance.isRunning() && !isMeantToStandStill(instance));
  }

  /** Somebody has stopped it since, which is no trouble of an incident. */
  private static boolean isMeantToStandStill(Instance instance) {
    return !instance.wanted().equals("started");
  }

  /** One that came through before the abort has the lock by right, and an open one may yet. */
  private static Optional<Leftover> claim(Abort abort, Evidence evidence) {
    var lock = evidence.lock().value().filter(it -> it.place() == PoolLock.Place.CLAIMED);
    return evidence
        .holder()
        .value()
        .flatMap(HolderBuild::ours)
        .filter(holder -> isOf(abort, holder))
        .filter(holder -> !holder.isOpen() && holder.status() != Build.Status.SUCCEEDED)
        .flatMap(_ -> lock.flatMap(PoolLock::moved).map(LockCommit::id))
        .map(
            commit ->
                new Leftover.OrphanedClaim(
                    abort.by().id().toString(), abort.step().build(), commit));
  }

  /** A restored database may give the id and the number again, to a build that began later. */
  private static boolean isOf(Abort abort, Build holder) {
    var step = abort.step();
    return new AskedAbort(step.buildId(), step.build(), abort.by().id().toString(), abort.at())
        .isOf(holder);
  }

  /**
   * The bot's own pause may be ended under any verdict that allows another claim in the queue. It
   * is not ended where a second deployment would start alongside one without the lock, where nobody
   * can say what goes on, or where something hangs: the cure of that ends it, when it is cured.
   */
  private static Optional<Cure> unpause(List<Leftover> left, Diagnosis diagnosis) {
    boolean offered = diagnosis.cures().stream().anyMatch(Cure.Unpause.class::isInstance);
    return offered || !bearsAnotherClaim(diagnosis.verdict())
        ? Optional.empty()
        : left.stream()
            .filter(Leftover.PausedJob.class::isInstance)
            .map(it -> (Cure) new Cure.Unpause(Optional.of(((Leftover.PausedJob) it).job())))
            .findFirst();
  }

  private static boolean bearsAnotherClaim(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free _,
          Verdict.Acquiring _,
          Verdict.Running _,
          Verdict.FailedRun _,
          Verdict.Orphaned _,
          Verdict.ReleaseFailed _,
          Verdict.RunStalled _,
          Verdict.Paused _ ->
          true;
      case Verdict.RunningWithoutLock _,
          Verdict.HungClaim _,
          Verdict.HungRelease _,
          Verdict.SelfDeadlock _,
          Verdict.WorkerStalled _,
          Verdict.WebStuck _,
          Verdict.ClaimLoopsThoughFree _,
          Verdict.StuckPending _,
          Verdict.BrokenPool _,
          Verdict.LockingOff _,
          Verdict.Unknown _ ->
          false;
    };
  }
}
