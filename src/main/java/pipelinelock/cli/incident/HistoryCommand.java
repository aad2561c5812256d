package pipelinelock.cli.incident;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.terminal.HistoryText;

/** Lists the newest incidents of an environment. */
@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the newest incidents of an environment, newest first.",
      "It reads the record, also while the bot runs, and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are listed",
      "1:something else went wrong, or the record of one of them does not hold",
      "2:the command or the configuration is wrong"
    })
public final class HistoryCommand implements Callable<Integer> {
  private static final int MOST = 1_000;

  private final Surroundings at;

  @Parameters(paramLabel = "ENV", description = "The environment.")
  private String environment = "";

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(
      names = "--newest",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many, ${DEFAULT-VALUE} by default.")
  private int newest = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  public HistoryCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    if (newest < 1 || newest > MOST) {
      throw new ParameterException(spec.commandLine(), "--newest is 1 to " + MOST);
    }
    var names = at.settingsFile().names(config);
    if (!names.contains(environment)) {
      throw new ParameterException(
          spec.commandLine(),
          "There is no environment '%s' in %s. Known environments: %s."
              .formatted(environment, config, String.join(", ", names)));
    }
    var name = new EnvironmentName(environment);
    try (var reading = IncidentReading.of(config, at)) {
      var incidents = reading.incidents();
      var looked = incidents.looked(name, newest);
      var out = spec.commandLine().getOut();
      out.print(HistoryText.of(name, looked.whole(), incidents.archivedOf(name), looked.doubts()));
      out.flush();
      return looked.doubts().isEmpty() ? 0 : 1;
    }
  }
}
