package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.KillableBot;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.WorldScene;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.database.PostgresConfig;

/**
 * Two real bots on one PostgreSQL database. The one that works on the incident is stopped
 * (SIGSTOP), ended (SIGTERM) or killed; the other one goes on; the stopped one wakes.
 */
@Execution(ExecutionMode.CONCURRENT)
class TwoProcessesTest {
  private static final String IN_EARNEST = "in-earnest";

  private static final int PACE = 60;
  private static final Duration TAKEOVER = Duration.ofSeconds(15);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String WORKER = ".*/" + SimulatedDirector.WORKER + "\\?state=recreate.*";

  @TempDir private Path folder;
  private static BotProgram program;
  private SimulatedWorld world;
  private PostgresConfig record;
  private BotProcess first;
  private BotProcess second;
  private Duration beat = CrashStory.BEAT;

  @BeforeAll
  static void pack() {
    program = BotProgram.trained();
  }

  @BeforeEach
  void start(TestInfo test) {
    beat = test.getTags().contains(IN_EARNEST) ? Duration.ofSeconds(2) : CrashStory.BEAT;
    record = PostgresServer.emptyDatabase();
    world = new SimulatedWorld(new WorldTime(InstantSource.system(), CrashStory.QUICK));
    ConcourseScene.of(world.concourse())
        .webLosesTrackOfTheHungBuild(); // so that every rung is climbed
    first = bot("first");
    second = first;
    await().atMost(PATIENCE).until(first::isReady);
    world.slack().botIsAt(first.events());
    try (var _ = new People(world.slack(), List.of())) {
      await("the first bot has the incident")
          .atMost(PATIENCE)
          .until(() -> query("select count(*) from lease where node <> ''") == 1);
    }
    second = bot("second");
    await().atMost(PATIENCE).until(second::isReady);
  }

  private BotProcess bot(String name) {
    try {
      var home = Files.createDirectories(folder.resolve(name));
      var settings = KillableBot.configuration(world, home, PACE, record);
      return new BotProcess(
          program.ordinary(settings, beat, Duration.ZERO),
          KillableBot.variables(world),
          home.resolve("bot.log"));
    } catch (IOException e) {
      throw new UncheckedIOException("writing the settings", e);
    }
  }

  @AfterEach
  void end() {
    for (var bot : List.of(first, second)) {
      if (bot.isAlive()) {
        bot.kill();
      }
    }
    world.close();
  }

  /**
   * Once, at the first request like this: something happens to the first bot, and Slack turns to
   * the other.
   */
  private void at(String line, Runnable happens) {
    var happened = new AtomicBoolean();
    WorldScene.tap(
        world,
        new Tap() {
          @Override
          public boolean arrives(SeenRequest request) {
            if (request.line().matches(line) && happened.compareAndSet(false, true)) {
              happens.run();
              world.slack().botIsAt(second.events());
            }
            return true;
          }
        });
  }

  private List<String> parts() {
    return ShownThread.of(world.slack()).parts();
  }

  private void untilTold() {
    await("the end is told\n" + folder)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(parts()).contains("end"));
  }

  private void thenAllWasDoneOnce() {
    assertThat(world.director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
    assertThat(world.director().recreatesSeen(SimulatedDirector.WEB)).isEqualTo(1);
    assertThat(parts()).doesNotHaveDuplicates();
    assertThat(query("select count(*) from incident_event where body like '%\"COMPLETED\"%'"))
        .isEqualTo(1);
  }

  private long query(String sql) {
    try (var connection =
            DriverManager.getConnection(record.url(), record.username(), record.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getLong(1) : -1;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** At the request itself, and at the look before it. */
  @ParameterizedTest
  @ValueSource(strings = {"PUT " + WORKER, "GET /deployments/concourse/instances.*"})
  void aNodeThatIsStoppedForLongerThanItsLeaseDoesNothingWhenItWakes(String point) {
    at(point.startsWith("GET") ? "GET .*/builds/5190" : point, first::pause);
    try (var _ = new People(world.slack())) {
      untilTold();
    }
    assertThat(query("select doubt from lease"))
        .as("it was taken from the stopped one")
        .isEqualTo(1);
    first.wake();
    await("nothing is done or told twice")
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(this::thenAllWasDoneOnce);
    assertThat(first.isAlive()).isTrue();
  }

  @Test
  @Tag(IN_EARNEST)
  void aKilledNodesIncidentIsTakenOverWithinFifteenSeconds() {
    var killed = new AtomicLong();
    at(
        "PUT .*/jobs/pipeline-lock/pause",
        () -> {
          first.kill();
          killed.set(System.nanoTime());
        });
    try (var _ = new People(world.slack())) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> query("select doubt from lease") == 1);
      assertThat(Duration.ofNanos(System.nanoTime() - killed.get())).isLessThan(TAKEOVER);
      untilTold();
    }
    thenAllWasDoneOnce();
  }

  @Test
  void aNodeThatIsToldToEndHandsOverAtOnce() {
    var asked = new AtomicLong();
    var code = new AtomicLong(-1);
    at(
        "PUT " + WORKER,
        () -> {
          asked.set(System.nanoTime());
          Thread.ofVirtual().start(() -> code.set(first.end()));
        });
    try (var _ = new People(world.slack())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> code.get() >= 0);
      assertThat(Duration.ofNanos(System.nanoTime() - asked.get()))
          .isLessThan(Duration.ofSeconds(10));
      untilTold();
    }
    assertThat(query("select doubt from lease")).as("handed over, not taken").isZero();
    assertThat(query("select count(*) from incident_event where type = 'answer-lost'"))
        .as("what was in the air came to its end")
        .isZero();
    thenAllWasDoneOnce();
  }
}
