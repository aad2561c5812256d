package pipelinelock.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import pipelinelock.settings.Problem;
import pipelinelock.settings.SettingsException;
import pipelinelock.slack.health.MisconfiguredSlack;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;

/** Runs the bot until the process is stopped. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Runs the bot until the process is stopped.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "1:the bot could not start; the message says why, and it may be started again",
      "2:the command or the configuration is wrong; starting it again will not help",
      "4:the record is gone or damaged; restore it first (docs/operation.md)",
      "143:stopped by SIGTERM"
    })
public final class ServeCommand implements Callable<Integer> {
  private final Surroundings at;

  @Option(
      names = "--config",
      required = true,
      description = "The YAML file; see docs/configuration.md.")
  private Path config = Path.of("pipeline-lock.yml");

  public ServeCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws InterruptedException {
    var settings = at.settingsFile().load(config);
    var bot = Bot.of(settings, BotOptions.REAL);
    var ended = bot.endsWithTheProcess();
    start(bot);
    ended.await();
    return 0;
  }

  private void start(Bot bot) {
    try {
      bot.start();
    } catch (MisconfiguredSlack e) {
      var wrong = e.wrong();
      throw new SettingsException(
          List.of(new Problem(config.toString(), 0, 0, wrong.key(), wrong.what(), wrong.fix())));
    }
  }
}
