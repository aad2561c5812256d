package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.pipeline.Build;

/** Does to a world what a cure says, as the bot would: step by step, and no further than it may. */
final class Surgeon {
  private static final long LONGEST_ABORT = 120;
  private static final long LONGEST_RECREATE = 6_000;

  private final SimWorld world;
  private final SimConcourse concourse;

  Surgeon(SimWorld world) {
    this.world = world;
    this.concourse = world.concourse;
  }

  /** The cure that is next on the ladder, as what it is done to. */
  static Optional<String> key(Cure cure) {
    return switch (cure) {
      case Cure.Abort abort -> Optional.of("abort " + abort.build().id());
      case Cure.Release release -> Optional.of("release " + release.commit());
      case Cure.Unpause unpause -> Optional.of("unpause " + unpause.job().orElse("pipeline"));
      case Cure.RerunJob rerun -> Optional.of("rerun " + rerun.job());
      case Cure.Recreate recreate -> Optional.of("recreate " + recreate.instances());
      case Cure.Wait _, Cure.RepairByHand _ -> Optional.empty();
    };
  }

  void apply(Cure cure) {
    switch (cure) {
      case Cure.Abort abort -> {
        abort(List.of(abort.build()));
        forward(30);
      }
      case Cure.Release release -> release(release.commit());
      case Cure.Unpause unpause -> unpause(unpause.job());
      case Cure.RerunJob rerun -> rerun(rerun);
      case Cure.Recreate recreate -> recreate(recreate);
      case Cure.Wait _, Cure.RepairByHand _ ->
          throw new IllegalArgumentException("nobody does " + cure);
    }
  }

  void forward(long seconds) {
    world.agenda.runTo(world.now() + seconds);
  }

  private boolean abort(List<Build> builds) {
    var open = builds.stream().map(b -> concourse.find(b.id())).flatMap(Optional::stream).toList();
    open.forEach(concourse::abort);
    long latest = world.now() + LONGEST_ABORT;
    while (world.now() < latest && open.stream().anyMatch(SimBuild::isOpen)) {
      forward(5);
    }
    return open.stream().noneMatch(SimBuild::isOpen);
  }

  private void release(String commit) {
    boolean same = world.pool.isClaimed() && commit.length() == 40;
    if (same) {
      world.pool.push(
          "Pipeline Lock <pipeline-lock@localhost>",
          "unclaiming: lock\n\nIncident: INC-1\nRequested-by: T1/U1\nApproved-by: T1/U2\n",
          Place.UNCLAIMED,
          Optional.empty());
    }
    forward(60);
  }

  private void unpause(Optional<String> job) {
    job.ifPresentOrElse(
        name -> concourse.pause(world.ours.job(name), false),
        () -> concourse.pause(world.ours, false));
    forward(60);
  }

  private void rerun(Cure.RerunJob rerun) {
    var build =
        rerun
            .build()
            .flatMap(
                ref ->
                    concourse.builds.stream()
                        .filter(b -> !b.forgotten && b.pipeline == world.ours)
                        .filter(b -> b.job == world.ours.job(ref.job()))
                        .filter(b -> b.name.equals(ref.name()))
                        .findFirst());
    build.ifPresent(b -> concourse.rerun(b, "bot"));
    forward(60);
  }

  /** Pause, abort, look at the lock again, workers, then web, unpause. */
  private void recreate(Cure.Recreate recreate) {
    var lockJob = world.ours.lockJob();
    boolean paused = lockJob.paused;
    concourse.pause(lockJob, true);
    var place = world.pool.place();
    abort(recreate.abortFirst());
    forward(20);
    if (world.pool.place() == place) {
      for (var instance : recreate.instances()) {
        var worker =
            concourse.workers.stream().filter(w -> w.instance.equals(instance.id())).findFirst();
        boolean web = instance.id().equals(SimWorld.WEB_ID);
        if (worker.isEmpty() || (web && isAnyLockBuildOpen())) {
          break;
        }
        recreate(worker.get(), web);
      }
    }
    concourse.pause(lockJob, paused);
    forward(60);
  }

  private boolean isAnyLockBuildOpen() {
    return concourse.builds.stream()
        .anyMatch(b -> b.pipeline == world.ours && b.isOf(SimJob.Kind.LOCK) && b.isStarted());
  }

  private void recreate(SimWorker worker, boolean web) {
    var done = new boolean[1];
    world.bosh.recreate(worker, web, () -> done[0] = true);
    long latest = world.now() + LONGEST_RECREATE;
    while (!done[0] && world.now() < latest) {
      forward(30);
    }
    forward(30);
  }
}
