package pipelinelock.cli;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.time.WorldTime;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.web.WebServer;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;

/**
 * The real bot in a simulated world. It is configured like any bot, by a YAML file and variables;
 * only the addresses in them point to simulators.
 */
public final class Rehearsal implements AutoCloseable {
  /**
   * A reading of the lock that was cut off may still be writing its own copy, or taking it away.
   */
  private static final RetryPolicy<Object> UNTIL_EMPTY =
      RetryPolicy.builder()
          .handle(DirectoryNotEmptyException.class)
          .withDelay(Duration.ofMillis(100))
          .withMaxRetries(100)
          .build();

  private static final String BLIND = "blind: {required: 3, with_worker: true}";
  private static final String SOCKET = "mode: socket";

  private final SimulatedWorld world;
  private final Bot bot;
  private final Path folder;

  private Rehearsal(SimulatedWorld world, Bot bot, Path folder) {
    this.world = world;
    this.bot = bot;
    this.folder = folder;
  }

  /**
   * As it is with nothing switched off: watched, plans start the deployment again, and a blind
   * recreate may be asked for.
   *
   * @param silence how long a claim may print nothing, by the wall clock: a new web VM starts it
   *     again
   */
  public static Rehearsal startWhole(int speed, PostingLimits tempo, Duration silence)
      throws IOException {
    return start(
        speed,
        tempo,
        text ->
            text.replace("start_again: false", "start_again: true\n  " + BLIND)
                    .replace(
                        "users: [U0ANA, U0BEN, U0CLEO]", "users: [U0ANA, U0BEN, U0CLEO, U0DAN]")
                    .replace(
                        "thresholds: {",
                        "thresholds: {silence: %dms, ".formatted(silence.toMillis()))
                + "watch: {every: %dms}\n".formatted(watchEvery(speed)));
  }

  /** No more than a look a second, however fast the rest goes. */
  private static long watchEvery(int speed) {
    return Math.max(1000, 60_000 / speed);
  }

  /**
   * @param speed how much faster than recorded things happen
   * @param tempo how fast the bot writes to the simulated Slack
   * @param change what is different from {@link #configuration}
   */
  public static Rehearsal start(int speed, PostingLimits tempo, UnaryOperator<String> change)
      throws IOException {
    var clock = InstantSource.system();
    var world = new SimulatedWorld(new WorldTime(clock, speed));
    var folder = Files.createTempDirectory("pipeline-lock-rehearsal");
    var file = folder.resolve("pipeline-lock.yml");
    var configuration = change.apply(configuration(world, folder, speed));
    if (configuration.contains(SOCKET)) {
      world.slack().usesSocketMode();
    }
    Files.writeString(file, configuration);
    var settings = new SettingsFile(variables(world)).read(file).whole();
    var bot = Bot.of(settings, new BotOptions(clock, Optional.of("REHEARSAL"), tempo));
    bot.start();
    var rehearsal = new Rehearsal(world, bot, folder);
    world.slack().botIsAt(rehearsal.botUrl());
    return rehearsal;
  }

  /** Where the bot takes Slack's requests. */
  public URI botUrl() {
    return URI.create("http://127.0.0.1:" + bot.port() + WebServer.EVENTS);
  }

  public SimulatedWorld world() {
    return world;
  }

  public static Map<String, String> variables(SimulatedWorld world) {
    var credentials = world.credentials();
    return Map.of(
        "SLACK_BOT_TOKEN", credentials.slackBotToken(),
        "SLACK_SIGNING_SECRET", credentials.slackSigningSecret(),
        "CONCOURSE_PASSWORD", credentials.concoursePassword(),
        "BOSH_CLIENT_SECRET", credentials.boshSecret());
  }

  public static String configuration(SimulatedWorld world, Path folder, int speed) {
    return """
        http: {host: 127.0.0.1, port: 0}
        record: {file: %s}
        slack:
          bot_token: ${SLACK_BOT_TOKEN}
          signing_secrets: ["${SLACK_SIGNING_SECRET}"]
          team_id: T0REHEARSAL
          app_id: A0PIPELOCK
          api_url: %s
        approvals:
          required: 2
          approvers: {users: [U0ANA, U0BEN, U0CLEO]}
          request_expires: 15m
          execution_expires: 5m
          minimum_reason: 10
          start_again: false
          options: [no-converge, fix]
          break_glass: {users: [U0ANA, U0BEN], channel: C0SECURITY}
        environments:
          dev04:
            tier: dev
            channel: C0INCIDENTS
            lock:
              pool: create-cloudfoundry
              name: lock
              git: {uri: "%s", branch: main}
            concourse:
              url: %s
              username: %s
              password: ${CONCOURSE_PASSWORD}
              team: main
              pipeline: create-cloudfoundry
              lock_job: pipeline-lock
              unlock_job: pipeline-unlock
            bosh:
              url: %s
              client: %s
              client_secret: ${BOSH_CLIENT_SECRET}
              deployment: concourse
              worker_groups: [concourse-worker]
              web_groups: [concourse]
            thresholds: {second_look: %dms}
        pace: {speed: %d}
        """
        .formatted(
            folder.resolve("record.db"),
            world.slack().apiUrl(),
            world.lockRepositoryUri(),
            world.concourse().url(),
            world.credentials().concourseUser(),
            world.director().url(),
            world.credentials().boshClient(),
            Math.max(100, 60_000 / speed),
            speed);
  }

  @Override
  public void close() {
    bot.close();
    world.close();
    delete(folder);
  }

  private static void delete(Path folder) {
    try {
      Failsafe.with(UNTIL_EMPTY).run(() -> deleteWhatIsThere(folder));
    } catch (FailsafeException e) {
      throw new IllegalStateException("deleting the rehearsal's folder " + folder, e.getCause());
    }
  }

  private static void deleteWhatIsThere(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(
              Path visited, @org.jspecify.annotations.Nullable IOException failure)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
