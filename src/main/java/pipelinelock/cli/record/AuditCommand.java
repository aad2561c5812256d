package pipelinelock.cli.record;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands on the proof of the record. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    description =
        "Creates the key that proves the record, and accepts another record in its place.",
    synopsisSubcommandLabel = "COMMAND")
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "choose one: audit keygen or audit accept");
  }
}
