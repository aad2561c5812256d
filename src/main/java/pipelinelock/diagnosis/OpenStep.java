package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.PutPhase;

/** A started lock or unlock build: does it hang, and in what? Its events must have been read. */
final class OpenStep {
  private static final String ABORTED = "interrupted";

  private final Scene scene;
  private final Build build;
  private final BuildActivity activity;

  OpenStep(Scene scene, Build build, BuildActivity activity) {
    this.scene = scene;
    this.build = build;
    this.activity = activity;
  }

  PutPhase phase() {
    return activity.poolPut();
  }

  /** The step failed and its {@code try} hides that: the build goes on without the lock. */
  boolean isSwallowed() {
    return (phase() == PutPhase.FAILED || phase() == PutPhase.ERRORED) && !wasAborted();
  }

  boolean wasAborted() {
    return activity.error().map(error -> error.equals(ABORTED)).orElse(false);
  }

  /** An abort was asked for, and two minutes later the build is still open. */
  boolean outlivesItsAbort() {
    return wasAborted() && scene.isSilentFor(build, java.time.Duration.ofMinutes(2));
  }

  /** It printed a dot just now, so its loop goes round. */
  boolean isLooping() {
    return phase() == PutPhase.WAITING
        && activity
            .lastPoolEvent()
            .map(dot -> !scene.isOlder(dot, Scene.DOTS_ARE_FRESH))
            .orElse(false);
  }

  boolean printedLongAfter(Instant then) {
    return activity
        .lastPoolEvent()
        .map(dot -> !dot.isBefore(then.plus(Scene.DOTS_ARE_FRESH)))
        .orElse(false);
  }

  /** An event from before the build's start: the clocks do not agree, so no age counts. */
  boolean isOutOfTime() {
    return build
        .startedAt()
        .flatMap(
            start -> activity.lastEvent().map(e -> e.isBefore(start.minus(Scene.DOTS_ARE_FRESH))))
        .orElse(false);
  }

  /** Hung, or on a lost worker; empty where it may still get on. */
  Optional<Verdict> hung(boolean releases) {
    boolean quiet = scene.isSilentFor(build, scene.thresholds().recentActivity());
    if (quiet && (phase().isOpen() || phase() == PutPhase.NONE)) {
      var lost = new WorkerSense(scene.evidence()).lost(scene, build);
      if (lost.isPresent()) {
        return lost;
      }
    }
    if (!scene.isHung(build) && !outlivesItsAbort()) {
      return Optional.empty();
    }
    if (isOutOfTime()) {
      return Optional.of(
          Scene.contradiction(
              "%s has events from before its start: the clocks do not agree"
                  .formatted(Plain.build(build))));
    }
    Instant since = scene.lastSign(build).orElse(scene.evidence().at());
    return Optional.of(
        releases
            ? new Verdict.HungRelease(build, phase(), since, activity.worker())
            : new Verdict.HungClaim(build, phase(), since, activity.worker()));
  }
}
