package pipelinelock;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipelinelock.settings.SettingsFile;

/** Runs the bot until the process is told to stop. */
@Command(name = "serve", description = "Runs the bot until the process is told to stop.")
final class ServeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      description = "The YAML file; see docs/configuration.md.")
  private Path config = Path.of("pipeline-lock.yml");

  @Override
  public Integer call() throws InterruptedException {
    var settings = new SettingsFile(System.getenv()).read(config);
    var bot = Bot.of(settings, BotOptions.REAL);
    var ended = bot.endsWithTheProcess();
    bot.start();
    ended.await();
    return 0;
  }
}
