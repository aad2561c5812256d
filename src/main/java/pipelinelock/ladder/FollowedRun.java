package pipelinelock.ladder;

import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/**
 * How far the run is that a plan follows to its end. What could not be read is not known, so only
 * what a look saw ends it: the lock given back, or gone on to another build; or, by two looks where
 * it takes two, what the run will not come out of by itself.
 */
public sealed interface FollowedRun {
  /**
   * It has given the lock back.
   *
   * @param how a sentence
   */
  record Through(String how) implements FollowedRun {}

  /** It has the lock still, or that is not known just now. */
  record Runs() implements FollowedRun {}

  /**
   * It needs a person.
   *
   * @param why a clause
   */
  record Stopped(String why) implements FollowedRun {}

  /**
   * By the look of this moment.
   *
   * @param id of the lock build with which the run began
   */
  static FollowedRun of(Diagnosis now, long id) {
    if (now.verdict() instanceof Verdict.Unknown || !now.evidence().lock().isKnown()) {
      return new Runs();
    }
    return given(now, id)
        .<FollowedRun>map(Through::new)
        .or(() -> takenAway(now, id).map(Stopped::new))
        .orElseGet(() -> isStopped(now) ? new Stopped(now.headline()) : new Runs());
  }

  /** A run that goes on without the lock is not through. */
  private static Optional<String> given(Diagnosis now, long id) {
    if (now.verdict() instanceof Verdict.RunningWithoutLock) {
      return Optional.empty();
    }
    return now.evidence()
        .lock()
        .value()
        .flatMap(
            lock ->
                switch (lock.place()) {
                  case UNCLAIMED ->
                      isItsOwn(lock, now, id)
                          ? Optional.of("The deployment has given the lock back.")
                          : Optional.empty();
                  case CLAIMED ->
                      another(now, id).filter(_ -> isItsOwn(lock, now, id)).map(FollowedRun::next);
                  case BOTH, NEITHER -> Optional.empty();
                });
  }

  /**
   * Whether the newest release is the run's: by a build of its pipeline's unlock job, or, where the
   * commit names no build, while Concourse has such a build that is newer than the run. A person or
   * an operator's job may free the lock of a run that failed.
   */
  private static boolean isItsOwn(PoolLock lock, Diagnosis now, long id) {
    var ours = now.evidence().environment().pipeline();
    var release =
        lock.history().stream()
            .filter(commit -> commit.effect() == LockCommit.Effect.FREES)
            .findFirst();
    if (release.isEmpty()) {
      return hasUnlocked(now, ours.unlockJob(), id);
    }
    return release
        .flatMap(LockCommit::maker)
        .filter(
            maker ->
                switch (maker) {
                  case Holder.JobBuild(var build, var _) ->
                      build.job().equals(ours.unlockJob())
                          && build.team().equals(ours.team())
                          && build.pipeline().equals(ours.name());
                  case Holder.OneOffBuild _, Holder.Unreadable _ -> false;
                  case Holder.Unnamed _ -> hasUnlocked(now, ours.unlockJob(), id);
                })
        .isPresent();
  }

  private static boolean hasUnlocked(Diagnosis now, String unlock, long id) {
    return now.evidence().pipeline().value().stream()
        .flatMap(it -> it.builds().stream())
        .anyMatch(
            build ->
                build.ref().job().equals(unlock)
                    && build.id() > id
                    && (build.isOpen() || build.status() == Build.Status.SUCCEEDED));
  }

  /** The lock is free, or another's, and the run did not give it back. */
  private static Optional<String> takenAway(Diagnosis now, long id) {
    boolean gone =
        now.evidence()
            .lock()
            .value()
            .filter(
                lock ->
                    lock.place() == PoolLock.Place.UNCLAIMED
                        || (lock.place() == PoolLock.Place.CLAIMED && another(now, id).isPresent()))
            .isPresent();
    return gone && !(now.verdict() instanceof Verdict.RunningWithoutLock)
        ? Optional.of(
            "the lock was given back, but not by the deployment's own unlock job, so nothing proves that it went through")
        : Optional.empty();
  }

  private static String next(Build build) {
    return "The deployment has given the lock back, and %s has it now."
        .formatted(build.ref().shortForm());
  }

  /**
   * Whose claim came after it; a holder that is unknown, or of another pipeline, proves nothing.
   */
  private static Optional<Build> another(Diagnosis now, long id) {
    return Optional.of(now.evidence().holder())
        .flatMap(Fact::value)
        .flatMap(HolderBuild::ours)
        .filter(it -> it.id() > id);
  }

  private static boolean isStopped(Diagnosis now) {
    return switch (now.verdict()) {
      case Verdict.HungClaim _,
          Verdict.HungRelease _,
          Verdict.SelfDeadlock _,
          Verdict.WorkerStalled _,
          Verdict.WebStuck _,
          Verdict.ClaimLoopsThoughFree _,
          Verdict.StuckPending _ ->
          now.confirmed();
      case Verdict.FailedRun _,
          Verdict.Orphaned _,
          Verdict.ReleaseFailed _,
          Verdict.RunStalled _,
          Verdict.BrokenPool _,
          Verdict.RunningWithoutLock _ ->
          true;
      case Verdict.Free _,
          Verdict.Acquiring _,
          Verdict.Running _,
          Verdict.Paused _,
          Verdict.LockingOff _,
          Verdict.Unknown _ ->
          false;
    };
  }
}
