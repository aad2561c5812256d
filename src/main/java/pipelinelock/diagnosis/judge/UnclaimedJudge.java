package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.BuildActivity.PutPhase;

/** Judges an unclaimed lock, or an environment without one. */
final class UnclaimedJudge {
  /** Longer than a look lasts, with some room for clocks that disagree. */
  private static final Duration ONE_MOMENT = Duration.ofMinutes(1);

  private final Scene scene;

  UnclaimedJudge(Scene scene) {
    this.scene = scene;
  }

  Verdict verdict() {
    return Stream.<Supplier<Optional<Verdict>>>of(
            this::runs,
            this::goesOnUnlocked,
            this::betweenJobs,
            this::releasing,
            this::claiming,
            this::pending,
            this::stalled)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(this::free);
  }

  private Optional<Verdict> runs() {
    var open =
        Stream.concat(
                scene.pathBuilds(Status.STARTED).stream(),
                new PendingRun(scene, waiting()).willStart().stream())
            .toList();
    return open.isEmpty() ? Optional.empty() : Optional.of(withoutLock(open));
  }

  private Optional<Verdict> betweenJobs() {
    var between = new BetweenJobs(scene).besides(Optional.empty());
    return between.isEmpty() ? Optional.empty() : Optional.of(withoutLock(between));
  }

  private Verdict withoutLock(List<Build> builds) {
    return claimedJustNow()
        .orElseGet(() -> new Verdict.RunningWithoutLock(builds, Optional.empty()));
  }

  /**
   * Git and Concourse are not read in the same moment, so a claim whose build succeeded a moment
   * ago may be newer than the lock that was read. Where there is none, a later look shows it.
   */
  private Optional<Verdict> claimedJustNow() {
    return scene.pipeline().builds().stream()
        .filter(build -> scene.isLockJob(build) && build.status() == Status.SUCCEEDED)
        .findFirst()
        .filter(_ -> scene.lock().isPresent())
        .filter(build -> build.endedAt().filter(end -> !scene.isOlder(end, ONE_MOMENT)).isPresent())
        .filter(build -> !scene.hasClaimed(build))
        .map(
            build -> new Verdict.Acquiring(build, build.startedAt().orElse(scene.evidence().at())));
  }

  /** What a pause holds back is a deployment for nobody: it may lie there for days. */
  private List<Build> waiting() {
    return scene.pathBuilds(Status.PENDING).stream()
        .filter(build -> !scene.isHeldByPause(build))
        .toList();
  }

  private Optional<Verdict> stalled() {
    var waiting = waiting();
    return waiting.isEmpty()
        ? Optional.empty()
        : Optional.of(new PendingRun(scene, waiting).verdict());
  }

  private Verdict free() {
    return new Verdict.Free(lastChange(), new FreeSense(scene).catches());
  }

  private Optional<LockCommit> lastChange() {
    return scene.lock().flatMap(PoolLock::moved);
  }

  private Optional<Verdict> goesOnUnlocked() {
    for (Build build : scene.lockBuilds(Status.STARTED)) {
      var step = scene.activity(build).map(a -> OpenStep.claim(scene, build, a));
      if (step.isEmpty()) {
        return Optional.of(scene.eventsMissing(build));
      }
      var release =
          scene.activity(build).flatMap(a -> OpenStep.releaseAfterItsClaim(scene, build, a));
      if (release.isPresent()) {
        return Optional.of(
            release
                .filter(it -> it.phase().isOpen())
                .flatMap(OpenStep::hungRelease)
                .orElseGet(() -> scene.running(List.of(build))));
      }
      if (step.get().isSwallowed() || wasReleasedMeanwhile(build, step.get())) {
        return Optional.of(new Verdict.RunningWithoutLock(List.of(build), Optional.empty()));
      }
      if (step.get().phase() == PutPhase.DONE) {
        return Optional.of(
            Scene.contradiction(
                "%s proved its claim, but git knows none".formatted(BuildNames.build(build))));
      }
    }
    return Optional.empty();
  }

  private boolean wasReleasedMeanwhile(Build build, OpenStep step) {
    return step.phase() == PutPhase.DONE && scene.hasClaimed(build);
  }

  private Optional<Verdict> releasing() {
    return scene.releasing().stream()
        .map(
            build ->
                scene
                    .activity(build)
                    .map(a -> OpenStep.release(scene, build, a).hungRelease())
                    .orElseGet(() -> Optional.of(scene.eventsMissing(build))))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<Verdict> claiming() {
    return scene.lockBuilds(Status.STARTED).stream()
        .findFirst()
        .flatMap(build -> scene.activity(build).map(a -> claiming(build, a)));
  }

  private Verdict claiming(Build build, pipelinelock.pipeline.BuildActivity activity) {
    var step = OpenStep.claim(scene, build, activity);
    var behind = scene.lockBuilds(Status.PENDING).stream().filter(scene::isPendingTooLong).toList();
    if (step.outlivesItsAbort() && !behind.isEmpty()) {
      Build waiting = behind.getLast();
      return new Verdict.StuckPending(
          waiting,
          scene.pendingSince(waiting),
          Verdict.PendingCause.ABORTED_BUILD_STAYS,
          BuildNames.build(build));
    }
    Instant start = build.startedAt().orElse(scene.evidence().at());
    boolean mayLoop = scene.isFreeForLong() && scene.isOlder(start, Scene.DOTS_ARE_FRESH);
    var loops = new Verdict.ClaimLoopsThoughFree(build, scene.freeSince());
    if (mayLoop && step.isLooping()) {
      return loops;
    }
    return step.hungClaim()
        .orElseGet(
            () ->
                mayLoop && step.lookedInVainSince(scene.freeSince())
                    ? loops
                    : new Verdict.Acquiring(build, start));
  }

  /** The oldest goes first. */
  private Optional<Verdict> pending() {
    var pending = scene.lockBuilds(Status.PENDING);
    return pending.isEmpty() || scene.pipeline().archived()
        ? Optional.empty()
        : Optional.of(new PendingClaim(scene, pending.getLast()).verdict());
  }
}
