package pipelinelock.world.sim;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.world.sim.SimBuild.Status;
import pipelinelock.world.sim.SimStep.Kind;

/** Knows what is true, from the inside of a world: no reader sees any of it. */
final class Witness {
  private final SimWorld world;
  private final Life life;

  Witness(SimWorld world) {
    this.world = world;
    this.life = new Life(world);
  }

  Truth truth() {
    return switch (world.pool.place()) {
      case BOTH, NEITHER -> Truth.trouble(world.pool.movedAt, "BROKEN POOL");
      case CLAIMED -> claimed(world.pool.lastMove().orElseThrow());
      case UNCLAIMED -> free();
    };
  }

  private List<SimRun> oursGoingOn() {
    return life.runs().stream().filter(run -> run.pipeline == world.ours).toList();
  }

  private Stream<SimBuild> builds(SimJob.Kind kind) {
    return world.concourse.builds.stream()
        .filter(b -> b.pipeline == world.ours && b.isOf(kind) && !b.forgotten);
  }

  private Truth claimed(SimPool.Commit claim) {
    var holder = claim.holder();
    boolean unlocked =
        oursGoingOn().stream().anyMatch(run -> holder.map(h -> h.run != run).orElse(true));
    if (unlocked) {
      return Truth.calm("RUNNING WITHOUT LOCK", "RUNNING", "UNKNOWN");
    }
    if (holder.isEmpty()) {
      return Truth.calm("HELD BY A PERSON", "ORPHANED", "UNKNOWN");
    }
    var build = holder.get();
    if (build.pipeline != world.ours) {
      return build.run != null && life.goesOn(build.run)
          ? Truth.calm("RUNNING ELSEWHERE", "RUNNING", "UNKNOWN")
          : Truth.calm(
              "HELD ELSEWHERE", "ORPHANED", "FAILED RUN", "RUN STALLED", "UNKNOWN", "RUNNING");
    }
    return build.isOpen() && !build.forgotten ? openHolder(build) : endedHolder(build);
  }

  private Truth openHolder(SimBuild build) {
    var step = build.current();
    long silent = silentSince(build);
    if (life.holdsItself(build)) {
      // A claim that names nobody does not show that the very build that waits made it.
      boolean named = !world.concourse.versions.urls() || world.concourse.versions.tellsUrls();
      return Truth.trouble(
          step.map(s -> s.startedAt).orElse(0L),
          "SELF-DEADLOCK",
          named && !isMute(build) ? "SELF-DEADLOCK" : "HUNG CLAIM");
    }
    if (step.filter(s -> s.kind == Kind.CLAIM).isPresent() && !life.works(build)) {
      return Life.isLost(build, world.now())
          ? Truth.trouble(silent, "WORKER STALLED", "HUNG CLAIM")
          : Truth.trouble(silent, "HUNG CLAIM");
    }
    return life.works(build)
        ? Truth.calm("RUNNING", "ACQUIRING")
        : Truth.calm(
            "LOCK BUILD STOPPED AFTER ITS CLAIM", "RUNNING", "HUNG CLAIM", "WORKER STALLED");
  }

  private Truth endedHolder(SimBuild holder) {
    var run = holder.run;
    if (run == null || holder.forgotten) {
      return Truth.calm("HOLDER FORGOTTEN", "ORPHANED", "UNKNOWN", "FAILED RUN");
    }
    if (life.goesOn(run)) {
      return Truth.calm("RUNNING", "RUNNING");
    }
    if (life.boshDeploys()) {
      return Truth.calm("RUNNING IN BOSH", "RUNNING");
    }
    return openUnlock(run)
        .or(() -> stopped(run))
        .or(() -> waiting(run))
        .orElseGet(() -> ended(holder, run));
  }

  private Optional<Truth> openUnlock(SimRun run) {
    return builds(SimJob.Kind.UNLOCK)
        .filter(b -> b.run == run && b.isStarted())
        .findFirst()
        .map(this::hungRelease);
  }

  private Truth hungRelease(SimBuild build) {
    long silent = silentSince(build);
    return Life.isLost(build, world.now())
        ? Truth.trouble(silent, "WORKER STALLED", "HUNG RELEASE")
        : Truth.trouble(silent, "HUNG RELEASE");
  }

  /** A job of the run lost its worker, and its build is open still: only a person can know. */
  private Optional<Truth> stopped(SimRun run) {
    return builds(SimJob.Kind.PATH)
        .filter(b -> b.run == run && b.isStarted())
        .findFirst()
        .map(b -> Truth.calm("RUN LOST ITS WORKER", "RUNNING", "WORKER STALLED", "UNKNOWN"));
  }

  private Optional<Truth> waiting(SimRun run) {
    return Stream.concat(builds(SimJob.Kind.PATH), builds(SimJob.Kind.UNLOCK))
        .filter(b -> b.run == run && b.status == Status.PENDING)
        .findFirst()
        .map(
            b ->
                SimConcourse.isPaused(b)
                    ? Truth.trouble(b.createdAt, "PAUSED")
                    : Truth.trouble(b.createdAt, "RUN STALLED", cause(b)));
  }

  /** A cause comes before its symptom. */
  private String[] cause(SimBuild pending) {
    boolean behindHungRelease =
        world
            .concourse
            .ahead(pending)
            .filter(b -> b.isOf(SimJob.Kind.UNLOCK) && b.isStarted() && !life.works(b))
            .isPresent();
    return behindHungRelease
        ? new String[] {"HUNG RELEASE"}
        : new String[] {"STUCK PENDING", "WEB STUCK"};
  }

  private Truth ended(SimBuild holder, SimRun run) {
    var builds = newestOf(run);
    long end = builds.stream().mapToLong(b -> b.endedAt).max().orElse(holder.endedAt);
    if (builds.stream().anyMatch(b -> b.isOf(SimJob.Kind.UNLOCK))) {
      return Truth.trouble(end, "RELEASE FAILED");
    }
    if (builds.stream().anyMatch(b -> b.status != Status.SUCCEEDED)) {
      return Truth.trouble(end, "FAILED RUN", nextIsPaused() ? "PAUSED" : "FAILED RUN");
    }
    if (holder.status == Status.SUCCEEDED) {
      return nextIsPaused()
          ? Truth.trouble(end, "PAUSED", "RUN STALLED")
          : Truth.trouble(end, "RUN STALLED");
    }
    long landed = Math.max(holder.endedAt, world.pool.movedAt);
    return holder.status == Status.FAILED
        ? Truth.trouble(landed, "FAILED RUN", "ORPHANED")
        : Truth.trouble(landed, "ORPHANED");
  }

  private boolean nextIsPaused() {
    return world.ours.paused
        || world.ours.jobs.values().stream()
            .anyMatch(job -> job.kind != SimJob.Kind.LOCK && job.paused);
  }

  private List<SimBuild> newestOf(SimRun run) {
    return world.ours.jobs.values().stream()
        .filter(job -> job.kind == SimJob.Kind.PATH || job.kind == SimJob.Kind.UNLOCK)
        .flatMap(
            job ->
                world.concourse.builds.stream()
                    .filter(b -> b.job == job && b.run == run && !b.forgotten)
                    .max(Comparator.comparingLong(b -> b.id))
                    .stream())
        .toList();
  }

  private Truth free() {
    if (!oursGoingOn().isEmpty()) {
      return unlocking()
          ? Truth.calm("FREE", "RUNNING", "RUNNING WITHOUT LOCK")
          : Truth.calm("RUNNING WITHOUT LOCK", "RUNNING");
    }
    return builds(SimJob.Kind.UNLOCK)
        .filter(SimBuild::isStarted)
        .findFirst()
        .map(this::hungRelease)
        .or(this::openPath)
        .or(this::claiming)
        .or(this::pending)
        .orElseGet(this::idle);
  }

  /** The lock was given back a moment ago, and the build that did it is about to end. */
  private boolean unlocking() {
    return oursGoingOn().stream()
        .allMatch(run -> builds(SimJob.Kind.UNLOCK).anyMatch(b -> b.run == run && life.works(b)));
  }

  private Optional<Truth> openPath() {
    return builds(SimJob.Kind.PATH)
        .filter(SimBuild::isOpen)
        .findFirst()
        .map(
            b ->
                Truth.calm(
                    "PART OF A RUN LIES OPEN",
                    "RUNNING WITHOUT LOCK",
                    "RUNNING",
                    "PAUSED",
                    "FREE"));
  }

  private Optional<Truth> claiming() {
    var open = builds(SimJob.Kind.LOCK).filter(SimBuild::isStarted).toList();
    var loops = open.stream().filter(this::loops).findFirst();
    if (loops.isPresent()) {
      long begun = loops.get().current().map(s -> s.startedAt).orElse(0L);
      return Optional.of(
          Truth.trouble(
              Math.max(Math.max(begun, toldAgain(loops.get())), world.pool.movedAt),
              "CLAIM LOOPS THOUGH FREE",
              isMute(loops.get()) ? "HUNG CLAIM" : "CLAIM LOOPS THOUGH FREE"));
    }
    var stopped = open.stream().filter(b -> !life.works(b) && !life.waitsInHealth(b)).findFirst();
    return stopped
        .map(this::hungClaim)
        .or(() -> open.stream().findFirst().map(b -> Truth.calm("ACQUIRING", "RUNNING")));
  }

  /** A new web node reports the steps once more, so a build that is silent seems to live. */
  private static long toldAgain(SimBuild build) {
    return build.resumed.isEmpty() ? 0 : build.resumed.getLast();
  }

  private long silentSince(SimBuild build) {
    long muted = build.current().map(s -> Math.min(s.mutedAt, world.now())).orElse(world.now());
    return Math.max(toldAgain(build), muted);
  }

  /** Its dots cannot be seen. */
  private boolean isMute(SimBuild build) {
    return world.concourse.versions.redacts()
        || build.current().filter(s -> s.mutedAt < world.now()).isPresent();
  }

  private boolean loops(SimBuild build) {
    return world.concourse.steps.claimsLoop
        && build.current().filter(s -> s.kind == Kind.CLAIM && SimSteps.lives(s)).isPresent();
  }

  private Truth hungClaim(SimBuild build) {
    long silent = silentSince(build);
    long since = Math.max(Math.max(silent, build.startedAt), world.pool.movedAt);
    if (build.aborted && build.current().filter(SimSteps::lives).isPresent()) {
      return Truth.calm("ACQUIRING", "RUNNING", "HUNG CLAIM"); // an aborted claim about to land
    }
    return Life.isLost(build, world.now())
        ? Truth.trouble(since, "WORKER STALLED", "HUNG CLAIM")
        : Truth.trouble(since, "HUNG CLAIM");
  }

  private Optional<Truth> pending() {
    return builds(SimJob.Kind.LOCK)
        .filter(b -> b.status == Status.PENDING)
        .findFirst()
        .map(this::pending);
  }

  private Truth pending(SimBuild build) {
    if (SimConcourse.isPaused(build)) {
      return Truth.trouble(build.createdAt, "PAUSED");
    }
    if (life.willStart(build)) {
      return Truth.calm("ACQUIRING", "RUNNING");
    }
    return world.concourse.schedulerStuck && build.checked
        ? Truth.trouble(build.createdAt, "WEB STUCK", "STUCK PENDING")
        : Truth.trouble(
            Math.max(build.createdAt, world.concourse.checkSince), "STUCK PENDING", "WEB STUCK");
  }

  private Truth idle() {
    if (builds(SimJob.Kind.LOCK).anyMatch(Witness::leftItsClaim)) {
      return Truth.trouble(world.pool.movedAt - 900, Verdicts.DEAD_CLAIM);
    }
    boolean paused = world.ours.paused || world.ours.lockJob().paused;
    return paused
        ? Truth.trouble(0, "PAUSED", Verdicts.NOTHING_STARTS)
        : Truth.calm("FREE", Verdicts.MAY_LAND);
  }

  /** Its process lives on in the container of a build that has ended, and will take the lock. */
  private static boolean leftItsClaim(SimBuild build) {
    return !build.isOpen()
        && build.steps.stream()
            .anyMatch(s -> s.kind == Kind.CLAIM && s.pushed == null && SimSteps.lives(s));
  }
}
