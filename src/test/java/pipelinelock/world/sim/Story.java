package pipelinelock.world.sim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.world.sim.SimStep.Hang;
import pipelinelock.world.sim.SimStep.Kind;

/** Lets a world happen: a run that goes well, then the plot, then the moment of the first look. */
final class Story {
  private static final long LONGEST = 40_000;
  private static final long POLL = 15;
  private static final List<Hang> EARLY = List.of(Hang.IMAGE, Hang.CONTAINER, Hang.STARTED);

  private final SimWorld world;
  private final Twist twist;
  private final SimConcourse concourse;
  private final SimPipeline ours;
  private final Dice dice;
  private final long end;
  final Plot plot;
  private long look = Long.MAX_VALUE;

  private Story(SimWorld world, Twist twist) {
    this.world = world;
    this.twist = twist;
    this.concourse = world.concourse;
    this.ours = world.ours;
    this.dice = world.dice;
    this.end = world.now() + LONGEST;
    this.plot = dice.pick(List.of(Plot.values()));
  }

  /** A world at the moment of its first look. */
  static Story tell(long seed) {
    return tell(seed, Twist.NONE);
  }

  /** The same, with something done to it in addition to its plot. */
  static Story tell(long seed, Twist twist) {
    var story = new Story(new SimWorld(seed, twist), twist);
    story.begin();
    while (story.look > story.world.now() && story.world.now() < story.end) {
      story.world.agenda.runTo(Math.min(story.look, story.world.now() + 60));
    }
    return story;
  }

  SimWorld world() {
    return world;
  }

  private void begin() {
    var first = trigger(ours);
    hurry(first);
    when(
        () -> isOver(first),
        () -> {
          new Neighbours(world, dice.apart()).settle();
          if (twist != Twist.NONE) {
            twist.befall(world, dice.apart());
          }
          happen();
        });
  }

  private SimBuild trigger(SimPipeline pipeline) {
    return concourse.trigger(pipeline, pipeline.lockJob(), dice.pick(List.of("admin", "ops")));
  }

  /** The steps of its run take seconds. */
  static void hurry(SimBuild lock) {
    Objects.requireNonNull(lock.run).hurries = true;
  }

  private boolean isOver(SimBuild lock) {
    return concourse.builds.stream()
        .anyMatch(b -> b.run == lock.run && b.isOf(SimJob.Kind.UNLOCK) && !b.isOpen());
  }

  /** When it is so for the first time. */
  private void when(BooleanSupplier so, Runnable what) {
    if (so.getAsBoolean()) {
      what.run();
    } else if (world.now() < end) {
      world.agenda.in(POLL, () -> when(so, what));
    }
  }

  /** The bot looks some time after now. */
  private void looked() {
    if (look == Long.MAX_VALUE) {
      double chance = dice.between(0, 99);
      look =
          world.now()
              + (chance < 20
                  ? dice.between(1, 120)
                  : chance < 40 ? dice.between(120, 660) : dice.between(660, 5_400));
    }
  }

  private SimStep step(SimBuild build, Kind kind) {
    return build.steps.stream().filter(s -> s.kind == kind).findFirst().orElseThrow();
  }

  private boolean isIn(SimBuild build, Kind kind) {
    return build.current().filter(s -> s.kind == kind && s.startedAt != 0).isPresent();
  }

  private void happen() {
    switch (plot) {
      case QUIET -> looked();
      case RUNS -> {
        trigger(ours);
        looked();
      }
      case CLAIM_HANGS_EARLY -> {
        step(trigger(ours), Kind.CLAIM).hang = dice.pick(EARLY);
        looked();
      }
      case CLAIM_FREEZES_AND_LOCK_COMES_FREE -> behindHolder(this::freezes, true);
      case CLAIM_FREEZES_BEHIND_HOLDER -> behindHolder(this::freezes, false);
      case WEB_RESTARTS_OVER_WAITER ->
          behindHolder(_ -> concourse.restartWeb(dice.between(15, 60)), dice.chance(0.3));
      case WAITER_ABORTED -> behindHolder(concourse::abort, dice.chance(0.6));
      case DEAD_CLAIM_LANDS ->
          behindHolder(
              waiter -> {
                concourse.abort(waiter);
                world.agenda.in(30, () -> concourse.restartWeb(30));
              },
              dice.chance(0.7));
      case WORKER_LANDS -> behindHolder(_ -> world.worker().landing = true, dice.chance(0.5));
      case RUN_FAILS_AND_NEXT_WAITS -> {
        behindHolder(_ -> {}, false);
        fails();
      }
      case RUN_FAILS -> {
        trigger(ours);
        fails();
      }
      default -> new Mishaps(world, dice, this::looked, this::when).happen(plot);
    }
  }

  private void freezes(SimBuild waiter) {
    var claim = step(waiter, Kind.CLAIM);
    claim.frozen = true;
    claim.mutedAt = world.now();
  }

  /** Every later job of the run that is under way fails, errs, or is aborted. */
  private void fails() {
    int exit = dice.chance(0.7) ? 1 : 0;
    when(
        () -> concourse.builds.stream().anyMatch(this::isAtWork),
        () -> {
          var build = concourse.builds.stream().filter(this::isAtWork).findFirst().orElseThrow();
          build.steps.getLast().exit = exit;
          if (exit == 0) {
            concourse.abort(build);
          }
          when(() -> !build.isOpen(), this::looked);
        });
  }

  private boolean isAtWork(SimBuild build) {
    return build.pipeline == ours
        && build.isOf(SimJob.Kind.PATH)
        && build.current().filter(s -> s == build.steps.getLast() && s.startedAt != 0).isPresent();
  }

  /**
   * A run holds the lock, the next claim waits for it, and then something happens to the waiter.
   */
  private void behindHolder(Consumer<SimBuild> what, boolean released) {
    var holder = trigger(ours);
    if (released) {
      hurry(holder);
    }
    when(
        () -> world.pool.isClaimed() && !holder.isOpen(),
        () -> {
          var waiter = trigger(ours);
          when(
              () -> isIn(waiter, Kind.CLAIM) || !waiter.isOpen(),
              () ->
                  world.agenda.in(
                      dice.between(5, 300),
                      () -> {
                        what.accept(waiter);
                        if (released) {
                          when(world.pool::isFree, this::looked);
                        } else {
                          looked();
                        }
                      }));
        });
  }

  /** A commit by a person. */
  static void push(SimWorld world, String message, Place place) {
    world.pool.push("Jo Bloggs <jo@example.org>", message, place, Optional.empty());
  }
}
