package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import pipelinelock.world.sim.SimBuild.Status;
import pipelinelock.world.sim.SimStep.Kind;

/** What in a world truly does something, or will by itself. */
final class Life {
  private final SimWorld world;

  Life(SimWorld world) {
    this.world = world;
  }

  /** A started build that does its work: not one that waits for the lock, hangs, or is lost. */
  boolean works(SimBuild build) {
    if (!build.isStarted() || build.forgotten) {
      return false;
    }
    var step = build.current();
    if (step.isEmpty() || !step.get().isOpen()) {
      return true; // between two steps
    }
    boolean noWorker = step.get().worker == null && !step.get().frozen;
    return noWorker || (SimSteps.lives(step.get()) && !isWaiting(step.get()));
  }

  private static boolean isWaiting(SimStep step) {
    return step.kind == Kind.CLAIM && step.pushed == null && step.exit == 0;
  }

  /** A claim that will take the lock when it is its turn, and go on with its run. */
  boolean waitsInHealth(SimBuild build) {
    return build.isStarted()
        && !build.aborted
        && !build.forgotten
        && build.current().filter(s -> isWaiting(s) && SimSteps.lives(s)).isPresent()
        && !concourse(build).steps.claimsLoop
        && !holdsItself(build);
  }

  /** The lock is its own already, and its step waits for it once more. */
  boolean holdsItself(SimBuild build) {
    return world.pool.isClaimed()
        && world.pool.lastMove().flatMap(SimPool.Commit::holder).equals(Optional.of(build))
        && build.current().filter(Life::isWaiting).isPresent();
  }

  /** A pending build that will start by itself. */
  boolean willStart(SimBuild build) {
    var concourse = concourse(build);
    boolean checks = build.checked || concourse.check == SimConcourse.Check.GOOD;
    if (build.status != Status.PENDING
        || build.forgotten
        || concourse.schedulerStuck
        || SimConcourse.isPaused(build)
        || !checks) {
      return false;
    }
    return !concourse.isBehind(build)
        || concourse
            .ahead(build)
            .map(a -> works(a) || waitsInHealth(a) || willStart(a))
            .orElse(true);
  }

  private SimConcourse concourse(SimBuild build) {
    return world.concourses().stream()
        .filter(c -> c.builds.contains(build))
        .findFirst()
        .orElse(world.concourse);
  }

  /** Whether a run goes on: past its claim, it works or will. */
  boolean goesOn(SimRun run) {
    return run.between || runBuilds(run).anyMatch(this::carries);
  }

  private java.util.stream.Stream<SimBuild> runBuilds(SimRun run) {
    return world.concourses().stream().flatMap(c -> c.builds.stream()).filter(b -> b.run == run);
  }

  private boolean carries(SimBuild build) {
    if (build.isOf(SimJob.Kind.LOCK)) {
      return works(build) && isPastItsClaim(build);
    }
    return works(build) || willStart(build);
  }

  private static boolean isPastItsClaim(SimBuild build) {
    return build.steps.stream()
        .filter(s -> s.kind == Kind.CLAIM)
        .anyMatch(s -> s.pushed != null || s.endedAt != SimStep.NOT_YET);
  }

  /**
   * The workers of the claims and releases of ours that hang, or that outlive their builds; one
   * that has no worker means web.
   */
  List<SimWorker> hung() {
    return world.concourse.builds.stream()
        .filter(b -> b.pipeline == world.ours && !b.forgotten)
        .filter(b -> b.isOf(SimJob.Kind.LOCK) || b.isOf(SimJob.Kind.UNLOCK))
        .flatMap(b -> hungOn(b).stream())
        .toList();
  }

  private Optional<SimWorker> hungOn(SimBuild build) {
    if (!build.isOpen()) {
      return build.steps.stream()
          .filter(s -> s.kind == Kind.CLAIM && s.pushed == null && s.containerThere)
          .findFirst()
          .map(s -> s.worker);
    }
    boolean hangs = build.isStarted() && !works(build) && !waitsInHealth(build);
    return hangs
        ? Optional.of(build.current().map(s -> s.worker).orElseGet(world::web))
        : Optional.empty();
  }

  /**
   * Whether the claim of a build that has ended will take the lock from the next one who gives it
   * back. Since 7.13.0 an abort kills it, by its source; that a world of that version lets it live
   * all the same is told by the lock that it takes.
   */
  boolean aDeadClaimLurks() {
    return world.concourse.versions.concourse().startsWith("7")
        && world.concourse.builds.stream()
            .filter(b -> b.pipeline == world.ours && b.isOf(SimJob.Kind.LOCK) && !b.isOpen())
            .flatMap(b -> b.steps.stream())
            .anyMatch(s -> s.kind == Kind.CLAIM && s.pushed == null && SimSteps.lives(s));
  }

  /** All runs of the pool's pipelines that go on; a deployment that BOSH still does is one. */
  List<SimRun> runs() {
    return world.concourses().stream()
        .flatMap(c -> c.builds.stream())
        .filter(b -> b.run != null && (b.isOpen() || b.run.between))
        .map(b -> java.util.Objects.requireNonNull(b.run))
        .distinct()
        .filter(this::goesOn)
        .toList();
  }

  boolean boshDeploys() {
    return world.bosh.open().stream().anyMatch(task -> task.deployment.equals("cf"));
  }

  /** Builds on this Concourse that do something, and belong to no run: one-offs, others' work. */
  List<SimBuild> others() {
    return world.concourse.builds.stream().filter(b -> b.run == null && works(b)).toList();
  }

  /** Whether the step of the build lost its worker. */
  static boolean isLost(SimBuild build, long now) {
    return build
        .current()
        .filter(SimStep::isOpen)
        .flatMap(s -> Optional.ofNullable(s.worker).map(w -> isLost(s, w, now)))
        .orElse(false);
  }

  private static boolean isLost(SimStep step, SimWorker worker, long now) {
    return !worker.name.equals(step.workerName)
        || worker.gone
        || !worker.state(now).equals("running")
        || worker.isDead();
  }
}
