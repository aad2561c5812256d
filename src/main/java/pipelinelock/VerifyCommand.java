package pipelinelock;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.audit.Verification.Report;
import pipelinelock.settings.SettingsFile;
import pipelinelock.store.Archive;

/** Checks the hash chains of a record. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Checks every hash of the bot's record, or of an exported file.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every chain is whole, and every event can be read",
      "1:something was changed, is missing or cannot be read",
      "2:the command or the configuration is wrong"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings at;

  @Parameters(arity = "0..1", paramLabel = "FILE", description = "An exported record.")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--config", description = "The YAML file of the bot whose record it is.")
  private Optional<Path> config = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  VerifyCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    if (file.isPresent() == config.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "name either an exported FILE or the --config of a bot");
    }
    var report = report();
    var out = spec.commandLine().getOut();
    out.print(text(report));
    out.flush();
    return report.isWhole() ? 0 : 1;
  }

  private Report report() throws IOException {
    if (file.isPresent()) {
      try (var in = Files.newBufferedReader(file.get())) {
        return Archive.verify(in);
      }
    }
    try (var database =
        RecordWiring.read(new SettingsFile(at.variables()).record(config.orElseThrow()))) {
      return new Archive(database).verify();
    }
  }

  /** What was found, a line each. */
  static String text(Report report) {
    String size = "%d chains, %d events".formatted(report.chains(), report.events());
    return report.isWhole()
        ? size
            + ": whole.\n"
            + report.openForReview().stream().map("  %s\n"::formatted).collect(joining())
        : "%s: NOT whole.\n  %s\n".formatted(size, String.join("\n  ", report.problems()));
  }
}
