package pipelinelock.cli.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pipelinelock.audit.Verification.Report;
import pipelinelock.cli.Surroundings;
import pipelinelock.store.copy.RecordTransfer;
import pipelinelock.wiring.RecordWiring;

/** Writes the whole record as JSON lines. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes every event with its hash, a JSON object a line; see docs/record.md.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was written, and is intact",
      "1:everything was written, but it is not intact; the message says what is wrong",
      "2:the command or the configuration is wrong"
    })
public final class ExportCommand implements Callable<Integer> {
  private final Surroundings at;

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file, for this user alone; stdout by default.")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public ExportCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    try (var database = RecordWiring.read(at.settingsFile().record(config))) {
      var transfer = new RecordTransfer(database);
      if (file.isEmpty()) {
        return say(transfer.write(new BufferedOutputStream(at.out()), at.clock().instant()));
      }
      PrivateFiles.create(file.get());
      try (var out =
          new BufferedOutputStream(Files.newOutputStream(file.get(), StandardOpenOption.WRITE))) {
        var report = transfer.write(out, at.clock().instant());
        var console = spec.commandLine().getOut();
        console.println("%d events are in %s.".formatted(report.events(), file.get()));
        console.flush();
        return say(report);
      }
    }
  }

  /** What whoever takes the record has to know besides. */
  private int say(Report report) {
    var console = spec.commandLine().getErr();
    report.problems().forEach(console::println);
    report.notes().forEach(console::println);
    console.flush();
    return report.isWhole() ? 0 : 1;
  }
}
