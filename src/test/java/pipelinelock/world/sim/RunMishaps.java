package pipelinelock.world.sim;

import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.world.sim.SimStep.Hang;
import pipelinelock.world.sim.SimStep.Kind;

/** What goes wrong with a run that holds the lock. */
final class RunMishaps {
  private final SimWorld world;
  private final SimConcourse concourse;
  private final SimPipeline ours;
  private final Dice dice;
  private final Runnable looked;
  private final BiConsumer<BooleanSupplier, Runnable> when;

  RunMishaps(
      SimWorld world, Dice dice, Runnable looked, BiConsumer<BooleanSupplier, Runnable> when) {
    this.world = world;
    this.concourse = world.concourse;
    this.ours = world.ours;
    this.dice = dice;
    this.looked = looked;
    this.when = when;
  }

  void happen(Plot plot) {
    var lock = concourse.trigger(ours, ours.lockJob(), "admin");
    switch (plot) {
      case RELEASE_HANGS ->
          atUnlock(lock, b -> release(b).hang = dice.pick(List.of(Hang.CONTAINER, Hang.STARTED)));
      case RELEASE_HANGS_AFTER_PUSH -> atUnlock(lock, _ -> concourse.steps.releaseNeverEnds = true);
      case RELEASE_FAILS -> atUnlock(lock, b -> release(b).exit = 1);
      case HOLDER_ABORTED ->
          when.accept(
              world.pool::isClaimed,
              () -> {
                concourse.abort(lock);
                looked.run();
              });
      case JOB_PAUSED -> paused(lock, () -> ours.job(dice.pick(SimWorld.PATH)).paused = true);
      case PIPELINE_PAUSED -> paused(lock, () -> ours.paused = true);
      case RUN_STALLS -> {
        Story.hurry(lock);
        when.accept(
            () -> dice.chance(0.1) && !lock.isOpen(),
            () -> {
              Objects.requireNonNull(lock.run).stalls = true;
              when.accept(() -> noneOpen(lock), looked);
            });
      }
      case RELEASED_BY_HAND ->
          held(
              lock,
              () -> {
                Story.push(world, "give it back, it hung", Place.UNCLAIMED);
                if (dice.chance(0.5)) {
                  concourse.trigger(ours, ours.lockJob(), "ops");
                }
              });
      case NOTE_WRITTEN ->
          held(lock, () -> Story.push(world, "note: ask Jo before you touch it", Place.CLAIMED));
      case POOL_BROKEN ->
          held(
              lock,
              () -> Story.push(world, "merge", dice.chance(0.5) ? Place.BOTH : Place.NEITHER));
      case DATABASE_RESTORED ->
          when.accept(() -> world.pool.isClaimed() && !lock.isOpen(), () -> restore(lock));
      default -> throw new IllegalArgumentException("no story for " + plot);
    }
  }

  private static SimStep release(SimBuild unlock) {
    return unlock.steps.stream().filter(s -> s.kind == Kind.RELEASE).findFirst().orElseThrow();
  }

  private List<SimBuild> of(SimBuild lock) {
    return concourse.builds.stream().filter(b -> b.run == lock.run).toList();
  }

  private boolean noneOpen(SimBuild lock) {
    return lock.run != null && !lock.run.between && of(lock).stream().noneMatch(SimBuild::isOpen);
  }

  private void atUnlock(SimBuild lock, Consumer<SimBuild> what) {
    Story.hurry(lock);
    when.accept(
        () -> of(lock).stream().anyMatch(b -> b.isOf(SimJob.Kind.UNLOCK)),
        () -> {
          of(lock).stream().filter(b -> b.isOf(SimJob.Kind.UNLOCK)).forEach(what);
          looked.run();
        });
  }

  /** The lock is claimed by the run, and its lock build is through. */
  private void held(SimBuild lock, Runnable what) {
    when.accept(
        () -> world.pool.isClaimed() && !lock.isOpen(),
        () ->
            world.agenda.in(
                dice.between(1, 400),
                () -> {
                  what.run();
                  looked.run();
                }));
  }

  private void paused(SimBuild lock, Runnable pausing) {
    Story.hurry(lock);
    when.accept(
        () -> world.pool.isClaimed(),
        () -> {
          pausing.run();
          looked.run();
        });
  }

  /**
   * The database is set back to before the run, which takes longer than any two clocks differ;
   * numbers and ids are given once more.
   */
  private void restore(SimBuild lock) {
    forget(of(lock));
    concourse.nextId = lock.id;
    long takes = dice.between(2_100, 7_200);
    concourse.restartWeb(takes);
    if (dice.chance(0.6)) {
      world.agenda.in(
          takes + dice.between(20, 300), () -> concourse.trigger(ours, ours.lockJob(), "ops"));
    }
    world.agenda.in(takes, looked);
  }

  /** Sets the database back to before the newest of our builds; their numbers are given again. */
  static void forget(SimWorld world, long count) {
    var newest =
        world.concourse.builds.reversed().stream()
            .filter(b -> b.pipeline == world.ours && !b.forgotten)
            .limit(count)
            .toList();
    forget(newest);
  }

  private static void forget(List<SimBuild> builds) {
    for (var build : builds) {
      build.forgotten = true;
      build.status = build.isOpen() ? SimBuild.Status.ERRORED : build.status;
      build.steps.forEach(s -> s.containerThere = false);
      if (build.job != null && build.rerunOf.isEmpty()) {
        build.job.numbered--;
      }
    }
  }
}
