package pipelinelock.world.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.watch.Notice;
import pipelinelock.watch.ProposalPolicy;
import pipelinelock.watch.Sighting;
import pipelinelock.watch.WatchPolicy;
import pipelinelock.watch.WatchPolicy.Surroundings;
import pipelinelock.watch.WatchRule;
import pipelinelock.watch.WatchState;
import pipelinelock.watch.WatchStep.Act;

/**
 * What the watcher would ask for by itself, in worlds where nothing is wrong: deployments of hours,
 * some of whose tasks say nothing for two of them, and others that wait behind. {@code
 * -Dproposal.worlds=10000} for more, {@code -Dseed=…} for another beginning.
 */
class ProposalsInWorldsTest {
  private static final int WORLDS = Integer.getInteger("proposal.worlds", 1_000);
  private static final long FIRST = Long.getLong("seed", 1);
  private static final WatchRule RULE =
      new WatchRule(
          "C0",
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Optional.empty(),
          Optional.of(Duration.ofMinutes(5)));

  /** A watcher in one world, which asks whenever it may. */
  private static final class Watched implements AutoCloseable {
    private final SimWorld world;
    private final Observer observer;
    private WatchState state = WatchState.NOTHING;
    private Optional<Instant> newest = Optional.empty();
    private final Map<String, Integer> titles = new TreeMap<>();
    private int asked;

    private Watched(SimWorld world) {
      this.world = world;
      this.observer = new Observer(world, Sabotage.NONE, true);
    }

    /** Where the first look troubles it, long enough to be sure, to post it, and to ask. */
    private void looks() {
      look();
      if (state.trouble().isEmpty()) {
        return;
      }
      passes(65);
      look();
      passes(360);
      look();
    }

    private void passes(long seconds) {
      world.agenda.runTo(world.now() + seconds);
    }

    private void look() {
      var seen = observer.look();
      titles.merge(seen.verdict().title(), 1, Integer::sum);
      var around = new Surroundings(false, Optional.empty());
      var step =
          WatchPolicy.next(new EnvironmentName("dev04"), RULE, state, Sighting.of(seen), around);
      ask(step.state(), seen, around);
      state =
          step.act() instanceof Act.Announce(var notice, var _, var _)
              ? posted(step.state(), notice)
              : step.state();
    }

    private void ask(WatchState now, Diagnosis seen, Surroundings around) {
      if (ProposalPolicy.isDue(RULE, now, seen, around, newest)) {
        asked++;
        newest = Optional.of(seen.evidence().at());
      }
    }

    private static WatchState posted(WatchState now, Notice notice) {
      return new WatchState(
          now.version(),
          now.trouble(),
          now.calmSince(),
          now.blindSince(),
          Optional.of(
              new Notice(
                  notice.label(),
                  notice.channel(),
                  Optional.of("1.1"),
                  notice.title(),
                  notice.shown())));
    }

    @Override
    public void close() {
      observer.close();
    }
  }

  private static SimBuild trigger(SimWorld world) {
    return world.concourse.trigger(world.ours, world.ours.lockJob(), "ops");
  }

  @Test
  void ofDeploymentsThatAreWellItAsksForNothing() {
    var titles = new TreeMap<String, Integer>();
    var asked =
        LongStream.range(FIRST, FIRST + WORLDS)
            .filter(
                seed -> {
                  try (var watched = new Watched(new SimWorld(seed, Twist.NONE))) {
                    deploys(watched);
                    watched.titles.forEach((title, n) -> titles.merge(title, n, Integer::sum));
                    return watched.asked > 0;
                  }
                })
            .boxed()
            .toList();
    System.out.println(WORLDS + " deployments that are well, looked at: " + titles);
    assertThat(asked).as("worlds in which it would have asked").isEmpty();
    assertThat(titles.get("RUNNING")).as("looks at a deployment").isGreaterThan(WORLDS / 2);
  }

  /** One to its middle and beyond, and in every other world a second one that waits behind it. */
  private static void deploys(Watched watched) {
    var world = watched.world;
    trigger(world);
    watched.passes(world.dice.between(60, 1_200));
    if (world.dice.chance(0.5)) {
      trigger(world);
    }
    watched.looks();
    watched.passes(world.dice.between(600, 9_000));
    watched.looks();
  }

  @Test
  void ofAClaimThatHangsItAsksOnce() {
    for (long seed = FIRST; seed < FIRST + 40; seed++) {
      try (var watched = new Watched(new SimWorld(seed, Twist.NONE))) {
        var claim = trigger(watched.world);
        claim.steps.stream()
            .filter(step -> step.kind == SimStep.Kind.CLAIM)
            .forEach(step -> step.hang = SimStep.Hang.CONTAINER);
        watched.passes(1_800);
        watched.looks();
        watched.passes(3_600);
        watched.looks();
        assertThat(watched.asked).as("seed %d: %s", seed, watched.titles).isEqualTo(1);
      }
    }
  }
}
