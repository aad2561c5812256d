package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.crash.KillPoints.KillPoint;
import pipelinelock.crash.KillPoints.When;
import pipelinelock.rehearsal.SimulatedWorld;

/**
 * The bot is killed with SIGKILL, started again on its record, killed again … through whole
 * incidents. {@code -Dcrash.kills=10000} sets how many kills the random part makes, however long
 * that takes; {@code -Dcrash.seed=…} its first seed. See docs/reliability.md.
 */
class CrashMatrixTest {
  private static final int AT_ONCE = Integer.getInteger("crash.at_once", 3);
  private static final int KILLS = Integer.getInteger("crash.kills", 110);

  /** The short form begins no further incident after this, so that a busy machine is not held. */
  private static final Duration SHORT = Duration.ofSeconds(40);

  private static final int KILLS_IN_A_STORY = 20;

  @TempDir private static Path folder;
  private static BotProgram program;

  @BeforeAll
  static void train() {
    program = new BotProgram(folder);
    CrashStory.rehearse(program, folder);
  }

  /** Each incident with the points at which the bot is killed in it. */
  enum Course {
    LOST(CrashStory.QUICK, world -> Points.all(world, When.LOST)),
    TAKEN(CrashStory.QUICK, world -> Points.all(world, When.TAKEN)),
    ANSWERED(CrashStory.QUICK, CrashMatrixTest::answered),
    AMID_TASKS(CrashStory.SLOW, Points::amidTasks),
    LATE_RECREATES(CrashStory.QUICK, world -> Points.recreates(world, When.LATE));

    private final double speed;
    private final Function<SimulatedWorld, List<KillPoint>> points;

    Course(double speed, Function<SimulatedWorld, List<KillPoint>> points) {
      this.speed = speed;
      this.points = points;
    }
  }

  /** The least dangerous way; the short form leaves out what is only told. */
  private static List<KillPoint> answered(SimulatedWorld world) {
    return System.getProperty("crash.kills") == null
        ? Points.acts(world, When.ANSWERED)
        : Points.all(world, When.ANSWERED);
  }

  @Test
  void nothingIsLostOrDoneTwiceWhereverItIsKilled() throws Exception {
    var tally = new Tally();
    var missed = new ConcurrentLinkedQueue<String>();
    inParallel(
        Stream.of(Course.values()).map(course -> () -> missed.addAll(killed(course, tally))));
    System.out.println(tally.summary() + ", at named points");
    assertThat(tally.violations()).isEmpty();
    assertThat(missed).as("points that it never came to").isEmpty();
  }

  private static List<String> killed(Course course, Tally tally) {
    try (var story = new CrashStory("points-" + course, course.speed, program, folder, tally)) {
      var killer = new KillPoints(course.points.apply(story.world()));
      story.play(killer);
      return killer.left();
    }
  }

  @Test
  void nothingIsLostOrDoneTwiceWhenItIsKilledAtRandom() throws Exception {
    long seed = Long.getLong("crash.seed", System.nanoTime() % 1_000_000_000);
    System.out.println("crash matrix: -Dcrash.seed=" + seed);
    var tally = new Tally();
    var next = new AtomicLong(seed);
    long end =
        System.getProperty("crash.kills") == null
            ? System.nanoTime() + SHORT.toNanos()
            : Long.MAX_VALUE;
    inParallel(IntStream.range(0, AT_ONCE).mapToObj(_ -> () -> playUntilEnough(tally, next, end)));
    System.out.println(tally.summary() + ", at random from seed " + seed);
    assertThat(tally.violations()).isEmpty();
    assertThat(tally.kills()).isGreaterThanOrEqualTo(AT_ONCE * KILLS_IN_A_STORY);
  }

  private static void playUntilEnough(Tally tally, AtomicLong next, long end) {
    while (tally.kills() < KILLS && System.nanoTime() < end) {
      long seed = next.getAndIncrement();
      try (var story = new CrashStory("seed-" + seed, CrashStory.QUICK, program, folder, tally);
          var killer = new RandomKiller(seed, KILLS_IN_A_STORY)) {
        story.play(killer);
      }
    }
  }

  private static void inParallel(Stream<Runnable> work) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var one : work.map(threads::submit).toList()) {
        one.get();
      }
    }
  }
}
