package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.Step;

/**
 * Finds the build behind a claim whose commit names nobody. The builds' own logs and times show it,
 * because a claim that lands is the last thing that its step does. It decides only as far as the
 * clocks are known to agree, and only if no other build can have made the claim.
 */
final class NamelessClaim {
  private static final Duration BEFORE = Duration.ofSeconds(60);
  private static final Duration AFTER = Duration.ofSeconds(30);

  /** A step's end and the commit that it pushed are not dated by one clock. */
  private static final Duration CLOCKS_AGREE = Duration.ofSeconds(5);

  /** From here on a dot proves that the step still waited when the lock was claimed. */
  private static final Duration LONG_AFTER = Duration.ofMinutes(2);

  /** A claim was seen to land more than four minutes after the end of its build. */
  private static final Duration LATE = Duration.ofMinutes(15);

  private final Scene scene;
  private final LockCommit claim;
  private final GitClock clock;

  NamelessClaim(Scene scene, LockCommit claim) {
    this.scene = scene;
    this.claim = claim;
    this.clock = new GitClock(scene);
  }

  /** The build that made it, where one alone can have. */
  Optional<Build> maker() {
    return whyUndated().isPresent()
        ? Optional.empty()
        : byItsLog().filter(build -> build.isOpen() || !isOfDoubtfulTime());
  }

  /** Whether the change before it fits no build: then its time proves nothing of ended builds. */
  boolean isOfDoubtfulTime() {
    return clock.before(claim) == GitClock.Word.DOUBTED;
  }

  /** Why its time does not show whose it is; empty if it may. */
  Optional<String> whyUndated() {
    if (isBeforeWhatItFollows()) {
      return Optional.of(
          "its commit is dated before the one that it follows, so a clock is wrong and times cannot show whose it is");
    }
    return clock.before(claim) == GitClock.Word.DIFFERS
        ? Optional.of(
            "by its time no lock build of this pipeline made the claim before it either: a clock is wrong, or somebody else shares this lock")
        : Optional.empty();
  }

  /** A clock is wrong by at least that much. */
  private boolean isBeforeWhatItFollows() {
    return clock
        .changeBefore(claim)
        .map(before -> claim.at().plus(CLOCKS_AGREE).isBefore(before.at()))
        .orElse(false);
  }

  /** Whether none of this pipeline's known lock builds can have made it. */
  boolean isOfNobodyHere() {
    var builds = scene.pipeline().builds().stream().filter(scene::isLockJob).toList();
    return !builds.isEmpty()
        && builds.stream().filter(this::wasOpenThen).noneMatch(this::mayHaveMadeItThen);
  }

  private boolean mayHaveMadeItThen(Build build) {
    return !build.isOpen() || mayHaveMadeIt(build);
  }

  /** An open build that may or may not have made it. */
  Optional<Build> doubtful() {
    return byItsLog().isPresent() ? Optional.empty() : openThatMayHave().findFirst();
  }

  private Optional<Build> byItsLog() {
    var open =
        scene.lockBuilds(Status.STARTED).stream()
            .filter(this::wasOpenThen)
            .filter(build -> scene.activity(build).map(this::endsWithTheClaim).orElse(false))
            .toList();
    // Where an open build may have made it, no ended one has for certain.
    return open.isEmpty() && openThatMayHave().findAny().isPresent()
        ? Optional.empty()
        : only(Stream.concat(open.stream(), ended()).toList()).filter(this::wasOpenThen);
  }

  private Stream<Build> openThatMayHave() {
    return scene.lockBuilds(Status.STARTED).stream()
        .filter(this::wasOpenThen)
        .filter(this::mayHaveMadeIt);
  }

  /** Those that may have made it: the more, the less is known of the clocks. */
  private Stream<Build> ended() {
    var margin = clock.before(claim) == GitClock.Word.AGREES ? BEFORE : Claimant.CLOCKS_DIFFER;
    return scene.pipeline().builds().stream()
        .filter(scene::isLockJob)
        .filter(build -> !build.isOpen() && wasOpenThen(build, margin));
  }

  private static Optional<Build> only(List<Build> builds) {
    return builds.size() == 1 ? Optional.of(builds.getFirst()) : Optional.empty();
  }

  private boolean wasOpenThen(Build build) {
    return wasOpenThen(build, BEFORE);
  }

  private boolean wasOpenThen(Build build, Duration margin) {
    boolean begun =
        build.startedAt().map(start -> start.isBefore(claim.at().plus(margin))).orElse(false);
    return begun
        && build
            .endedAt()
            .map(end -> end.plus(after(build, margin)).isAfter(claim.at()))
            .orElse(true);
  }

  /** How long after its end a build's claim may be dated. */
  static Duration after(Build build, Duration margin) {
    return switch (build.status()) {
      case ABORTED, ERRORED -> margin.plus(LATE);
      case PENDING, STARTED, SUCCEEDED, FAILED -> margin;
    };
  }

  /** The step's last sign is from the moment at which the lock was claimed. */
  private boolean endsWithTheClaim(BuildActivity activity) {
    return activity
        .claim()
        .filter(NamelessClaim::hasTried)
        .flatMap(this::lastSignThen)
        .map(last -> isBetween(last, claim.at().minus(BEFORE), claim.at().plus(AFTER)))
        .orElse(false);
  }

  private boolean mayHaveMadeIt(Build build) {
    return scene.activity(build).map(this::mayHaveMadeIt).orElse(true);
  }

  private boolean mayHaveMadeIt(BuildActivity activity) {
    return activity
        .claim()
        .filter(NamelessClaim::hasTried)
        .map(
            step ->
                lastSignThen(step)
                    .map(last -> last.isBefore(claim.at().plus(longAfter())))
                    .orElse(true))
        .orElse(false);
  }

  /**
   * The newest sign from the life that the step had then: a new web node makes it begin once more,
   * and what it printed after that says nothing about the claim.
   */
  private Optional<Instant> lastSignThen(Step step) {
    var from = claim.at().minus(BEFORE);
    return step.lives().stream()
        .flatMap(life -> life.lastEvent().stream())
        .filter(last -> !last.isBefore(from))
        .findFirst()
        .or(step::lastEvent);
  }

  private Duration longAfter() {
    return clock.before(claim) == GitClock.Word.AGREES ? BEFORE : LONG_AFTER;
  }

  private static boolean hasTried(Step step) {
    return switch (step.phase()) {
      case NONE, IMAGE, CONTAINER -> step.lives().size() > 1;
      case STARTED, WAITING, DONE, FAILED, ERRORED -> true;
    };
  }

  private static boolean isBetween(Instant time, Instant from, Instant to) {
    return !time.isBefore(from) && !time.isAfter(to);
  }
}
