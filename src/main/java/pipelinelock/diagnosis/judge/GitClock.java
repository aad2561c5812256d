package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockCommit.Effect;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;

/**
 * Decides whether the lock's commits and Concourse's builds are dated by clocks that agree: a
 * worker dates the commit, the web node the build. Earlier changes of the lock show it, as far as
 * each matches a build that can have made it.
 */
final class GitClock {
  /** What earlier changes show. */
  enum Word {
    /** The newest of them fits a build. */
    AGREES,
    /** Unknown: people or the bot made all the known changes. */
    UNTOLD,
    /** The newest of them fits no build: an operator's job made it, or it is as below. */
    DOUBTED,
    /** A claim fits no lock build: a clock is wrong, or somebody else shares the lock. */
    DIFFERS
  }

  /** Less than what {@link NamelessClaim} allows for, so that a true maker is never left out. */
  private static final Duration AT_MOST = Duration.ofSeconds(45);

  private final Scene scene;

  GitClock(Scene scene) {
    this.scene = scene;
  }

  Word before(LockCommit change) {
    var earlier = changesBefore(change).filter(GitClock::isByABuild).toList();
    if (earlier.stream().anyMatch(this::isAClaimByNobody)) {
      return Word.DIFFERS;
    }
    return earlier.stream()
        .findFirst()
        .map(newest -> fits(newest) ? Word.AGREES : Word.DOUBTED)
        .orElse(Word.UNTOLD);
  }

  /** The newest change before this one; the order is that of the branch, whatever the dates say. */
  Optional<LockCommit> changeBefore(LockCommit change) {
    return changesBefore(change).findFirst();
  }

  private Stream<LockCommit> changesBefore(LockCommit change) {
    return scene.lock().map(PoolLock::history).orElse(List.of()).stream()
        .dropWhile(commit -> !commit.id().equals(change.id()))
        .skip(1)
        .filter(commit -> !commit.isNote());
  }

  /** The bot's own releases are dated by the bot. */
  private static boolean isByABuild(LockCommit commit) {
    return Claimant.isNameless(commit) && !commit.isReleaseByTheBot();
  }

  private boolean isAClaimByNobody(LockCommit commit) {
    return commit.effect() == Effect.CLAIMS && isToldThen(commit.at()) && !fits(commit);
  }

  /** Whether a lock build that made a claim of then would be listed: only the newest ones are. */
  private boolean isToldThen(Instant then) {
    return makers(Effect.CLAIMS).stream()
        .map(Build::startedAt)
        .flatMap(Optional::stream)
        .anyMatch(start -> start.minus(AT_MOST).isBefore(then));
  }

  private boolean fits(LockCommit commit) {
    return makers(commit.effect()).stream().anyMatch(build -> wasOpen(build, commit.at()));
  }

  private List<Build> makers(Effect effect) {
    var unlocking = effect == Effect.CLAIMS ? List.<Build>of() : begunBy(scene.names().unlockJob());
    return unlocking.isEmpty() ? begunBy(scene.names().lockJob()) : unlocking;
  }

  private List<Build> begunBy(String job) {
    return scene.pipeline().builds().stream()
        .filter(build -> build.ref().job().equals(job))
        .filter(build -> build.startedAt().isPresent())
        .toList();
  }

  private static boolean wasOpen(Build build, Instant then) {
    return build.startedAt().map(start -> !then.isBefore(start.minus(AT_MOST))).orElse(false)
        && build
            .endedAt()
            .map(end -> !then.isAfter(end.plus(NamelessClaim.after(build, AT_MOST))))
            .orElse(true);
  }
}
