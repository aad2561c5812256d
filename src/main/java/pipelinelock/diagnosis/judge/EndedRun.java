package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;

/** Judges a claimed lock whose run has nothing open any more. */
final class EndedRun {
  private static final Duration JUST_NOW = Duration.ofSeconds(20);

  private final Scene scene;
  private final LockCommit claim;
  private final Optional<Build> holder;
  private final List<Build> builds;

  EndedRun(Scene scene, PoolLock lock, Optional<Build> holder) {
    this.scene = scene;
    this.claim = lock.moved().orElseThrow();
    this.holder = holder;
    this.builds = newestPerJob();
  }

  Verdict verdict() {
    if (holder.isEmpty() && new Claimant(scene, claim).isOfNobodyHere()) {
      return Scene.contradiction(
          "the claim names no build, and no lock build of this pipeline can have made it");
    }
    if (holder.isEmpty() && new Claimant(scene, claim).isOfDoubtfulTime()) {
      return Scene.contradiction(
          "the claim names no build, and by its time no build of this run made the change of the lock before it: an operator's job or somebody else did, or a clock is wrong");
    }
    if (scene.pipeline().archived()) {
      return new Verdict.Orphaned(claim, holder); // nothing can be rerun or unpaused there
    }
    var unlock = ended(scene.names().unlockJob());
    if (unlock.isPresent()) {
      return endedJustNow(unlock.get())
          ? scene.running(List.of(unlock.get()))
          : new Verdict.ReleaseFailed(unlock.get(), claim);
    }
    var failed = builds.stream().filter(EndedRun::isBad).toList();
    if (holder.isEmpty()) {
      return withoutHolder(failed);
    }
    var paused = paused(failed);
    return switch (holder.get().status()) {
      case ABORTED, ERRORED -> // its trigger may still have come through
          !failed.isEmpty()
              ? new Verdict.FailedRun(failed, claim)
              : goesOnAllTheSame() ? goesOn() : new Verdict.Orphaned(claim, holder);
      case FAILED ->
          failed.isEmpty() && goesOnAllTheSame()
              ? goesOn()
              : new Verdict.FailedRun(failed.isEmpty() ? List.of(holder.get()) : failed, claim);
      case SUCCEEDED, PENDING, STARTED ->
          paused.orElseGet(
              () -> failed.isEmpty() ? goesOn() : new Verdict.FailedRun(failed, claim));
    };
  }

  /** Nobody knows the run, so a claim or a green build of late may mean that it goes on. */
  private Verdict withoutHolder(List<Build> failed) {
    if (!failed.isEmpty()) {
      return new Verdict.FailedRun(failed, claim);
    }
    boolean byBuild = claim.meaning() instanceof LockMessage.PoolResource;
    Instant last =
        Stream.concat(Stream.of(claim.at()), ends()).max(Instant::compareTo).orElseThrow();
    return byBuild && !scene.isOlder(last, scene.thresholds().pending())
        ? scene.running(lastGreen())
        : new Verdict.Orphaned(claim, holder);
  }

  /** The lock build ended badly, but had started its run before, and all of it is green so far. */
  private boolean goesOnAllTheSame() {
    return !builds.isEmpty() && holder.flatMap(Build::run).isPresent();
  }

  private Stream<Instant> ends() {
    return Stream.concat(builds.stream(), holder.stream())
        .map(Build::endedAt)
        .flatMap(Optional::stream);
  }

  /** The newest build of each job of the run; a rerun is newer than what it repeats. */
  private List<Build> newestPerJob() {
    var all = scene.pipeline().builds().stream().filter(this::isOfThisRun).toList();
    return all.stream()
        .filter(
            build ->
                all.stream()
                    .filter(other -> other.ref().job().equals(build.ref().job()))
                    .allMatch(other -> other.id() <= build.id()))
        .toList();
  }

  private boolean isOfThisRun(Build build) {
    String job = build.ref().job();
    if (job.equals(scene.names().lockJob()) || !scene.isOfTheRun(job)) {
      return false;
    }
    var run = holder.flatMap(Build::run);
    if (run.isPresent()) {
      return run.equals(build.run()); // a build without a number proves nothing about this run
    }
    if (holder.isPresent() && build.run().isPresent()) {
      return false; // nor does a number prove anything about a run without one
    }
    return build.startedAt().map(start -> !start.isBefore(claim.at())).orElse(false);
  }

  private Optional<Build> ended(String job) {
    return builds.stream().filter(build -> build.ref().job().equals(job)).findFirst();
  }

  /** Git was read at about the same time, so it may not show the release yet. */
  private boolean endedJustNow(Build unlock) {
    return unlock.endedAt().map(end -> !scene.isOlder(end, JUST_NOW)).orElse(false);
  }

  private static boolean isBad(Build build) {
    return switch (build.status()) {
      case FAILED, ERRORED, ABORTED -> true;
      case PENDING, STARTED, SUCCEEDED -> false;
    };
  }

  private Optional<Verdict> paused(List<Build> failed) {
    var next = failed.isEmpty() ? nextJob() : Optional.of(failed.getFirst().ref().job());
    boolean isPaused = scene.pipeline().paused() || next.map(scene::isJobPaused).orElse(false);
    return isPaused ? Optional.of(scene.paused(next.orElse(""), failed)) : Optional.empty();
  }

  private Optional<String> nextJob() {
    if (scene.names().pathJobs().isEmpty()) {
      return Optional.empty();
    }
    return Stream.concat(
            scene.names().pathJobs().stream().filter(scene.names()::isPathJob),
            Stream.of(scene.names().unlockJob()))
        .filter(job -> ended(job).isEmpty())
        .findFirst();
  }

  /** All green so far: between two jobs for a moment, or for too long. */
  private Verdict goesOn() {
    Instant since = ends().max(Instant::compareTo).orElse(claim.at());
    return scene.isOlder(since, scene.thresholds().pending())
        ? new Verdict.RunStalled(nextJob(), Optional.empty(), since)
        : scene.running(lastGreen());
  }

  private List<Build> lastGreen() {
    return Stream.concat(builds.stream(), holder.stream())
        .filter(build -> build.status() == Status.SUCCEEDED)
        .max(java.util.Comparator.comparingLong(Build::id))
        .map(List::of)
        .orElse(List.of());
  }
}
