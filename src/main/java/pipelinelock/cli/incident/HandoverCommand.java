package pipelinelock.cli.incident;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private OneIncident one = new OneIncident();

  public HandoverCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    var id = one.id();
    try (var reading = one.read(at)) {
      var now = at.clock().instant();
      one.print(HandoverText.of(Handover.of(reading.events(id), now), now));
    }
    return 0;
  }
}
