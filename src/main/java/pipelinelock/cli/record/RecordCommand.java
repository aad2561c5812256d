package pipelinelock.cli.record;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the record as a whole. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = "Exports, follows, verifies, imports or archives the record of all incidents.",
    synopsisSubcommandLabel = "COMMAND")
public final class RecordCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "choose one: record export, record verify, record refusals, record follow, record import or record archive");
  }
}
