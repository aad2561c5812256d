package pipelinelock;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.audit.Verification.Report;
import pipelinelock.store.RecordCopy;
import pipelinelock.store.RecordCopy.Kind;

/** Checks the hash chains of a record, and of the archives that were taken out of it. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every hash of the bot's record, or of an exported file.",
      "Archives are checked too, and that they are what was taken out of that record."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every chain is whole, and every event can be read",
      "1:something was changed, is missing or cannot be read",
      "2:the command or the configuration is wrong"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Surroundings at;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "An exported record, or archives.")
  private List<Path> files = List.of();

  @Option(names = "--config", description = "The YAML file of the bot whose record it is.")
  private Optional<Path> config = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  VerifyCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    var copies = copies();
    var archives = new LinkedHashMap<>(copies);
    archives.values().removeIf(copy -> copy.kind() == Kind.RECORD);
    if (copies.isEmpty() || copies.size() - archives.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "name an exported FILE or the --config of a bot, and the archives of that record");
    }
    var out = spec.commandLine().getOut();
    boolean whole = true;
    for (var copy : copies.entrySet()) {
      var report =
          copy.getValue().verified(copy.getValue().kind() == Kind.RECORD ? archives : Map.of());
      whole &= report.isWhole();
      out.print((copies.size() == 1 ? "" : copy.getKey() + ": ") + text(report));
    }
    var checkpoints = checkpoints();
    out.print(checkpoints.text());
    out.flush();
    return whole && checkpoints.isWhole() ? 0 : 1;
  }

  private CheckpointReport checkpoints() {
    if (config.isEmpty()) {
      return CheckpointReport.NOTHING;
    }
    var settings = at.settingsFile().checkpoints(config.get());
    try (var database = RecordWiring.read(at.settingsFile().record(config.get()))) {
      return CheckpointReport.of(database, settings);
    }
  }

  /** By the names of their files. */
  private Map<String, RecordCopy> copies() throws IOException {
    var copies = new LinkedHashMap<String, RecordCopy>();
    if (config.isPresent()) {
      try (var database = RecordWiring.read(at.settingsFile().record(config.get()))) {
        copies.put("The record", RecordCopy.of(database));
      }
    }
    for (var file : files) {
      try (var in = Files.newBufferedReader(file)) {
        if (copies.put(file.getFileName().toString(), RecordCopy.of(in)) != null) {
          throw new ParameterException(
              spec.commandLine(), "two files have the name " + file.getFileName());
        }
      }
    }
    return copies;
  }

  /** What was found, a line each. */
  static String text(Report report) {
    String size = "%d chains, %d events".formatted(report.chains(), report.events());
    return "%s: %s.\n%s%s"
        .formatted(
            size,
            report.isWhole() ? "whole" : "NOT whole",
            lines(report.problems()),
            lines(report.notes()));
  }

  private static String lines(List<String> sentences) {
    return sentences.stream().map("  %s\n"::formatted).collect(joining());
  }
}
