package pipelinelock.diagnosis.judge;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Preparation;

/**
 * Judges a run whose only open builds are pending. Pending is not running: a build that waits its
 * turn is healthy only while what it may be waiting for is open and moves.
 */
final class PendingRun {
  private final Scene scene;
  private final List<Build> pending;

  PendingRun(Scene scene, List<Build> pending) {
    this.scene = scene;
    this.pending = pending;
  }

  /** Those that are about to start: young ones, and those whose turn will come. */
  List<Build> willStart() {
    return notPaused().stream().filter(build -> !isStuck(build)).toList();
  }

  Verdict verdict() {
    var free = notPaused();
    if (free.isEmpty()) {
      return scene.paused(pending.getFirst().ref().job(), List.of());
    }
    if (!willStart().isEmpty()) {
      return scene.running(free);
    }
    Instant since = free.stream().map(scene::pendingSince).min(Instant::compareTo).orElseThrow();
    boolean nothingBlocks = free.stream().allMatch(this::nothingBlocks);
    if (nothingBlocks && scene.allStarted().isEmpty() && scene.evidence().otherBuilds().isKnown()) {
      return new Verdict.WebStuck(free, since, RecreateTargets.web(scene.evidence()));
    }
    Build first = free.getFirst();
    return new Verdict.RunStalled(Optional.of(first.ref().job()), Optional.of(first), since);
  }

  private List<Build> notPaused() {
    return pending.stream().filter(build -> !scene.isHeldByPause(build)).toList();
  }

  /** A reason that could not be read may be a good one, and a young build needs none. */
  private boolean isStuck(Build build) {
    return scene.isPendingTooLong(build)
        && scene.preparation(build).map(why -> !waitsItsTurn(build, why)).orElse(false);
  }

  private boolean waitsItsTurn(Build build, Preparation why) {
    return why.behindOtherBuilds() && !scene.before(build).isEmpty();
  }

  private boolean nothingBlocks(Build build) {
    return scene.preparation(build).map(Preparation::nothingBlocks).orElse(false);
  }
}
