package pipelinelock.cli.record;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.audit.Verification.Report;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.cli.Surroundings;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.copy.RecordTransfer;
import pipelinelock.wiring.RecordWiring;

/** Imports an exported record into an empty one. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Imports an exported record into the bot's record, which must be empty.",
      "The file is checked first, and nothing is imported unless all of it is intact.",
      "Its checkpoints and receipts are imported too; the keys of the settings have to have signed them."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was imported",
      "1:the file is not intact, or the record is not empty; nothing was imported",
      "2:the command or the configuration is wrong"
    })
public final class ImportCommand implements Callable<Integer> {
  private final Surroundings at;

  @Parameters(arity = "1", paramLabel = "FILE", description = "An exported record.")
  private Path file = Path.of("record.jsonl");

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Spec private CommandSpec spec = CommandSpec.create();

  public ImportCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    var checkpoints = at.settingsFile().checkpoints(config);
    var keys =
        checkpoints.isConfigured()
            ? Optional.of(checkpoints.trusted())
            : Optional.<TrustedKeys>empty();
    try (var database = RecordWiring.openAnew(at.settingsFile().record(config))) {
      var report = new RecordTransfer(database).importFrom(RecordSource.of(file), keys);
      var out = spec.commandLine().getOut();
      out.print(report.isWhole() ? "Imported " + VerifyCommand.text(report) : refused(report));
      out.flush();
      return report.isWhole() ? 0 : 1;
    }
  }

  private static String refused(Report report) {
    return "Nothing was imported.\n  %s\n".formatted(String.join("\n  ", report.problems()));
  }
}
