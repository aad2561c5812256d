package pipelinelock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import pipelinelock.cli.Rehearsal;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.store.database.PostgresConfig;
import pipelinelock.store.node.Heartbeat;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;

/**
 * The bot as {@code serve} runs it, in a process of its own that a test can kill; it only writes to
 * Slack faster, tells other nodes more often that it lives, and may have a clock that goes wrong.
 * Ends when its standard input does, so that none outlives the test.
 */
public final class KillableBot {
  /** What it prints when it listens; its port follows. */
  public static final String READY = "ready on port ";

  /** The property that sets its clock ahead, or back, by a duration like {@code -PT2M}. */
  public static final String CLOCK = "bot.clock_ahead";

  /** The property that sets how often it says that it lives, in milliseconds. */
  public static final String BEAT = "bot.beat_ms";

  private static final PostingLimits QUICK =
      new PostingLimits(
          Duration.ofMillis(20),
          Duration.ofMillis(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(1));

  private KillableBot() {}

  /**
   * @param args the settings of the bot, and of others that are made before it and never begin: a
   *     training run needs them
   */
  public static void main(String[] args) {
    try {
      for (int i = 1; i < args.length; i++) {
        bot(Path.of(args[i])).close();
      }
      run(Path.of(args[0]));
      System.exit(0);
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void run(Path file) throws IOException {
    var bot = bot(file);
    bot.endsWithTheProcess();
    bot.start();
    System.out.println(READY + bot.port());
    while (System.in.read() >= 0) {
      // what is said does not matter, only that somebody is there
    }
  }

  private static Bot bot(Path file) {
    var settings = new SettingsFile(System.getenv()).read(file);
    var ahead = Duration.parse(System.getProperty(CLOCK, "PT0S"));
    return Bot.of(
        settings,
        new BotOptions(
            InstantSource.offset(InstantSource.system(), ahead),
            Optional.empty(),
            QUICK,
            new Heartbeat(Duration.ofMillis(Integer.getInteger(BEAT, 2000)))));
  }

  /**
   * Writes the settings file of a bot in this world.
   *
   * @param pace how much faster than in earnest it waits
   */
  public static Path configuration(SimulatedWorld world, Path folder, int pace) throws IOException {
    var text =
        Rehearsal.configuration(world, folder, pace)
            .replaceAll("second_look: \\d+ms", "second_look: 100ms");
    return Files.writeString(folder.resolve("pipeline-lock.yml"), text);
  }

  /** The same, with the record in a database that other bots share. */
  public static Path configuration(
      SimulatedWorld world, Path folder, int pace, PostgresConfig record) throws IOException {
    var file = configuration(world, folder, pace);
    var text =
        Files.readString(file)
            .replaceFirst(
                "record: \\{file: [^}]*}",
                "record: {url: '%s', username: %s, password: %s}"
                    .formatted(record.url(), record.username(), record.password()));
    return Files.writeString(file, text);
  }

  /** The secrets that the settings file names. */
  public static Map<String, String> variables(SimulatedWorld world) {
    return Rehearsal.variables(world);
  }
}
