package pipelinelock.world.sim;

import java.util.List;
import java.util.Optional;
import pipelinelock.lock.PoolLock.Place;

/**
 * What makes any world more hostile than chance does: done to it in addition to its plot, whatever
 * that is.
 */
enum Twist {
  NONE,

  /** Claims name nobody, and the clocks of commits and builds are far apart. */
  NAMELESS_AND_CLOCKS_APART {
    @Override
    Optional<SimVersions> versions(Dice dice) {
      return Optional.of(new SimVersions("7.11.2", true, true, false, dice.chance(0.5)));
    }

    @Override
    void befall(SimWorld world, Dice dice) {
      world.pool.clockAhead = dice.between(-900, 900);
      world.clockAhead = dice.between(-900, 900);
    }
  },

  /**
   * A Concourse before 7.13.0 that heeds aborts, as on another container runtime, and whose aborted
   * claim may live on in its container and take the lock later.
   */
  ABORTS_ARE_HEEDED_AND_OUTLIVED {
    @Override
    Optional<SimVersions> versions(Dice dice) {
      return Optional.of(new SimVersions("7.11.2", false, false, false, false));
    }
  },

  /** Web's clock is two hours ahead of git's and of the bot's, or behind. */
  WEB_TWO_HOURS_OFF {
    @Override
    void befall(SimWorld world, Dice dice) {
      world.clockAhead = dice.pick(List.of(7_200L, -7_200L));
    }
  },

  /** A run of another pipeline works: an old build's rerun, beyond every page. */
  OLD_BUILD_OF_ANOTHER_PIPELINE_RERUN {
    @Override
    void befall(SimWorld world, Dice dice) {
      var concourse = world.concourse;
      var other = world.pipeline(concourse, SimWorld.TEAM, "destroy-router", Optional.empty());
      var old = concourse.queue(other, other.job("cf-deploy"), null, "sam", Optional.empty());
      old.steps.getLast().takes = 20;
      later(
          world,
          dice,
          () -> {
            Neighbours.many(world, old, dice.between(100, 160));
            var again = concourse.rerun(old, "sam");
            again.steps.getLast().takes = dice.between(600, 9_000);
            again.steps.getLast().printsEvery = dice.chance(0.5) ? 0 : 30;
          });
    }
  },

  /** Concourse's database is set back, and a person moves the lock meanwhile. */
  RESTORED_AND_PUSHED_BY_HAND {
    @Override
    void befall(SimWorld world, Dice dice) {
      later(
          world,
          dice,
          () -> {
            RunMishaps.forget(world, dice.between(1, 4));
            world.concourse.restartWeb(dice.between(2_100, 4_000));
            world.agenda.in(
                dice.between(1, 5_000),
                () ->
                    Story.push(
                        world,
                        "it is stuck, so I move it",
                        world.pool.isFree() ? Place.CLAIMED : Place.UNCLAIMED));
          });
    }
  },

  /** Another team works here, and the bot loses its role there between two looks. */
  ROLE_TAKEN_BETWEEN_LOOKS {
    @Override
    void befall(SimWorld world, Dice dice) {
      world.teams.add("finance");
      later(world, dice, () -> new Neighbours(world, dice).at("billing", "finance"));
    }

    @Override
    void betweenLooks(SimWorld world) {
      world.teams.remove("finance");
    }
  };

  /** Those that it insists on. */
  Optional<SimVersions> versions(Dice dice) {
    return Optional.empty();
  }

  /** When the world has had a run that went well, and its plot begins. */
  void befall(SimWorld world, Dice dice) {}

  void betweenLooks(SimWorld world) {}

  private static void later(SimWorld world, Dice dice, Runnable what) {
    world.agenda.in(dice.between(1, 3_000), what);
  }
}
