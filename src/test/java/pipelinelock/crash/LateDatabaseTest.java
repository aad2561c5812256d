package pipelinelock.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.KillableBot;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.store.PostgresServer;
import pipelinelock.store.database.PostgresConfig;

/** A bot that starts before its database does. */
@Execution(ExecutionMode.CONCURRENT)
class LateDatabaseTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private final SimulatedWorld world =
      new SimulatedWorld(new WorldTime(InstantSource.system(), CrashStory.QUICK));
  private PostgresConfig direct;
  private Path log;

  @BeforeEach
  void place() {
    direct = PostgresServer.emptyDatabase();
    log = folder.resolve("bot.log");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private BotProcess started(String url) throws IOException {
    var settings =
        KillableBot.configuration(
            world, folder, 60, new PostgresConfig(url, direct.username(), direct.password()));
    return new BotProcess(
        BotProgram.trained().ordinary(settings, CrashStory.BEAT, Duration.ZERO),
        KillableBot.variables(world),
        log);
  }

  private String said() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void itWaitsForAServerThatIsNotThereYet() throws IOException {
    int port = Integer.parseInt(direct.url().replaceFirst(".*:(\\d+)/.*", "$1"));
    try (var gate = new Gate(port)) {
      var away = Thread.ofVirtual().start(() -> gate.shut(Duration.ofMinutes(10)));
      var bot = started(direct.url().replace(":" + port + "/", ":" + gate.port() + "/"));
      await("it says that it waits")
          .atMost(PATIENCE)
          .until(() -> said().contains("tries again in"));
      assertThat(bot.isReady()).isFalse();
      away.interrupt();
      await("it has begun; it said:\n" + said()).atMost(PATIENCE).until(bot::isReady);
      bot.kill();
    }
  }

  @Test
  void itEndsWhereTheServerSaysNo() throws IOException {
    var bot = started(direct.url().replaceFirst("/[^/?]*\\?", "/no_such_database?"));
    await("it has ended").atMost(PATIENCE).until(() -> !bot.isAlive());
    assertThat(said()).contains("no_such_database").doesNotContain("tries again");
  }
}
