package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Preparation;

/** Judges a run of which only pending builds are open. */
final class PendingRun {
  private final Scene scene;
  private final List<Build> pending;

  PendingRun(Scene scene, List<Build> pending) {
    this.scene = scene;
    this.pending = pending;
  }

  Verdict verdict() {
    var free = pending.stream().filter(build -> !scene.isHeldByPause(build)).toList();
    if (free.isEmpty()) {
      return scene.paused(pending.getFirst().ref().job(), List.of());
    }
    // A reason that could not be read may be a good one, and young builds need none.
    if (free.stream().anyMatch(build -> !isStuck(build))) {
      return scene.running(free);
    }
    Instant since = free.stream().map(scene::pendingSince).min(Instant::compareTo).orElseThrow();
    boolean nothingBlocks = free.stream().allMatch(this::nothingBlocks);
    if (nothingBlocks && scene.allStarted().isEmpty() && scene.evidence().otherBuilds().isKnown()) {
      return new Verdict.WebStuck(free, since, Plan.web(scene.evidence()));
    }
    Build first = free.getFirst();
    return new Verdict.RunStalled(Optional.of(first.ref().job()), Optional.of(first), since);
  }

  private boolean isStuck(Build build) {
    return scene.isPendingTooLong(build)
        && scene.preparation(build).map(p -> !p.behindOtherBuilds()).orElse(false);
  }

  private boolean nothingBlocks(Build build) {
    return scene.preparation(build).map(Preparation::nothingBlocks).orElse(false);
  }
}
