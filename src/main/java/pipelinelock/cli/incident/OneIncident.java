package pipelinelock.cli.incident;

import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.cli.Surroundings;
import pipelinelock.incident.IncidentId;

/** What each command about one incident is given: which one, and in whose record it is. */
final class OneIncident {
  @Parameters(paramLabel = "INCIDENT", description = "Its number: INC-42, or 42.")
  private String incident = "";

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  /** {@code INC-42} of {@code inc-42} or {@code 42}. */
  IncidentId id() {
    return IncidentId.parse(incident)
        .orElseThrow(
            () ->
                new ParameterException(
                    command.commandLine(),
                    "'%s' is no incident; write INC-42".formatted(incident)));
  }

  Path config() {
    return config;
  }

  IncidentReading read(Surroundings at) {
    return IncidentReading.of(config, at);
  }

  void print(String text) {
    var out = command.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
