package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.BuildActivity.Step;

/**
 * The step in which a started build claims or releases the lock: whether it hangs, and in which
 * phase. One build may do both, so each step has its own phase, and a finished claim stays
 * finished.
 */
public final class OpenStep {
  private static final String ABORTED = "interrupted";
  private static final Duration ABORT_TAKES = Duration.ofMinutes(2);

  private final Scene scene;
  private final Build build;
  private final BuildActivity activity;
  private final Optional<Step> step;

  private OpenStep(Scene scene, Build build, BuildActivity activity, Optional<Step> step) {
    this.scene = scene;
    this.build = build;
    this.activity = activity;
    this.step = step;
  }

  /** Of a lock build; its events must have been read. */
  public static OpenStep claim(Scene scene, Build build, BuildActivity activity) {
    return new OpenStep(scene, build, activity, activity.claim());
  }

  /** Of a build that gives the lock back; its events must have been read. */
  static OpenStep release(Scene scene, Build build, BuildActivity activity) {
    return new OpenStep(
        scene,
        build,
        activity,
        activity.release().or(() -> activity.poolPuts().stream().findFirst()));
  }

  /** The release of a build that has claimed before; empty where it has not come to it. */
  static Optional<OpenStep> releaseAfterItsClaim(Scene scene, Build build, BuildActivity activity) {
    return activity
        .release()
        .filter(step -> step.phase() != PutPhase.NONE)
        .map(step -> new OpenStep(scene, build, activity, Optional.of(step)));
  }

  PutPhase phase() {
    return step.map(Step::phase).orElse(PutPhase.NONE);
  }

  private Optional<Instant> lastPrinted() {
    return step.flatMap(Step::lastEvent);
  }

  /** The step failed and its {@code try} hides that: the build goes on without the lock. */
  boolean isSwallowed() {
    return (phase() == PutPhase.FAILED || phase() == PutPhase.ERRORED) && !wasAborted();
  }

  boolean wasAborted() {
    return activity.error().map(error -> error.equals(ABORTED)).orElse(false);
  }

  /**
   * An abort was asked for, as its events or the bot's own record show, and two minutes later the
   * build is still open and silent.
   */
  boolean outlivesItsAbort() {
    return (wasAborted() || wasAbortedByUs()) && scene.isSilentFor(build, ABORT_TAKES);
  }

  private boolean wasAbortedByUs() {
    return scene
        .evidence()
        .abortOf(build)
        .filter(abort -> scene.isOlder(abort.at(), ABORT_TAKES))
        .isPresent();
  }

  /** It printed a dot just now, so its loop goes round. */
  public boolean isLooping() {
    return phase() == PutPhase.WAITING
        && lastPrinted().map(dot -> !scene.isOlder(dot, Scene.DOTS_ARE_FRESH)).orElse(false);
  }

  /**
   * It went on printing dots for long though the lock had been moved then, so it looked for it
   * again and again, and did not find it free. It stays proved when the dots have ended since.
   */
  boolean lookedInVainSince(Instant then) {
    return phase().isOpen()
        && step.stream()
            .flatMap(it -> it.lives().stream())
            .anyMatch(life -> lookedInVainSince(then, life));
  }

  private static boolean lookedInVainSince(Instant then, BuildActivity.Life life) {
    return life.waitsSince()
        .map(since -> since.isAfter(then) ? since : then)
        .map(from -> from.plus(Scene.DOTS_ARE_FRESH))
        .flatMap(from -> life.lastEvent().map(last -> !last.isBefore(from)))
        .orElse(false);
  }

  boolean printedLongAfter(Instant then) {
    return lastPrinted().map(dot -> !dot.isBefore(then.plus(Scene.DOTS_ARE_FRESH))).orElse(false);
  }

  /** An event from before the build's start: the clocks do not agree, so no age counts. */
  boolean isOutOfTime() {
    return build
        .startedAt()
        .flatMap(
            start -> activity.lastEvent().map(e -> e.isBefore(start.minus(Scene.DOTS_ARE_FRESH))))
        .orElse(false);
  }

  /** A claim that hangs, or sits on a lost worker; empty where it may still get on. */
  Optional<Verdict> hungClaim() {
    // Nothing but a lock that is free, and is not taken, distinguishes a hung wait from a healthy
    // one.
    boolean mayStillTakeIt =
        phase() == PutPhase.WAITING && scene.isFree() && !scene.isFreeForPolls();
    return mayStillTakeIt ? lostWorker() : hung(build.startedAt(), this::asClaim);
  }

  /** The same of a claim that is in git already: its step should have ended within seconds. */
  Optional<Verdict> hungAfter(LockCommit claim) {
    return hung(Optional.of(claim.at()), this::asClaim);
  }

  /** A release that hangs, or sits on a lost worker. */
  Optional<Verdict> hungRelease() {
    return hung(
        build.startedAt(),
        since -> new Verdict.HungRelease(build, phase(), since, activity.worker()));
  }

  private Verdict asClaim(Instant since) {
    return new Verdict.HungClaim(build, phase(), since, activity.worker());
  }

  private Optional<Verdict> hung(Optional<Instant> notBefore, Function<Instant, Verdict> verdict) {
    var lost = lostWorker();
    if (lost.isPresent()) {
      return lost;
    }
    Instant since =
        Stream.concat(scene.lastSign(build).stream(), notBefore.stream())
            .max(Instant::compareTo)
            .orElse(scene.evidence().at());
    boolean silent = scene.isHung(build) && scene.isOlder(since, scene.thresholds().silence());
    if (!silent && !outlivesItsAbort()) {
      return Optional.empty();
    }
    return Optional.of(
        isOutOfTime()
            ? Scene.contradiction(
                "%s has events from before its start: the clocks do not agree"
                    .formatted(BuildNames.build(build)))
            : verdict.apply(since));
  }

  private Optional<Verdict> lostWorker() {
    boolean quiet = scene.isSilentFor(build, scene.thresholds().recentActivity());
    return quiet && (phase().isOpen() || phase() == PutPhase.NONE)
        ? new WorkerSense(scene.evidence()).lost(scene, build)
        : Optional.empty();
  }
}
