package pipelinelock;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the bot until the process is told to stop. */
@Command(name = "serve", description = "Runs the bot until the process is told to stop.")
final class ServeCommand implements Callable<Integer> {
  private final Surroundings at;

  @Option(
      names = "--config",
      required = true,
      description = "The YAML file; see docs/configuration.md.")
  private Path config = Path.of("pipeline-lock.yml");

  ServeCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws InterruptedException {
    var settings = at.settingsFile().read(config);
    var bot = Bot.of(settings, BotOptions.REAL);
    var ended = bot.endsWithTheProcess();
    bot.start();
    ended.await();
    return 0;
  }
}
