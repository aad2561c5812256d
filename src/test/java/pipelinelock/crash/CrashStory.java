package pipelinelock.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import pipelinelock.KillableBot;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.WorldScene;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.slack.KnownPeople;
import pipelinelock.slack.thread.ThreadExamples;
import pipelinelock.slack.thread.card.ByHand;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.SqlIncidentRecord;

/** One whole incident, in which bots are killed and started again on the same record. */
final class CrashStory implements AutoCloseable {
  /** The recorded tasks take 4 s and 2 s then: longer than the next start of the bot. */
  static final double QUICK = 150;

  /** 28 s and 14 s: long enough to be killed several times amid one task. */
  static final double SLOW = 20;

  /** Waits of the bot: a grace of 500 ms, a limit of 4 s for an act. */
  private static final int PACE = 30;

  /** Thought dead after 2 s. */
  static final Duration BEAT = Duration.ofMillis(500);

  /** Of one life in which nothing comes to an end; wide, for a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Plot plot;
  private final Path folder;
  private final Tally tally;
  private final SimulatedWorld world;
  private final Store store;
  private final Path settings;
  private final Trouble trouble;
  private final Bots bots;
  private volatile StoredRecord record = StoredRecord.NONE;
  private boolean caughtUp = true;
  private volatile long killed = System.nanoTime();

  /**
   * What happens.
   *
   * @param name of its folder
   * @param speed how much faster than recorded the Director's tasks run
   * @param seed of what fails in addition to the kills
   * @param startsAgain whether the plan starts the deployment again at its end
   */
  record Plot(String name, Cell cell, double speed, long seed, boolean startsAgain) {
    Plot(String name, Cell cell, double speed, long seed) {
      this(name, cell, speed, seed, false);
    }
  }

  CrashStory(Plot plot, Path parent, Tally tally) {
    this.plot = plot;
    this.folder = parent.resolve(plot.name());
    this.tally = tally;
    this.world = new SimulatedWorld(new WorldTime(InstantSource.system(), plot.speed()));
    ConcourseScene.of(world.concourse())
        .webLosesTrackOfTheHungBuild(); // so that every rung is climbed
    this.store =
        plot.cell().place() == Cell.Place.FILE
            ? new FileStore(folder)
            : new ServerStore(PostgresServer.emptyDatabase());
    try {
      Files.createDirectories(folder);
      settings = store.settings(world, folder, PACE);
      if (plot.startsAgain()) {
        var text = Files.readString(settings);
        Files.writeString(settings, text.replace("start_again: false", "start_again: true"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing the settings", e);
    }
    trouble = new Trouble(plot.cell().fault(), plot.seed(), store);
    bots = new Bots(plot.cell().place().nodes(), plot.seed(), this::start);
  }

  SimulatedWorld world() {
    return world;
  }

  private BotProcess start() {
    var ahead = trouble.clockAhead(record);
    if (!ahead.isZero()) {
      note("a start with the clock ahead by " + ahead);
    }
    return new BotProcess(
        BotProgram.trained().ordinary(settings, BEAT, ahead), KillableBot.variables(world), log());
  }

  /** Plays the incident to its end, whatever the killer does, and checks it. */
  void play(Killer killer) {
    bots.complete();
    trouble.tap(world, killer);
    killer.started(victim());
    try (var _ = new People(world.slack())) {
      await(plot.name() + " comes to its end")
          .pollInSameThread()
          .pollInterval(POLL)
          .forever()
          .until(() -> goesOn(killer));
      killedAtItsEnd();
      tally.violated(
          plot.name(),
          Invariants.atEnd(world, record, plot.cell().mustComplete(), plot.startsAgain()));
    } catch (ConditionTimeoutException e) {
      tally.violated(plot.name(), List.of(Invariants.WRONG + e.getMessage() + "\n" + lastWords()));
    }
    tally.ended(told(record));
  }

  private static String told(StoredRecord record) {
    return record.outcome().equals("FAILED")
        ? "FAILED " + record.reason().replaceAll("[0-9a-f]{8}-[-0-9a-f]+", "…")
        : record.outcome();
  }

  private Killer.Victim victim() {
    var used = new AtomicBoolean();
    return point -> {
      synchronized (used) {
        if (used.get() || !bots.kill(store.driver())) {
          return false;
        }
        killed = System.nanoTime();
        used.set(true);
        note("killed: " + point);
        tally.killed();
        return true;
      }
    };
  }

  /** Brings a dead bot back; true when the end is posted and the bots live. */
  private boolean goesOn(Killer killer) {
    if (!bots.areComplete()) {
      afterKill();
      bots.complete();
      killer.started(victim());
      return false;
    }
    bots.anyReady().ifPresent(bot -> world.slack().botIsAt(bot.events()));
    var shown = ShownThread.of(world.slack()).parts();
    if (!caughtUp && bots.areReady() && shown.containsAll(record.parts())) {
      caughtUp = true;
      tally.recovered(Duration.ofNanos(System.nanoTime() - killed));
    }
    if (System.nanoTime() - killed > PATIENCE.toNanos()) {
      throw new ConditionTimeoutException("nothing happens any more");
    }
    return bots.areReady() && shown.contains("end");
  }

  private void afterKill() {
    var seen = Seen.of(world);
    var now = store.read();
    tally.violated(plot.name(), Invariants.afterKill(seen, record, now));
    tally.killedAt(now.head());
    record = now;
    caughtUp = false;
  }

  /** One more life after the end: it has nothing to add but what was not posted yet. */
  private void killedAtItsEnd() {
    WorldScene.tap(world, Killer.NOBODY);
    store.tap(Killer.NOBODY);
    trouble.close();
    killAll("at the end");
    var told = told();
    await(plot.name() + " tells the end as it is on record")
        .pollInterval(POLL)
        .atMost(PATIENCE)
        .during(Duration.ofMillis(150))
        .until(() -> isTold(told));
    killAll("after the end");
  }

  /**
   * A bot that starts while the database is still away gives up; whoever runs it starts it again.
   */
  private boolean isTold(List<String> told) {
    bots.complete();
    return bots.areReady() && texts().equals(told);
  }

  private void killAll(String point) {
    bots.killAll();
    note("killed: " + point);
    tally.killed();
    afterKill();
  }

  private static final Map<EnvironmentName, ByHand> BY_HAND =
      Map.of(new EnvironmentName("dev04"), new ByHand("concourse", "create-cloudfoundry"));

  /** What the thread should say, as the bot's own view of the whole record. */
  private List<String> told() {
    try (var database = store.open()) {
      var events =
          new SqlIncidentRecord(database, InstantSource.system()).events(new IncidentId(1));
      return ThreadExamples.of(new Transcripts(), BY_HAND, KnownPeople.OF_THE_STORY)
          .parts(Incident.of(events), events)
          .stream()
          .map(part -> part.name() + " " + part.message().text())
          .toList();
    }
  }

  private List<String> texts() {
    return ShownThread.of(world.slack()).messages().stream()
        .map(it -> it.part() + " " + it.message().text())
        .toList();
  }

  private Path log() {
    return folder.resolve("bot.log");
  }

  private void note(String what) {
    try {
      Files.writeString(
          log(), "--- " + what + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the story's log", e);
    }
  }

  private String lastWords() {
    try {
      var lines = Files.readAllLines(log());
      var told =
          SlackScreen.of(world.slack()).ephemerals(Persona.ANA.id()).stream()
              .map(SlackMessage::words);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()))
          + "\nAna was told: "
          + told.toList()
          + "\nThe thread: "
          + ShownThread.of(world.slack()).parts();
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** Plays it without a kill, in a process that notes which classes a start needs. */
  static void rehearse(BotProgram program, Path parent) {
    var plot = new Plot("training", new Cell(Cell.Place.FILE, Cell.Fault.NONE), 600, 0);
    var other = new Plot("training-2", new Cell(Cell.Place.SERVER, Cell.Fault.NONE), 600, 0);
    try (var story = new CrashStory(plot, parent, new Tally());
        var beside = new CrashStory(other, parent, new Tally())) {
      var bot =
          new BotProcess(
              program.training(story.settings, beside.settings),
              KillableBot.variables(story.world),
              story.log());
      try (var _ = new People(story.world.slack())) {
        await("the incident without a kill")
            .atMost(PATIENCE)
            .until(
                () -> {
                  if (bot.isReady()) {
                    story.world.slack().botIsAt(bot.events());
                  }
                  return ShownThread.of(story.world.slack()).parts().contains("end");
                });
        bot.leave();
      } catch (ConditionTimeoutException e) {
        bot.kill();
        throw new AssertionError(e.getMessage() + "\n" + story.lastWords(), e);
      }
    }
  }

  @Override
  public void close() {
    trouble.close();
    bots.killAll();
    store.close();
    world.close();
  }
}
