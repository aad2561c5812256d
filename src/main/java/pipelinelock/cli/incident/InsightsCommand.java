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
import pipelinelock.evidence.insight.InsightLines;
import pipelinelock.evidence.insight.Period;
import pipelinelock.wording.Outside;

/** Shows what the incidents of a period have in common. */
@Command(
    name = "insights",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the incidents of the last days by cause, with the time they took, approvals and refusals.",
      "It reads the record, also while the bot runs, and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:they are shown",
      "1:something else went wrong",
      "2:the command or the configuration is wrong"
    })
public final class InsightsCommand implements Callable<Integer> {
  private final Surroundings at;

  @Parameters(
      arity = "0..1",
      paramLabel = "DAYS",
      defaultValue = "30d",
      description = "How far back: 30d by default, 180d at most.")
  private String days = "30d";

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Spec private CommandSpec spec = CommandSpec.create();

  public InsightsCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    int back =
        Period.parse(days)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(), "'%s' is not 1d to %dd".formatted(days, Period.MOST)));
    var names = at.settingsFile().names(config).stream().map(EnvironmentName::new).toList();
    try (var reading = IncidentReading.of(config, at)) {
      var out = spec.commandLine().getOut();
      for (var section :
          InsightLines.of(reading.insights(names, Period.of(back, at.clock().instant())))) {
        out.println(section.title());
        section.lines().forEach(line -> out.println("  " + Outside.line(line)));
      }
      out.flush();
    }
    return 0;
  }
}
