package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.BuildActivity.PutPhase;

/** Judges an unclaimed lock, or an environment without one. */
final class UnclaimedJudge {
  private final Scene scene;

  UnclaimedJudge(Scene scene) {
    this.scene = scene;
  }

  Verdict verdict() {
    var path = new ArrayList<>(scene.pathBuilds(Status.STARTED));
    path.addAll(scene.pathBuilds(Status.PENDING));
    if (!path.isEmpty()) {
      return new Verdict.RunningWithoutLock(path, Optional.empty());
    }
    return Stream.<Optional<Verdict>>of(goesOnUnlocked(), releasing(), claiming(), pending())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> new Verdict.Free(lastChange()));
  }

  private Optional<LockCommit> lastChange() {
    return scene.lock().flatMap(PoolLock::moved);
  }

  private Optional<Verdict> goesOnUnlocked() {
    for (Build build : scene.lockBuilds(Status.STARTED)) {
      var step = scene.activity(build).map(a -> new OpenStep(scene, build, a));
      if (step.isEmpty()) {
        return Optional.of(scene.eventsMissing(build));
      }
      if (step.get().isSwallowed() || wasReleasedMeanwhile(build, step.get())) {
        return Optional.of(new Verdict.RunningWithoutLock(List.of(build), Optional.empty()));
      }
      if (step.get().phase() == PutPhase.DONE) {
        return Optional.of(
            Scene.contradiction(
                "%s proved its claim, but git knows none".formatted(Plain.build(build))));
      }
    }
    return Optional.empty();
  }

  private boolean wasReleasedMeanwhile(Build build, OpenStep step) {
    return step.phase() == PutPhase.DONE
        && scene.lock().map(PoolLock::history).orElse(List.of()).stream()
            .map(LockCommit::claimingBuild)
            .flatMap(Optional::stream)
            .anyMatch(
                ref ->
                    ref.job().equals(build.ref().job()) && ref.name().equals(build.ref().name()));
  }

  private Optional<Verdict> releasing() {
    return scene.unlockBuilds(Status.STARTED).stream()
        .findFirst()
        .flatMap(
            build ->
                scene
                    .activity(build)
                    .map(a -> new OpenStep(scene, build, a).hung(true))
                    .orElseGet(() -> Optional.of(scene.eventsMissing(build))));
  }

  private Optional<Verdict> claiming() {
    return scene.lockBuilds(Status.STARTED).stream()
        .findFirst()
        .flatMap(build -> scene.activity(build).map(a -> claiming(build, a)));
  }

  private Verdict claiming(Build build, pipelinelock.pipeline.BuildActivity activity) {
    var step = new OpenStep(scene, build, activity);
    var behind = scene.lockBuilds(Status.PENDING).stream().filter(scene::isPendingTooLong).toList();
    if (step.outlivesItsAbort() && !behind.isEmpty()) {
      Build waiting = behind.getLast();
      return new Verdict.StuckPending(
          waiting,
          scene.pendingSince(waiting),
          Verdict.PendingCause.ABORTED_BUILD_STAYS,
          Plain.build(build));
    }
    Instant start = build.startedAt().orElse(scene.evidence().at());
    if (step.isLooping() && isFreeForLong() && scene.isOlder(start, Scene.DOTS_ARE_FRESH)) {
      return new Verdict.ClaimLoopsThoughFree(build, freeSince());
    }
    return step.hung(false).orElseGet(() -> new Verdict.Acquiring(build, start));
  }

  private boolean isFreeForLong() {
    return scene.lock().isPresent() && scene.isOlder(freeSince(), Scene.DOTS_ARE_FRESH);
  }

  private Instant freeSince() {
    return lastChange().map(LockCommit::at).orElse(scene.evidence().at());
  }

  /** The oldest goes first. */
  private Optional<Verdict> pending() {
    var pending = scene.lockBuilds(Status.PENDING);
    return pending.isEmpty()
        ? Optional.empty()
        : Optional.of(new PendingClaim(scene, pending.getLast()).verdict());
  }
}
