package pipelinelock.diagnosis.judge;

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

/** Judges a claimed lock: first whatever may still be moving, then what remains of the run. */
final class ClaimedJudge {
  private final Scene scene;
  private final PoolLock lock;
  private final Optional<Build> holder;

  ClaimedJudge(Scene scene, PoolLock lock) {
    this.scene = scene;
    this.lock = lock;
    this.holder = lock.moved().flatMap(claim -> new Claimant(scene, claim).holder());
  }

  Verdict verdict() {
    var started = scene.pathBuilds(Status.STARTED);
    if (!started.isEmpty()) {
      return lock.moved().isEmpty() ? scene.running(started) : pathRuns(started);
    }
    if (!scene.evidence().holder().isKnown()) {
      return new Verdict.Unknown(
          Missing.reason("the build that holds the lock", scene.evidence().holder()).stream()
              .toList(),
          Optional.empty());
    }
    if (lock.moved().isEmpty()) {
      return Scene.contradiction("the lock is claimed, but no commit claims it");
    }
    var between = new BetweenJobs(scene).besides(holder);
    if (!between.isEmpty()) {
      return pathRuns(between);
    }
    var foreign = new ForeignHolder(scene, claim()).verdict();
    if (foreign.isPresent()) {
      return foreign.get();
    }
    var undated = new Claimant(scene, claim()).whyUndated();
    if (undated.isPresent()) {
      return Scene.contradiction("the claim names no build, and " + undated.get());
    }
    if (holder.isPresent() && saysOtherwise(holder.get())) {
      return Scene.contradiction(
          "%s changed while it was read".formatted(BuildNames.build(holder.get())));
    }
    return Stream.<Supplier<Optional<Verdict>>>of(
            this::openHolder,
            this::doubtful,
            this::goesOnUnlocked,
            this::releasing,
            this::pendingRun)
        .map(Supplier::get)
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(() -> new EndedRun(scene, lock, holder).verdict());
  }

  private Verdict pathRuns(List<Build> started) {
    var mine = started.stream().filter(this::mayBeOfTheHoldersRun).toList();
    return mine.isEmpty()
        ? new Verdict.RunningWithoutLock(started, lock.moved())
        : scene.running(mine);
  }

  private boolean mayBeOfTheHoldersRun(Build build) {
    if (new ForeignHolder(scene, claim()).isSomebodyElses()) {
      return false;
    }
    var run = holder.flatMap(Build::run);
    return run.isEmpty() || build.run().isEmpty() || run.equals(build.run());
  }

  private boolean saysOtherwise(Build read) {
    return !isNamed(read)
        || !scene.pipeline().builds().stream()
            .filter(build -> build.id() == read.id())
            .allMatch(build -> build.status() == read.status());
  }

  /** A claim without a name says nothing otherwise. */
  private boolean isNamed(Build read) {
    return lock.holder()
        .map(ref -> ref.job().equals(read.ref().job()) && ref.name().equals(read.ref().name()))
        .orElse(true);
  }

  private Optional<Verdict> openHolder() {
    return holder.filter(Build::isOpen).map(this::openHolder);
  }

  private Verdict openHolder(Build build) {
    if (build.status() == Status.PENDING) {
      return Scene.contradiction(
          "%s holds the lock, but has not started".formatted(BuildNames.build(build)));
    }
    if (!scene.isLockJob(build)) {
      return scene.running(List.of(build));
    }
    return scene
        .activity(build)
        .map(activity -> openClaim(build, OpenStep.claim(scene, build, activity)))
        .orElseGet(() -> scene.eventsMissing(build));
  }

  private Verdict openClaim(Build build, OpenStep step) {
    return switch (step.phase()) {
      // The claim is through, so the build is a running deployment, however long it is silent,
      // unless it has come to the release that it does itself.
      case DONE, FAILED, ERRORED ->
          scene
              .activity(build)
              .flatMap(activity -> OpenStep.releaseAfterItsClaim(scene, build, activity))
              .filter(release -> release.phase().isOpen())
              .flatMap(OpenStep::hungRelease)
              .orElseGet(() -> scene.running(List.of(build)));
      case NONE ->
          Scene.contradiction(
              "git says that %s claimed the lock, its events know no such step"
                  .formatted(BuildNames.build(build)));
      case IMAGE, CONTAINER, STARTED, WAITING ->
          hang(build, step)
              .map(hang -> new Claimant(scene, claim()).isNamesake(build) ? doubted(build) : hang)
              .orElseGet(() -> acquiring(build));
    };
  }

  private Optional<Verdict> hang(Build build, OpenStep step) {
    var hang = step.hungAfter(claim());
    boolean lost = hang.filter(Verdict.WorkerStalled.class::isInstance).isPresent();
    return waitsForItself(step) && !lost
        ? Optional.of(new Verdict.SelfDeadlock(build, claim()))
        : hang;
  }

  /** Either clocks differ, or its number was given again and it waits as it should. */
  private static Verdict doubted(Build build) {
    return Scene.contradiction(
        "git says that %s claimed the lock before it began: clocks differ, or an earlier build of that number did"
            .formatted(BuildNames.build(build)));
  }

  private boolean waitsForItself(OpenStep step) {
    boolean loops = step.isLooping() && step.printedLongAfter(claim().at());
    return (loops || step.lookedInVainSince(claim().at()))
        && scene.isOlder(claim().at(), Scene.DOTS_ARE_FRESH);
  }

  private Verdict acquiring(Build build) {
    return new Verdict.Acquiring(build, build.startedAt().orElse(scene.evidence().at()));
  }

  private LockCommit claim() {
    return lock.moved().orElseThrow();
  }

  private Optional<Verdict> goesOnUnlocked() {
    for (Build build : scene.lockBuilds(Status.STARTED)) {
      if (holder.map(h -> h.id() == build.id()).orElse(false)) {
        continue;
      }
      var step = scene.activity(build).map(a -> OpenStep.claim(scene, build, a));
      if (step.isEmpty()) {
        return Optional.of(scene.eventsMissing(build));
      }
      if (step.get().isSwallowed()) {
        return Optional.of(new Verdict.RunningWithoutLock(List.of(build), lock.moved()));
      }
      if (step.get().phase() == PutPhase.DONE) {
        return Optional.of(
            scene.hasClaimed(build)
                ? new Verdict.RunningWithoutLock(List.of(build), lock.moved())
                : Scene.contradiction(
                    "%s proved its claim, but git names another holder"
                        .formatted(BuildNames.build(build))));
      }
    }
    return Optional.empty();
  }

  private Optional<Verdict> doubtful() {
    return new Claimant(scene, claim())
        .doubtful()
        .map(
            build ->
                Scene.contradiction(
                    "the claim names no build, and %s is open and may have made it"
                        .formatted(BuildNames.build(build))));
  }

  private Optional<Verdict> releasing() {
    return scene.releasing().stream()
        .findFirst()
        .map(
            build ->
                scene
                    .activity(build)
                    .map(a -> releasing(build, OpenStep.release(scene, build, a)))
                    .orElseGet(() -> scene.eventsMissing(build)));
  }

  private Verdict releasing(Build build, OpenStep step) {
    // A release that is proved cannot be of the claim that git shows now: nothing hangs in it.
    return step.phase() == PutPhase.DONE
        ? scene.running(List.of(build))
        : step.hungRelease().orElseGet(() -> scene.running(List.of(build)));
  }

  private Optional<Verdict> pendingRun() {
    var pending =
        Stream.concat(
                scene.pathBuilds(Status.PENDING).stream(),
                scene.unlockBuilds(Status.PENDING).stream())
            .toList();
    return pending.isEmpty() || scene.pipeline().archived()
        ? Optional.empty()
        : Optional.of(new PendingRun(scene, pending).verdict());
  }
}
