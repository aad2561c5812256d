package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import pipelinelock.crash.Cell.Fault;
import pipelinelock.crash.Cell.Place;
import pipelinelock.crash.CrashStory.Plot;
import pipelinelock.crash.KillPoints.KillPoint;
import pipelinelock.crash.KillPoints.When;
import pipelinelock.rehearsal.SimulatedWorld;

/**
 * Bots are killed with SIGKILL, started again on their record, killed again … through whole
 * incidents. The suite kills at every commit and named point; {@code -Dcrash.kills=10000} goes on
 * at random until there were so many kills over the whole matrix, but begins no incident after
 * {@code -Dcrash.minutes}; {@code -Dcrash.seed=…} is the first seed. See docs/reliability.md.
 */
@Isolated("it takes all processors there are")
class CrashMatrixTest {
  private static final int AT_ONCE = Integer.getInteger("crash.at_once", 4);
  private static final boolean LONG = System.getProperty("crash.kills") != null;
  private static final int KILLS = Integer.getInteger("crash.kills", 0);
  private static final long END =
      System.nanoTime() + Duration.ofMinutes(Integer.getInteger("crash.minutes", 10_000)).toNanos();

  private static final int KILLS_IN_A_STORY = 14;

  /**
   * What a surviving node may have followed by the next event before anybody looks. That the bot
   * was killed at its commit is told by the points that are missed.
   */
  private static final String SOON_FOLLOWED = "task-ended";

  @TempDir private static Path folder;
  private final Ledger ledger = new Ledger();
  private final ConcurrentLinkedQueue<String> missed = new ConcurrentLinkedQueue<>();
  private final AtomicLong next =
      new AtomicLong(Long.getLong("crash.seed", System.nanoTime() % 1_000_000_000));

  /** Each incident with the points at which the bot is killed in it. */
  enum Course {
    AMID_TASKS(
        Place.FILE,
        CrashStory.SLOW,
        world -> both(Points.amidTasks(world), Points.starts(world, When.TAKEN)),
        true),
    LOST(Place.FILE, CrashStory.QUICK, world -> Points.all(world, When.LOST), false),
    TAKEN(Place.FILE, CrashStory.QUICK, world -> Points.all(world, When.TAKEN), false),
    ANSWERED(
        Place.FILE,
        CrashStory.QUICK,
        world -> both(answered(world), Points.starts(world, When.ANSWERED)),
        true),
    LOST_COMMITS(Place.SERVER, CrashStory.QUICK, _ -> Points.commits(When.LOST), false),
    TAKEN_COMMITS(Place.CLUSTER, CrashStory.QUICK, _ -> Points.commits(When.TAKEN), false),
    LATE_RECREATES(
        Place.FILE,
        CrashStory.QUICK,
        world -> both(Points.recreates(world, When.LATE), Points.starts(world, When.LOST)),
        true);

    private final Place place;
    private final double speed;
    private final Function<SimulatedWorld, List<KillPoint>> points;

    /** Whether the plan starts the deployment again. */
    private final boolean startsAgain;

    Course(
        Place place,
        double speed,
        Function<SimulatedWorld, List<KillPoint>> points,
        boolean startsAgain) {
      this.place = place;
      this.speed = speed;
      this.points = points;
      this.startsAgain = startsAgain;
    }

    private static List<KillPoint> both(List<KillPoint> some, List<KillPoint> more) {
      return Stream.concat(some.stream(), more.stream()).toList();
    }
  }

  /** The least dangerous way; the short form leaves out what is only posted. */
  private static List<KillPoint> answered(SimulatedWorld world) {
    return LONG ? Points.all(world, When.ANSWERED) : Points.acts(world, When.ANSWERED);
  }

  @Test
  void nothingIsLostOrDoneTwiceWhereverItIsKilled() throws Exception {
    System.out.println("crash matrix: -Dcrash.seed=" + next);
    BotProgram.trained();
    var work = new ArrayList<Runnable>();
    for (var course : Course.values()) {
      work.add(() -> killed(course));
    }
    if (LONG) {
      cells(new Random(next.get())).forEach(cell -> work.add(() -> killedAtRandom(cell)));
    }
    inParallel(work);
    while (isNotEnough()) {
      inParallel(Cell.all().map(cell -> (Runnable) () -> unlessEnough(cell)).toList());
    }
    System.out.println(ledger.summary());
    assertThat(ledger.total().violations()).isEmpty();
    assertThat(missed).as("points that it never came to").isEmpty();
    assertThat(ledger.total().heads())
        .as("newest events on disk at the kills")
        .containsKeys(
            Points.EVENTS.stream()
                .filter(type -> !type.equals(SOON_FOLLOWED))
                .toArray(String[]::new));
  }

  /** Each place with two faults, each fault once: which with which, the seed decides. */
  private static List<Cell> cells(Random random) {
    var faults = new ArrayList<>(List.of(Fault.values()));
    Collections.shuffle(faults, random);
    return IntStream.range(0, faults.size())
        .mapToObj(i -> new Cell(Place.values()[i % Place.values().length], faults.get(i)))
        .toList();
  }

  /**
   * On a busy machine a task may be over before the next bot is up; what was not reached is tried
   * again in a slower world.
   */
  private void killed(Course course) {
    var left = killed(course, course.speed, _ -> true);
    for (var speed : List.of(CrashStory.SLOW, CrashStory.SLOW / 3)) {
      if (!left.isEmpty()) {
        System.out.println("crash matrix: once more, slower, for " + left);
        left = killed(course, speed, Set.copyOf(left)::contains);
      }
    }
    missed.addAll(left);
  }

  private List<String> killed(Course course, double speed, Predicate<String> points) {
    var cell = new Cell(course.place, Fault.NONE);
    var plot =
        new Plot("points-%s-%.0f".formatted(course, speed), cell, speed, 0, course.startsAgain);
    try (var story = new CrashStory(plot, folder, ledger.of(cell))) {
      var killer =
          new KillPoints(
              course.points.apply(story.world()).stream()
                  .filter(point -> points.test(point.name()))
                  .toList());
      story.play(killer);
      return killer.left();
    }
  }

  private void unlessEnough(Cell cell) {
    if (isNotEnough()) {
      killedAtRandom(cell);
    }
  }

  private boolean isNotEnough() {
    return ledger.total().kills() < KILLS && System.nanoTime() < END;
  }

  private void killedAtRandom(Cell cell) {
    long seed = next.getAndIncrement();
    var plot = new Plot("seed-" + seed, cell, CrashStory.QUICK, seed);
    try (var story = new CrashStory(plot, folder, ledger.of(cell));
        var killer = new RandomKiller(seed, KILLS_IN_A_STORY)) {
      story.play(killer);
    } catch (RuntimeException | AssertionError e) {
      ledger.of(cell).violated(plot.name(), List.of(Invariants.WRONG + e)); // the others go on
    }
    if (LONG) {
      System.out.println("crash matrix: until now: " + ledger.total().summary());
    }
  }

  private static void inParallel(List<Runnable> work) throws Exception {
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (var one : work.stream().map(threads::submit).toList()) {
        one.get();
      }
    }
  }
}
