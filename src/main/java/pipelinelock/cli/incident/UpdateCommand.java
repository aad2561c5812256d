package pipelinelock.cli.incident;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import pipelinelock.cli.Surroundings;
import pipelinelock.evidence.voice.PublicUpdate;
import pipelinelock.terminal.HandoverText;

/** Shows the newest sentence about an incident for a status page. */
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the newest plain-English sentence about an incident, for a status page.",
      "It reads the record, also while the bot runs, and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is shown",
      "1:there is no such incident, or its record does not hold",
      "2:the command or the configuration is wrong"
    })
public final class UpdateCommand implements Callable<Integer> {
  private final Surroundings at;

  @Mixin private OneIncident one = new OneIncident();

  public UpdateCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    var id = one.id();
    try (var reading = one.read(at)) {
      var now = at.clock().instant();
      one.print(HandoverText.of(PublicUpdate.of(reading.events(id)), now));
    }
    return 0;
  }
}
