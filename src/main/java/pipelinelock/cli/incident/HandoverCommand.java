package pipelinelock.cli.incident;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.cli.Surroundings;
import pipelinelock.evidence.Handover;
import pipelinelock.terminal.HandoverText;

/** Shows what the next shift needs to know of an incident. */
@Command(
    name = "handover",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what the next shift needs: what was seen, tried, what waits, who was here, what is next.",
      "It reads the record, also while the bot runs, and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is shown",
      "1:there is no such incident, or its record does not hold",
      "2:the command or the configuration is wrong"
    })
public final class HandoverCommand implements Callable<Integer> {
  private final Surroundings at;

  @Parameters(paramLabel = "INCIDENT", description = "Its number: INC-42, or 42.")
  private String incident = "";

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Spec private CommandSpec spec = CommandSpec.create();

  public HandoverCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    var id = IncidentArgument.of(spec, incident);
    try (var reading = IncidentReading.of(config, at)) {
      var now = at.clock().instant();
      var out = spec.commandLine().getOut();
      out.print(HandoverText.of(Handover.of(reading.events(id), now), now));
      out.flush();
    }
    return 0;
  }
}
