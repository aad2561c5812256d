package pipelinelock.crash;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import pipelinelock.KillableBot;
import pipelinelock.bosh.Transcripts;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.rehearsal.Persona;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.SlackMessage;
import pipelinelock.rehearsal.WorldTime;
import pipelinelock.slack.thread.ByHand;
import pipelinelock.slack.thread.IncidentThread;
import pipelinelock.store.Database;
import pipelinelock.store.SqlIncidentRecord;

/** One whole incident, in which the bot is killed and started again on the same record. */
final class CrashStory implements AutoCloseable {
  /** The recorded tasks take 4 s and 2 s then: longer than the next start of the bot. */
  static final double QUICK = 150;

  /** 28 s and 14 s: long enough to be killed several times amid one task. */
  static final double SLOW = 20;

  /** Waits of the bot: a grace of 500 ms, a limit of 4 s for an act. */
  private static final int PACE = 30;

  /** Of one life in which nothing comes to an end; wide, for a machine that is busy. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration POLL = Duration.ofMillis(5);

  private final String name;
  private final BotProgram program;
  private final Path folder;
  private final Tally tally;
  private final SimulatedWorld world;
  private final Path settings;
  private volatile BotProcess bot;
  private StoredRecord record = StoredRecord.NONE;
  private boolean caughtUp;
  private long restarted;

  /**
   * @param speed how much faster than recorded the Director's tasks run
   */
  CrashStory(String name, double speed, BotProgram program, Path parent, Tally tally) {
    this.name = name;
    this.program = program;
    this.folder = parent.resolve(name);
    this.tally = tally;
    this.world = new SimulatedWorld(new WorldTime(InstantSource.system(), speed));
    try {
      Files.createDirectories(folder);
      settings = KillableBot.configuration(world, folder, PACE);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the settings", e);
    }
    bot = start(program.ordinary(settings));
  }

  SimulatedWorld world() {
    return world;
  }

  private BotProcess start(ProcessBuilder command) {
    restarted = System.nanoTime();
    return new BotProcess(
        command,
        KillableBot.variables(world),
        folder.resolve("bot.log"),
        port -> world.slack().botIsAt(URI.create("http://127.0.0.1:" + port + "/slack/events")));
  }

  /** Plays the incident to its end, whatever the killer does, and checks it. */
  void play(Killer killer) {
    world.tap(killer);
    killer.started(victim());
    try (var _ = new People(world.slack())) {
      await(name + " comes to its end")
          .pollInSameThread()
          .pollInterval(POLL)
          .forever()
          .until(() -> goesOn(killer));
      killedAtItsEnd();
      tally.violated(name, Invariants.atEnd(world, record));
    } catch (ConditionTimeoutException e) {
      tally.violated(name, List.of(Invariants.WRONG + e.getMessage() + "\n" + log()));
    }
    tally.incidentEnded();
  }

  private Killer.Victim victim() {
    var living = bot;
    return point -> {
      synchronized (living) {
        if (!living.isAlive()) {
          return false;
        }
        living.kill();
        note("killed: " + point);
        tally.killed();
        return true;
      }
    };
  }

  /** Brings a dead bot back; true when the end is told and the bot lives. */
  private boolean goesOn(Killer killer) {
    if (!bot.isAlive()) {
      synchronized (bot) {
        afterKill();
      }
      bot = start(program.ordinary(settings));
      killer.started(victim());
      return false;
    }
    var shown = ShownThread.of(world.slack()).parts();
    if (!caughtUp && bot.isReady() && shown.containsAll(record.parts())) {
      caughtUp = true;
      tally.recovered(Duration.ofNanos(System.nanoTime() - restarted));
    }
    if (System.nanoTime() - restarted > PATIENCE.toNanos()) {
      throw new ConditionTimeoutException("nothing happens any more");
    }
    return bot.isReady() && shown.contains("end");
  }

  private void afterKill() {
    var now = StoredRecord.read(copy());
    tally.violated(name, Invariants.afterKill(world, record, now));
    record = now;
    caughtUp = false;
  }

  private Path copy() {
    return StoredRecord.copy(folder.resolve("record.db"), folder.resolve("copy"));
  }

  /** One more life after the end: it has nothing to add but what was not told yet. */
  private void killedAtItsEnd() {
    world.tap(Killer.NOBODY);
    victim().kill("at the end");
    afterKill();
    var told = told();
    bot = start(program.ordinary(settings));
    await(name + " tells the end as it is on record")
        .pollInterval(POLL)
        .atMost(Duration.ofSeconds(20))
        .during(Duration.ofMillis(150))
        .until(() -> bot.isReady() && texts().equals(told));
    victim().kill("after the end");
    afterKill();
  }

  private static final Map<EnvironmentName, ByHand> BY_HAND =
      Map.of(new EnvironmentName("dev04"), new ByHand("concourse", "create-cloudfoundry"));

  /** What the thread should say, as the bot's own view of the whole record. */
  private List<String> told() {
    try (var database = Database.open(copy())) {
      var events =
          new SqlIncidentRecord(database, InstantSource.system()).events(new IncidentId(1));
      return new IncidentThread(new Transcripts(), BY_HAND)
          .parts(Incident.of(events), events).stream()
              .map(part -> part.name() + " " + part.message().text())
              .toList();
    }
  }

  private List<String> texts() {
    return ShownThread.of(world.slack()).messages().stream()
        .map(it -> it.part() + " " + it.message().text())
        .toList();
  }

  private void note(String what) {
    try {
      Files.writeString(
          folder.resolve("bot.log"),
          "--- " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("writing the story's log", e);
    }
  }

  private String log() {
    try {
      var lines = Files.readAllLines(folder.resolve("bot.log"));
      var told = world.slack().ephemerals(Persona.ANA.id()).stream().map(SlackMessage::words);
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
    try (var story = new CrashStory("training", QUICK, program, parent, new Tally())) {
      story.bot.kill();
      story.bot = story.start(program.training(story.settings));
      try (var _ = new People(story.world.slack())) {
        await("the incident without a kill")
            .atMost(PATIENCE)
            .until(() -> ShownThread.of(story.world.slack()).parts().contains("end"));
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(e.getMessage() + "\n" + story.log(), e);
      }
      story.bot.leave();
    }
  }

  @Override
  public void close() {
    victim().kill("over");
    world.close();
  }
}
