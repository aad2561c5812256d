package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;

/**
 * Holds a grave verdict back: RUNNING wins while anything moves, and what could not be read never
 * counts as idle.
 */
final class VerdictGuard {
  private final Evidence evidence;
  private final Optional<Look> firstLook;

  VerdictGuard(Evidence evidence, Optional<Look> firstLook) {
    this.evidence = evidence;
    this.firstLook = firstLook;
  }

  Verdict check(Verdict verdict) {
    if (!verdict.isHung() && !leadsToARelease(verdict)) {
      return verdict;
    }
    if (boshWorks()) {
      return running(List.of());
    }
    if (!verdict.isHung()) {
      return verdict;
    }
    var moving = moving();
    if (!moving.isEmpty()) {
      return running(moving);
    }
    var missing = Missing.forHung(evidence);
    return missing.isEmpty()
        ? movedSince(verdict)
        : new Verdict.Unknown(missing, Optional.of(verdict.title()));
  }

  /** These end with the lock given back, which lets the next deployment start. */
  static boolean leadsToARelease(Verdict verdict) {
    return switch (verdict) {
      case Verdict.FailedRun _,
          Verdict.Orphaned _,
          Verdict.ReleaseFailed _,
          Verdict.RunStalled _,
          Verdict.SelfDeadlock _ ->
          true;
      case Verdict.Paused paused -> !paused.failed().isEmpty();
      case Verdict.Free _,
          Verdict.Acquiring _,
          Verdict.Running _,
          Verdict.RunningWithoutLock _,
          Verdict.HungClaim _,
          Verdict.HungRelease _,
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

  private boolean boshWorks() {
    return !tasks().isEmpty() || !directorLocks().isEmpty();
  }

  /** Tasks that work, of any deployment, and those that do not say of which. */
  private List<DirectorTask> tasks() {
    return evidence.tasks().value().orElse(List.of()).stream()
        .filter(task -> !task.state().isFinal())
        .toList();
  }

  private List<DirectorLock> directorLocks() {
    return evidence.directorLocks().value().orElse(List.of()).stream()
        .filter(lock -> lock.isHeldAt(evidence.at()))
        .toList();
  }

  private Verdict running(List<Build> builds) {
    var typical =
        evidence.pipeline().value().flatMap(state -> new Scene(evidence, state).typicalRun());
    return new Verdict.Running(builds, tasks(), directorLocks(), typical);
  }

  /**
   * Open builds of others, one-off builds as any: silence proves no hang, and a recreate would end
   * them. Only one whose worker is lost cannot be going on there.
   */
  private List<Build> moving() {
    return evidence.otherBuilds().value().orElse(List.of()).stream()
        .filter(build -> build.status() == Build.Status.STARTED)
        .filter(build -> isMoving(build) || hasOpenClaim(build) || !evidence.isOnALostWorker(build))
        .toList();
  }

  /**
   * A claim that loses its worker is swallowed by its {@code try}, and its build deploys without
   * the lock. Nobody aborts other pipelines' builds here, so no worker goes under such a claim.
   */
  private boolean hasOpenClaim(Build build) {
    return Optional.ofNullable(evidence.activity().get(build.id()))
        .flatMap(Fact::value)
        .map(activity -> activity.poolPut().isOpen())
        .orElse(false);
  }

  private boolean isMoving(Build build) {
    Instant limit = evidence.at().minus(evidence.environment().thresholds().recentActivity());
    return evidence.lastSign(build).map(sign -> sign.isAfter(limit)).orElse(false);
  }

  private Optional<Instant> lastEvent(long build) {
    return Optional.ofNullable(evidence.activity().get(build))
        .flatMap(Fact::value)
        .flatMap(VerdictGuard::lastEvent);
  }

  static Optional<Instant> lastEvent(BuildActivity activity) {
    var pool = activity.lastPoolEvent();
    var any = activity.lastEvent();
    return pool.isPresent() && any.isPresent() && pool.get().isAfter(any.get())
        ? pool
        : any.or(() -> pool);
  }

  /** A new event since the first look proves movement, whatever the clocks say of its age. */
  private Verdict movedSince(Verdict verdict) {
    return switch (verdict) {
      case Verdict.HungClaim hung when hasMoved(hung.build()) ->
          new Verdict.Acquiring(hung.build(), hung.build().startedAt().orElse(evidence.at()));
      case Verdict.HungRelease hung when hasMoved(hung.build()) -> running(List.of(hung.build()));
      case Verdict.WorkerStalled stalled when hasMoved(stalled.build()) ->
          running(List.of(stalled.build()));
      case Verdict other -> foreignMoved().map(b -> running(List.of(b))).orElse(other);
    };
  }

  private boolean hasMoved(Build build) {
    return firstLook.map(look -> hasMoved(look.lastEvents(), build)).orElse(false);
  }

  private boolean hasMoved(Map<Long, Instant> before, Build build) {
    var then = Optional.ofNullable(before.get(build.id()));
    var now = lastEvent(build.id());
    return then.isPresent() && now.isPresent() && now.get().isAfter(then.get());
  }

  private Optional<Build> foreignMoved() {
    return evidence.otherBuilds().value().orElse(List.of()).stream()
        .filter(this::hasMoved)
        .findFirst();
  }
}
