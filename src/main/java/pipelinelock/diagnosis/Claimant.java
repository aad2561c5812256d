package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.Step;
import pipelinelock.pipeline.HolderBuild;

/**
 * Whose claim it is. A name is not an identity: a build that started long after the claim only
 * bears the number of the one that made it. Where the commit names nobody, the builds' own logs and
 * times tell: a claim that landed is the last thing that its step does.
 */
final class Claimant {
  /** No two clocks of a platform differ by more; a database is not restored in less. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(30);

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

  Claimant(Scene scene, LockCommit claim) {
    this.scene = scene;
    this.claim = claim;
  }

  /** The build that holds the lock, as far as it can be told and seen. */
  Optional<Build> holder() {
    if (isUnnamed()) {
      return isDatedWrongly() ? Optional.empty() : byItsLog();
    }
    return scene.evidence().holder().value().flatMap(this::named);
  }

  /**
   * Whether the claim names nobody, and its time tells nobody either: it is dated before the change
   * of the lock that it came after, so a clock is wrong by at least that much.
   */
  boolean isDatedWrongly() {
    return isUnnamed()
        && changeBefore()
            .map(before -> claim.at().plus(CLOCKS_AGREE).isBefore(before.at()))
            .orElse(false);
  }

  /** The newest commit before the claim that moved the lock; the order is that of the branch. */
  private Optional<LockCommit> changeBefore() {
    return scene.evidence().lock().value().stream()
        .flatMap(lock -> lock.history().stream())
        .dropWhile(commit -> !commit.id().equals(claim.id()))
        .skip(1)
        .filter(commit -> !commit.isNote())
        .findFirst();
  }

  /** Whether the build bears the claim's name, but began only after it: another one, or clocks. */
  boolean isNamesake(Build build) {
    return scene
        .evidence()
        .holder()
        .value()
        .map(
            told ->
                told instanceof HolderBuild.Gone(var _, var namesake)
                    && namesake.map(it -> it.id() == build.id()).orElse(false))
        .orElse(false);
  }

  private boolean isUnnamed() {
    return claim.meaning() instanceof LockMessage.PoolResource(var _, var _, var by)
        && by instanceof Holder.Unnamed;
  }

  private Optional<Build> named(HolderBuild told) {
    return switch (told) {
      case HolderBuild.Found(var build) -> Optional.of(build);
      case HolderBuild.Gone(var _, var namesake) -> namesake.filter(this::mayHaveMadeIt);
      case HolderBuild.Nobody _,
          HolderBuild.Elsewhere _,
          HolderBuild.OtherConcourse _,
          HolderBuild.NotVisible _,
          HolderBuild.Unnamed _ ->
          Optional.empty();
    };
  }

  /** Where only the clocks differ, it is that build all the same: its deployment may be running. */
  private boolean mayHaveMadeIt(Build build) {
    return build
        .startedAt()
        .map(start -> start.isBefore(claim.at().plus(CLOCKS_DIFFER)))
        .orElse(true);
  }

  /**
   * Whether the claim names nobody, and none of this pipeline's lock builds, which are told, can
   * have made it: it is somebody else's, who shares the pool.
   */
  boolean isOfNobodyHere() {
    var builds = scene.pipeline().builds().stream().filter(scene::isLockJob).toList();
    return isUnnamed()
        && !builds.isEmpty()
        && builds.stream().filter(this::wasOpenThen).noneMatch(this::mayHaveMadeItThen);
  }

  private boolean mayHaveMadeItThen(Build build) {
    return !build.isOpen() || scene.activity(build).map(this::mayHaveMadeIt).orElse(true);
  }

  /** An open build that may or may not have made a claim without a name. */
  Optional<Build> doubtful() {
    return !isUnnamed() || byItsLog().isPresent()
        ? Optional.empty()
        : scene.lockBuilds(Status.STARTED).stream()
            .filter(this::wasOpenThen)
            .filter(build -> scene.activity(build).map(this::mayHaveMadeIt).orElse(true))
            .findFirst();
  }

  private Optional<Build> byItsLog() {
    var open =
        scene.lockBuilds(Status.STARTED).stream()
            .filter(this::wasOpenThen)
            .filter(build -> scene.activity(build).map(this::endsWithTheClaim).orElse(false))
            .toList();
    return open.isEmpty() ? only(endedClaimants()) : only(open);
  }

  /** Where an open build may have made it, no ended one has for certain. */
  private List<Build> endedClaimants() {
    boolean doubt =
        scene.lockBuilds(Status.STARTED).stream()
            .filter(this::wasOpenThen)
            .anyMatch(build -> scene.activity(build).map(this::mayHaveMadeIt).orElse(true));
    return doubt
        ? List.of()
        : scene.pipeline().builds().stream()
            .filter(scene::isLockJob)
            .filter(build -> !build.isOpen() && wasOpenThen(build))
            .toList();
  }

  private static Optional<Build> only(List<Build> builds) {
    return builds.size() == 1 ? Optional.of(builds.getFirst()) : Optional.empty();
  }

  private boolean wasOpenThen(Build build) {
    boolean begun =
        build.startedAt().map(start -> start.isBefore(claim.at().plus(BEFORE))).orElse(false);
    return begun
        && build.endedAt().map(end -> end.plus(after(build)).isAfter(claim.at())).orElse(true);
  }

  private static Duration after(Build build) {
    return switch (build.status()) {
      case ABORTED, ERRORED -> LATE;
      case PENDING, STARTED, SUCCEEDED, FAILED -> BEFORE;
    };
  }

  /** The step's last sign is from the moment at which the lock was claimed. */
  private boolean endsWithTheClaim(BuildActivity activity) {
    return activity
        .claim()
        .filter(Claimant::hasTried)
        .flatMap(Step::lastEvent)
        .map(last -> isBetween(last, claim.at().minus(BEFORE), claim.at().plus(AFTER)))
        .orElse(false);
  }

  private boolean mayHaveMadeIt(BuildActivity activity) {
    return activity
        .claim()
        .filter(Claimant::hasTried)
        .map(
            step ->
                step.lastEvent()
                    .map(last -> last.isBefore(claim.at().plus(LONG_AFTER)))
                    .orElse(true))
        .orElse(false);
  }

  private static boolean hasTried(Step step) {
    return switch (step.phase()) {
      case NONE, IMAGE, CONTAINER -> false;
      case STARTED, WAITING, DONE, FAILED, ERRORED -> true;
    };
  }

  private static boolean isBetween(Instant time, Instant from, Instant to) {
    return !time.isBefore(from) && !time.isAfter(to);
  }
}
