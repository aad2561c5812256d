package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.world.sim.SimStep.Hang;
import pipelinelock.world.sim.SimStep.Kind;

/** The plots that need no waiter behind a holder. */
final class Mishaps {
  private static final List<Hang> STUCK = List.of(Hang.CONTAINER, Hang.STARTED);

  private final SimWorld world;
  private final SimConcourse concourse;
  private final SimPipeline ours;
  private final Dice dice;
  private final Runnable looked;
  private final BiConsumer<BooleanSupplier, Runnable> when;

  /**
   * @param looked to be called at the moment that the look is about
   * @param when waits for something
   */
  Mishaps(SimWorld world, Dice dice, Runnable looked, BiConsumer<BooleanSupplier, Runnable> when) {
    this.world = world;
    this.concourse = world.concourse;
    this.ours = world.ours;
    this.dice = dice;
    this.looked = looked;
    this.when = when;
  }

  private SimBuild trigger(SimPipeline pipeline) {
    return concourse.trigger(pipeline, pipeline.lockJob(), "admin");
  }

  private static SimStep step(SimBuild build, Kind kind) {
    return build.steps.stream().filter(s -> s.kind == kind).findFirst().orElseThrow();
  }

  void happen(Plot plot) {
    switch (plot) {
      case CLAIM_NEVER_ENDS -> lands(SimSteps.Landing.NEVER_ENDS);
      case CLAIM_WAITS_FOR_ITSELF -> lands(SimSteps.Landing.WAITS_FOR_ITSELF);
      case LOCK_TASK_HANGS -> {
        step(trigger(ours), dice.chance(0.7) ? Kind.TASK : Kind.GET).hang = dice.pick(STUCK);
        looked.run();
      }
      case WORKER_DIES_UNDER_CLAIM -> workerDies(Kind.CLAIM, world.worker());
      case WORKER_DIES_UNDER_LOCK_TASK -> workerDies(Kind.TASK, world.web());
      case WORKER_DIES_UNDER_RUN -> {
        trigger(ours);
        onPath(
            build -> {
              build.current().map(s -> s.worker).ifPresent(concourse.steps::lose);
              looked.run();
            });
      }
      case CHECK_HANGS -> checks(SimConcourse.Check.HANGS);
      case CHECK_FAILS -> checks(SimConcourse.Check.FAILS);
      case SCHEDULER_STUCK -> {
        concourse.schedulerStuck = true;
        trigger(ours);
        looked.run();
      }
      case CLAIM_SWALLOWED -> {
        step(trigger(ours), Kind.CLAIM).exit = 128;
        looked.run();
      }
      case CLAIM_LOOPS -> {
        concourse.steps.claimsLoop = true;
        trigger(ours);
        looked.run();
      }
      case LOCK_JOB_PAUSED -> {
        ours.lockJob().paused = true;
        if (dice.chance(0.5)) {
          trigger(ours);
        }
        looked.run();
      }
      case OLD_BUILD_RERUN -> rerun();
      case CLAIMED_BY_HAND -> {
        Story.push(world, "hold the lock while I look at the database", Place.CLAIMED);
        if (dice.chance(0.5)) {
          trigger(ours);
        }
        looked.run();
      }
      case OTHER_PIPELINE_HOLDS, INSTANCE_HOLDS, OTHER_TEAM_HOLDS, OTHER_CONCOURSE_HOLDS ->
          elsewhere(plot);
      default -> new RunMishaps(world, dice, looked, when).happen(plot);
    }
  }

  private void lands(SimSteps.Landing landing) {
    concourse.steps.landing = landing;
    trigger(ours);
    when.accept(world.pool::isClaimed, looked);
  }

  private void checks(SimConcourse.Check check) {
    concourse.check = check;
    concourse.checkSince = world.now();
    trigger(ours);
    looked.run();
  }

  /** The step hangs already, or its worker's death is what stops it. */
  private void workerDies(Kind kind, SimWorker worker) {
    var build = trigger(ours);
    var step = step(build, kind);
    step.hang = dice.chance(0.5) ? Hang.STARTED : Hang.NO;
    step.takes = 600;
    if (kind == Kind.CLAIM && step.hang == Hang.NO) {
      Story.push(world, "hold on", Place.CLAIMED);
      world.agenda.in(1_200, () -> Story.push(world, "go on", Place.UNCLAIMED));
    }
    when.accept(
        () -> step.startedAt != 0 && step.startedAt < world.now() - 20,
        () -> {
          concourse.steps.lose(step.worker == null ? worker : step.worker);
          looked.run();
        });
  }

  private void onPath(java.util.function.Consumer<SimBuild> what) {
    when.accept(
        () -> concourse.builds.stream().anyMatch(this::isAtWork),
        () -> concourse.builds.stream().filter(this::isAtWork).findFirst().ifPresent(what));
  }

  private boolean isAtWork(SimBuild build) {
    return build.pipeline == ours
        && build.isOf(SimJob.Kind.PATH)
        && build.current().filter(s -> s.kind == Kind.TASK && s.startedAt != 0).isPresent();
  }

  /** Somebody runs an old build of a run's job again while the claim of a new run hangs. */
  private void rerun() {
    var old =
        concourse.builds.stream().filter(b -> b.isOf(SimJob.Kind.PATH)).findFirst().orElseThrow();
    Neighbours.many(world, old, dice.between(0, 170));
    if (dice.chance(0.75)) {
      step(trigger(ours), Kind.CLAIM).hang = dice.pick(STUCK);
    }
    world.agenda.in(
        dice.between(10, 400),
        () -> {
          var again = concourse.rerun(old, "ops");
          again.steps.getLast().takes = dice.between(600, 7_200);
          looked.run();
        });
  }

  /** Another pipeline holds the lock; its run goes on, or ended badly. Ours waits, or is red. */
  private void elsewhere(Plot plot) {
    var other = other(plot);
    var home = plot == Plot.OTHER_CONCOURSE_HOLDS ? world.second.orElseThrow() : concourse;
    var lock = home.trigger(other, other.lockJob(), "sam");
    boolean fails = dice.chance(0.4);
    when.accept(
        () -> world.pool.isClaimed() && !lock.isOpen(),
        () -> {
          if (fails) {
            home.builds.stream()
                .filter(b -> b.run == lock.run && b.isOpen())
                .forEach(b -> b.steps.getLast().exit = 1);
          }
          if (dice.chance(0.6)) {
            trigger(ours);
          }
          if (dice.chance(0.4)) {
            redTest();
          }
          looked.run();
        });
  }

  /** A job of our own run before is run again, and goes red. */
  private void redTest() {
    concourse.builds.stream()
        .filter(b -> b.pipeline == ours && b.job != null && b.job.name.equals("smoke-tests"))
        .findFirst()
        .ifPresent(
            old -> {
              var again = concourse.rerun(old, "ops");
              again.steps.getLast().takes = 20;
              again.steps.getLast().exit = 1;
            });
  }

  private SimPipeline other(Plot plot) {
    return switch (plot) {
      case INSTANCE_HOLDS ->
          world.pipeline(
              concourse, SimWorld.TEAM, "create-cloudfoundry", Optional.of("{\"az\":\"z2\"}"));
      case OTHER_TEAM_HOLDS ->
          world.pipeline(concourse, SimWorld.OTHER_TEAM, "create-router", Optional.empty());
      case OTHER_CONCOURSE_HOLDS -> elsewhere();
      default -> world.pipeline(concourse, SimWorld.TEAM, "create-router", Optional.empty());
    };
  }

  private SimPipeline elsewhere() {
    var versions = new SimVersions("8.2.5", false, true, true, false);
    var second =
        new SimConcourse(world.agenda, world.pool, dice.apart(), SimWorld.OTHER_URL, versions, 700);
    second.workers.add(new SimWorker("w", "aaaaaaaa-0000-0000-0000-000000000000", List.of(), 0));
    second.workers.add(
        new SimWorker("c", "bbbbbbbb-0000-0000-0000-000000000000", List.of("web"), 0));
    world.second = Optional.of(second);
    return world.pipeline(second, SimWorld.TEAM, "create-cloudfoundry", Optional.empty());
  }
}
