package pipelinelock.world.sim;

import java.util.Optional;

/** Who else is in progress in a world, and what makes it hard to see. */
final class Neighbours {
  private final SimWorld world;
  private final SimConcourse concourse;
  private final Dice dice;

  Neighbours(SimWorld world, Dice dice) {
    this.world = world;
    this.concourse = world.concourse;
    this.dice = dice;
  }

  void settle() {
    if (dice.chance(0.4)) {
      timers(world.ours.job("continuous-smoke-tests"), world.now() + 30_000);
    }
    if (dice.chance(0.15)) {
      later(() -> concourse.oneOff(SimWorld.TEAM, dice.between(300, 9_000), prints()));
    }
    if (dice.chance(0.15)) {
      later(() -> at("destroy-cloudfoundry", SimWorld.TEAM));
    }
    if (dice.chance(0.06)) {
      later(() -> at("billing", "finance"));
    }
    if (dice.chance(0.1)) {
      later(() -> crowd(dice.between(90, 160)));
    }
    if (dice.chance(0.1)) {
      later(() -> concourse.trigger(world.ours, world.ours.lockJob(), "ops"));
    }
    if (dice.chance(0.06)) {
      later(() -> concourse.restartWeb(dice.between(15, 90)));
    }
    world.pool.clockAhead = skew();
    world.clockAhead = skew();
    if (dice.chance(0.15)) {
      world.blind.add(dice.pick(java.util.List.of(SimWorld.Blind.values())));
    }
  }

  private long skew() {
    return dice.chance(0.8)
        ? dice.between(-3, 3)
        : dice.chance(0.8) ? dice.between(-20, 20) : dice.between(-900, 900);
  }

  private void later(Runnable what) {
    world.agenda.in(dice.between(1, 3_000), what);
  }

  private long prints() {
    return dice.chance(0.2) ? 0 : dice.between(1, 120);
  }

  private void timers(SimJob job, long until) {
    if (world.now() < until) {
      concourse.queue(world.ours, job, null, "", Optional.empty());
      world.agenda.in(600, () -> timers(job, until));
    }
  }

  /** Work of another pipeline, maybe of another team. */
  void at(String pipeline, String team) {
    var made = new SimPipeline(concourse.pipelines.size() + 2L, team, pipeline, Optional.empty());
    var job = made.add("work", SimJob.Kind.TIMER, false, 10);
    concourse.pipelines.add(made);
    var build = concourse.queue(made, job, null, "sam", Optional.empty());
    build.steps.getLast().takes = dice.between(300, 9_000);
    build.steps.getLast().printsEvery = prints();
  }

  /** Another pipeline's many builds, all over in a moment. */
  private void crowd(long count) {
    var made =
        new SimPipeline(concourse.pipelines.size() + 2L, SimWorld.TEAM, "busy", Optional.empty());
    concourse.pipelines.add(made);
    ended(world, made, made.add("lint", SimJob.Kind.TIMER, false, 10), count);
  }

  /** Newer builds of the job of this build, all green. */
  static void many(SimWorld world, SimBuild build, long count) {
    if (build.pipeline != null && build.job != null) {
      ended(world, build.pipeline, build.job, count);
    }
  }

  private static void ended(SimWorld world, SimPipeline pipeline, SimJob job, long count) {
    for (long i = 0; i < count; i++) {
      var build =
          new SimBuild(
              world.concourse.nextId++,
              pipeline.team,
              pipeline,
              job,
              Long.toString(++job.numbered),
              world.now() - 60);
      build.status = SimBuild.Status.SUCCEEDED;
      build.startedAt = world.now() - 50;
      build.endedAt = world.now() - 20;
      build.run = job.kind == SimJob.Kind.TIMER ? null : new SimRun(pipeline, "0.0.1" + i);
      world.concourse.builds.add(build);
    }
  }
}
