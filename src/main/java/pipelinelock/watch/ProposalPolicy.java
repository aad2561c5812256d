package pipelinelock.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.watch.WatchPolicy.Surroundings;

/**
 * Decides whether the bot asks for a cure by itself: only for a hang or an orphan that people were
 * posted about, that still persists a good while later, and that nobody has asked about since.
 * Pure.
 */
public final class ProposalPolicy {
  private ProposalPolicy() {}

  /**
   * Whether it is time.
   *
   * @param state what is known once this look is counted
   * @param newest when anything happened last in an incident of the environment
   */
  public static boolean isDue(
      WatchRule rule,
      WatchState state,
      Diagnosis seen,
      Surroundings around,
      Optional<Instant> newest) {
    return rule.proposes().isPresent()
        && !around.isSilent()
        && seen.confirmed()
        && isHang(seen.verdict())
        && seen.isCurable()
        && state
            .trouble()
            .filter(it -> isTold(state) && state.calmSince().isEmpty())
            .filter(it -> stands(it, Sighting.of(seen), rule.proposes().get()))
            .filter(it -> newest.filter(at -> !at.isBefore(it.since())).isEmpty())
            .isPresent();
  }

  private static boolean isTold(WatchState state) {
    return state.notice().flatMap(Notice::ts).isPresent();
  }

  private static boolean stands(Trouble trouble, Sighting seen, Duration beyond) {
    return trouble.subject().equals(seen.subject())
        && !seen.at().isBefore(trouble.since().plus(seen.stands()).plus(beyond));
  }

  /**
   * Whether something hangs, or holds the lock for nobody; what may still move is not asked for.
   */
  private static boolean isHang(Verdict verdict) {
    return switch (verdict) {
      case Verdict.HungClaim _,
          Verdict.HungRelease _,
          Verdict.SelfDeadlock _,
          Verdict.WorkerStalled _,
          Verdict.WebStuck _,
          Verdict.StuckPending _,
          Verdict.Orphaned _,
          Verdict.ReleaseFailed _ ->
          true;
      case Verdict.Free _,
          Verdict.Acquiring _,
          Verdict.Running _,
          Verdict.RunningWithoutLock _,
          Verdict.FailedRun _,
          Verdict.Paused _,
          Verdict.RunStalled _,
          Verdict.ClaimLoopsThoughFree _,
          Verdict.BrokenPool _,
          Verdict.LockingOff _,
          Verdict.Unknown _ ->
          false;
    };
  }
}
