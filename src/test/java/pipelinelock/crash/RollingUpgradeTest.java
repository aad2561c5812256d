package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.KillableBot;
import pipelinelock.audit.HashChain;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.copy.CopyCheck;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.database.PostgresConfig;

/**
 * A real earlier build begins an incident and this one ends it, on the same record, whose tables
 * this one migrates meanwhile. And this one meets what only a later build can have written.
 */
@Execution(ExecutionMode.CONCURRENT)
class RollingUpgradeTest {
  private static final int PACE = 60;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** The recorded tasks take 22 s and 11 s then: longer than a bot takes to start meanwhile. */
  private static final double SPEED = 25;

  /** As the earlier build has it. */
  private static final Duration BEAT = Duration.ofSeconds(2);

  @TempDir private Path folder;
  private final List<BotProcess> bots = new ArrayList<>();
  private final SimulatedWorld world =
      new SimulatedWorld(new WorldTime(InstantSource.system(), SPEED));

  @BeforeEach
  void everyRungIsClimbed() {
    ConcourseScene.of(world.concourse()).webLosesTrackOfTheHungBuild();
  }

  @AfterEach
  void end() {
    bots.stream().filter(BotProcess::isAlive).forEach(BotProcess::kill);
    world.close();
  }

  private BotProcess started(ProcessBuilder command, String name) {
    var bot = new BotProcess(command, KillableBot.variables(world), folder.resolve(name + ".log"));
    bots.add(bot);
    await(name + " listens").atMost(PATIENCE).until(() -> bot.isReady() || !bot.isAlive());
    assertThat(bot.isReady()).as(() -> name + " listens; it said: " + log(name)).isTrue();
    world.slack().botIsAt(bot.events());
    return bot;
  }

  private String log(String name) {
    try {
      return Files.readString(folder.resolve(name + ".log"));
    } catch (IOException e) {
      return "nothing";
    }
  }

  private BotProcess earlier(Path settings) {
    return started(BotProgram.trained().earlier(settings), "earlier");
  }

  /** What both builds understand: a key that the earlier one lacks changes the policy. */
  private Path settings(Store store) throws IOException {
    var settings = store.settings(world, folder, PACE);
    var common =
        Files.readString(settings).replaceAll("(?m)^ *(break_glass|start_again):.*\\n", "");
    return Files.writeString(settings, common);
  }

  private BotProcess present(Path settings) {
    return started(BotProgram.trained().ordinary(settings, BEAT, Duration.ZERO), "present");
  }

  private List<String> parts() {
    return ShownThread.of(world.slack()).parts();
  }

  private void untilShown(String part) {
    await(part + " is shown; see " + folder).atMost(PATIENCE).until(() -> parts().contains(part));
  }

  private void thenItCompleted(Store store) {
    untilShown("end");
    await("the thread is complete; see " + folder)
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(parts()).containsExactlyInAnyOrderElementsOf(store.read().parts()));
    var record = store.read();
    assertThat(record.outcome()).as(record.reason()).isEqualTo("COMPLETED");
    assertThat(Invariants.afterKill(Seen.of(world), StoredRecord.NONE, record)).isEmpty();
    assertThat(world.director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
    assertThat(world.director().recreatesSeen(SimulatedDirector.WEB)).isEqualTo(1);
    try (var database = store.open()) {
      assertThat(CopyCheck.of(RecordSource.of(database)).report().problems()).isEmpty();
    }
  }

  /** This build reads more than the earlier one did, so what people approved cannot be compared. */
  @Test
  void aRequestThatAnEarlierBuildTookLapsesWhereThisOneSeesMore() throws IOException {
    try (var store = new FileStore(folder)) {
      var settings = settings(store);
      var earlier = earlier(settings);
      try (var _ = new People(world.slack(), List.of(Persona.BEN))) {
        await().atMost(PATIENCE).until(() -> store.read().rows("approved").findAny().isPresent());
        untilShown("event-2");
      }
      earlier.kill();
      present(settings);
      try (var _ = new People(world.slack(), List.of(Persona.CLEO))) {
        await().atMost(PATIENCE).until(() -> store.read().rows("lapsed").findAny().isPresent());
      }
      assertThat(store.read().rows("started")).isEmpty();
      assertThat(world.director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
      assertThat(world.director().recreatesSeen(SimulatedDirector.WEB)).isZero();
    }
  }

  /** Both run for a while: this one migrates the tables while the earlier one follows its task. */
  @Test
  void aTaskThatAnEarlierBuildFollowsIsFollowedToItsEndByThisOne() throws IOException {
    try (var store = new ServerStore(PostgresServer.emptyDatabase())) {
      var settings = settings(store);
      var earlier = earlier(settings);
      try (var _ = new People(world.slack())) {
        await().atMost(PATIENCE).until(() -> store.read().rows("task-said").findAny().isPresent());
        // Between two leases nobody drives, and a busy machine lets one lapse.
        await("the earlier one drives")
            .atMost(PATIENCE)
            .until(() -> store.driver().orElse(0) == -1);
        present(settings);
        earlier.end();
        thenItCompleted(store);
      }
    }
  }

  @Test
  void whatALaterBuildWroteStopsThisOneFromActingOnTheIncident() throws Exception {
    var server = PostgresServer.emptyDatabase();
    try (var store = new ServerStore(server)) {
      var settings = store.settings(world, folder, PACE);
      var first = present(settings);
      try (var _ = new People(world.slack(), List.of(Persona.BEN))) {
        untilShown("event-2");
      }
      first.kill();
      laterBuildWrites(server, store.read());
      var bot = present(settings);
      try (var _ = new People(world.slack(), List.of(Persona.CLEO))) {
        await("Cleo is told")
            .atMost(PATIENCE)
            .until(() -> told(Persona.CLEO).contains("newer version"));
      }
      assertThat(store.read().head()).isEqualTo("quarantined");
      assertThat(world.director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
      assertThat(ConcourseScene.of(world.concourse()).isPaused("pipeline-lock")).isFalse();
      await("it is left to a node that understands it")
          .atMost(PATIENCE)
          .until(() -> store.driver().isEmpty());
      assertThat(bot.isAlive()).isTrue();
    }
  }

  private String told(Persona who) {
    return String.join(
        "\n",
        SlackScreen.of(world.slack()).ephemerals(who.id()).stream()
            .map(SlackMessage::words)
            .toList());
  }

  private static void laterBuildWrites(PostgresConfig server, StoredRecord record)
      throws SQLException {
    var last = record.links().getLast();
    var entry =
        new HashChain.Entry(
            last.entry().incident(),
            last.entry().sequence() + 1,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            "quarantined",
            "{\"type\":\"quarantined\",\"by\":\"U0DANA\"}");
    try (var connection =
            DriverManager.getConnection(server.url(), server.username(), server.password());
        var insert =
            connection.prepareStatement(
                "insert into incident_event (incident, sequence, at, type, body, hash)"
                    + " values (?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, entry.incident());
      insert.setLong(2, entry.sequence());
      insert.setLong(3, entry.at().toEpochMilli());
      insert.setString(4, entry.type());
      insert.setString(5, entry.body());
      insert.setString(6, HashChain.hash(last.hash(), entry));
      insert.executeUpdate();
    }
  }
}
