package pipelinelock.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.environment.Thresholds;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;

/**
 * What one look means to the watcher.
 *
 * @param subject what a problem seen now would be about
 * @param confirmed false while a hung verdict rests on a single look
 * @param stands how long it has to persist before it is posted
 * @param settles how long it has to be absent before it counts as over
 * @param mark fingerprint of what a post about it would show
 * @param held who has the lock
 */
public record Sighting(
    Instant at,
    Concern concern,
    String subject,
    String title,
    boolean confirmed,
    Duration stands,
    Duration settles,
    String mark,
    Optional<Trouble.Held> held) {
  /** Whether a person is needed. */
  public enum Concern {
    /** No: it is as it should be, or people know of it from where they made it so. */
    NONE,
    /** Yes. */
    PERSON,
    /** Not known. */
    UNREADABLE
  }

  public static Sighting of(Diagnosis seen) {
    boolean onlyLeft = concern(seen.verdict()) == Concern.NONE && !seen.left().isEmpty();
    return onlyLeft ? leftOver(seen) : ofVerdict(seen);
  }

  /** What an incident left undone is forgotten easily where nothing else is wrong. */
  private static Sighting leftOver(Diagnosis seen) {
    var evidence = seen.evidence();
    var limits = evidence.environment().thresholds();
    var whose =
        seen.left().stream().map(Leftover::incident).distinct().collect(Collectors.joining(", "));
    var what =
        seen.left().stream()
            .map(it -> it.incident() + " " + it.endedBy())
            .collect(Collectors.joining(", "));
    String title = "LEFT OVER FROM " + whose;
    return new Sighting(
        evidence.at(),
        Concern.PERSON,
        "left over: " + what,
        title,
        seen.confirmed(),
        limits.pending(),
        limits.claim(),
        title + " " + seen.fingerprint().shortForm(),
        Optional.empty());
  }

  private static Sighting ofVerdict(Diagnosis seen) {
    var evidence = seen.evidence();
    var limits = evidence.environment().thresholds();
    var verdict = seen.verdict();
    return new Sighting(
        evidence.at(),
        concern(verdict),
        subject(verdict, evidence),
        title(verdict),
        seen.confirmed(),
        stands(verdict, limits),
        limits.claim(),
        title(verdict) + " " + seen.fingerprint().shortForm(),
        held(evidence));
  }

  /** What is wrong with a lock that is free; an archived pipeline was somebody's last word. */
  private static Optional<Verdict.Catch> caught(Verdict.Free free) {
    return free.catches().stream()
        .filter(it -> !(it instanceof Verdict.Catch.NothingStarts pause && pause.archived()))
        .findFirst();
  }

  /** That it is free is no trouble, and its end would be no good news. */
  private static String title(Verdict verdict) {
    return verdict instanceof Verdict.Free free
        ? caught(free).map(Sighting::title).orElse(verdict.title())
        : verdict.title();
  }

  private static String title(Verdict.Catch caught) {
    return switch (caught) {
      case Verdict.Catch.NothingStarts _ -> "FREE, BUT PAUSED";
      case Verdict.Catch.DeadClaim _ -> "FREE, BUT A DEAD CLAIM WAITS";
      case Verdict.Catch.MayStillLand _ -> "FREE, BUT A CLAIM MAY LAND";
    };
  }

  private static Concern concern(Verdict verdict) {
    return switch (verdict) {
      case Verdict.HungClaim _,
          Verdict.HungRelease _,
          Verdict.SelfDeadlock _,
          Verdict.WorkerStalled _,
          Verdict.WebStuck _,
          Verdict.ClaimLoopsThoughFree _,
          Verdict.StuckPending _,
          Verdict.Orphaned _,
          Verdict.ReleaseFailed _,
          Verdict.RunStalled _,
          Verdict.RunningWithoutLock _,
          Verdict.BrokenPool _ ->
          Concern.PERSON;
      case Verdict.Free free -> caught(free).isPresent() ? Concern.PERSON : Concern.NONE;
      // A red run is seen in Concourse by who started it, and a pause was somebody's wish.
      case Verdict.FailedRun _,
          Verdict.Paused _,
          Verdict.Acquiring _,
          Verdict.Running _,
          Verdict.LockingOff _ ->
          Concern.NONE;
      case Verdict.Unknown _ -> Concern.UNREADABLE;
    };
  }

  /**
   * The thresholds of a hung state and of a stalled run lie in the verdict itself. An abort or a
   * failed release is mostly followed by the release by hand, so it is given the time of a claim. A
   * pause for a moment is nobody's trouble, and the container of a dead claim mostly is one.
   */
  private static Duration stands(Verdict verdict, Thresholds limits) {
    return switch (verdict) {
      case Verdict.Orphaned _, Verdict.ReleaseFailed _ -> limits.claim();
      case Verdict.RunStalled _, Verdict.RunningWithoutLock _, Verdict.BrokenPool _ ->
          limits.secondLook();
      case Verdict.Free free -> caught(free).map(it -> stands(it, limits)).orElse(Duration.ZERO);
      default -> Duration.ZERO;
    };
  }

  private static Duration stands(Verdict.Catch caught, Thresholds limits) {
    return switch (caught) {
      case Verdict.Catch.NothingStarts _ -> limits.pending();
      case Verdict.Catch.DeadClaim _ -> limits.claim();
      case Verdict.Catch.MayStillLand _ -> limits.secondLook();
    };
  }

  /** A claim is one trouble to its end; without one it is the build that the verdict is about. */
  private static String subject(Verdict verdict, Evidence evidence) {
    var lock = evidence.lock().value();
    String place = lock.map(it -> it.place().name()).orElse("not read");
    String commit = lock.flatMap(PoolLock::moved).map(LockCommit::id).orElse("none");
    boolean claimed = lock.map(it -> it.place() == PoolLock.Place.CLAIMED).orElse(false);
    return "%s %s%s"
        .formatted(place, commit, claimed ? "" : about(verdict).map(it -> " " + it).orElse(""));
  }

  private static Optional<String> about(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free free -> caught(free).map(Sighting::title);
      case Verdict.RunningWithoutLock _, Verdict.WebStuck _, Verdict.BrokenPool _ ->
          Optional.of(verdict.title());
      default -> verdict.about().map(BuildRef::shortForm);
    };
  }

  private static Optional<Trouble.Held> held(Evidence evidence) {
    return evidence
        .lock()
        .value()
        .filter(lock -> lock.place() == PoolLock.Place.CLAIMED)
        .flatMap(PoolLock::moved)
        .map(
            claim ->
                new Trouble.Held(
                    claim.claimingBuild().map(BuildRef::shortForm).orElse(claim.author()),
                    claim.at()));
  }
}
