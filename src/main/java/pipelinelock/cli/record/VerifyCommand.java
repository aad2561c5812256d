package pipelinelock.cli.record;

import static java.util.stream.Collectors.joining;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
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
import pipelinelock.audit.checkpoint.Mark;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.checkpoint.key.VerifyingKey;
import pipelinelock.cli.CommandFailures;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.store.copy.CopyCheck;
import pipelinelock.store.copy.RecordCopy.Kind;
import pipelinelock.store.copy.RecordSource;
import pipelinelock.store.file.RecordLost;
import pipelinelock.wiring.CheckpointWiring;
import pipelinelock.wiring.RecordWiring;

/** Checks the hash chains of a record, and of the archives that were taken out of it. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every hash of the bot's record, or of an exported file.",
      "Archives are checked too, and that they belong to that record."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every chain is intact, every event can be read, and the rules allow it",
      "1:something was changed or is missing; it is listed",
      "2:the command or the configuration is wrong",
      "3:it could not be read to its end, so nothing is known",
      "4:what is here is intact, but nothing at hand proves the rest (NOT PROVED)"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final int WHOLE = 0;
  private static final int CHANGED = 1;
  private static final int UNFINISHED = 3;
  private static final int NOT_PROVED = 4;

  private final Surroundings at;

  @Parameters(arity = "0..*", paramLabel = "FILE", description = "An exported record, or archives.")
  private List<Path> files = List.of();

  @Option(names = "--config", description = "The settings file of the bot that wrote the record.")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "PUBLIC",
      description = {
        "The public half of a node's key, as in checkpoints.keys; may be given several times.",
        "Whose signatures on a file's checkpoints count, besides those of --config."
      })
  private List<String> named = List.of();

  @Option(
      names = "--seen",
      paramLabel = "MARK",
      description = {
        "A checkpoint as an incident's thread names it, \"checkpoint 41, 9f3a1c2d4e5f6071\"; may be given several times.",
        "The record of --config has to have it."
      })
  private List<String> seen = List.of();

  @Spec private CommandSpec spec = CommandSpec.create();

  public VerifyCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    try {
      return verified();
    } catch (RemoteFailure | RecordUnavailable | RecordLost | UncheckedIOException e) {
      CommandFailures.say(spec.commandLine(), e);
      return UNFINISHED;
    }
  }

  private int verified() {
    var checks = checks();
    var archives = new LinkedHashMap<>(checks);
    archives.values().removeIf(check -> check.kind() == Kind.RECORD);
    if (checks.isEmpty() || checks.size() - archives.size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "name an exported FILE or the --config of a bot, and the archives of that record");
    }
    var out = spec.commandLine().getOut();
    var keys = keys();
    boolean whole = true;
    boolean proved = true;
    for (var check : checks.entrySet()) {
      var report = check.getValue().report(archivesOf(check.getValue(), archives), keys);
      whole &= report.isWhole();
      proved &= report.unproved().isEmpty();
      out.print((checks.size() == 1 ? "" : check.getKey() + ": ") + text(report));
    }
    var checkpoints = checkpoints();
    out.print(checkpoints.text());
    out.flush();
    if (!whole || !checkpoints.isWhole()) {
      return CHANGED;
    }
    return proved && checkpoints.isProved() ? WHOLE : NOT_PROVED;
  }

  /** Empty where none is named: then it is not proved who signed the checkpoints of a file. */
  private Optional<TrustedKeys> keys() {
    var keys = new ArrayList<VerifyingKey>();
    for (var text : named) {
      try {
        keys.add(VerifyingKey.parse(text));
      } catch (IllegalArgumentException _) {
        throw new ParameterException(
            spec.commandLine(), "--key is the line that 'audit keygen' printed, not " + text);
      }
    }
    config.map(at.settingsFile()::checkpoints).ifPresent(it -> keys.addAll(it.all()));
    return keys.isEmpty() ? Optional.empty() : Optional.of(new TrustedKeys(keys));
  }

  private CheckpointReport checkpoints() {
    var marks = marks();
    if (config.isEmpty()) {
      return CheckpointReport.NOTHING;
    }
    var settings = at.settingsFile().checkpoints(config.get());
    try (var database = RecordWiring.read(at.settingsFile().record(config.get()))) {
      return CheckpointReport.of(
          database,
          settings,
          new CheckpointWiring(settings, at.clock(), at.variables()).audience(),
          marks,
          at.clock());
    }
  }

  private List<Mark> marks() {
    if (!seen.isEmpty() && config.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--seen is compared with the record of a bot: name its --config");
    }
    try {
      return seen.stream().map(Mark::parse).toList();
    } catch (IllegalArgumentException _) {
      throw new ParameterException(
          spec.commandLine(),
          "--seen is a line of an incident's thread, as \"checkpoint 41, 9f3a1c2d4e5f6071\"");
    }
  }

  private static Map<String, CopyCheck> archivesOf(
      CopyCheck check, Map<String, CopyCheck> archives) {
    return check.kind() == Kind.RECORD ? archives : Map.of();
  }

  /** By the names of their files. */
  private Map<String, CopyCheck> checks() {
    var checks = new LinkedHashMap<String, CopyCheck>();
    if (config.isPresent()) {
      try (var database = RecordWiring.read(at.settingsFile().record(config.get()))) {
        checks.put("The record", CopyCheck.of(RecordSource.of(database)));
      }
    }
    for (var file : files) {
      if (checks.put(file.getFileName().toString(), CopyCheck.of(RecordSource.of(file))) != null) {
        throw new ParameterException(
            spec.commandLine(), "two files have the name " + file.getFileName());
      }
    }
    return checks;
  }

  /** What was found, a line each. */
  static String text(Report report) {
    String size = "%d chains, %d events".formatted(report.chains(), report.events());
    return "%s: %s.\n%s%s%s"
        .formatted(
            size,
            report.isWhole() ? "whole" : "NOT whole",
            lines(report.problems()),
            lines(report.unproved()),
            lines(report.notes()));
  }

  private static String lines(List<String> sentences) {
    return sentences.stream().map("  %s\n"::formatted).collect(joining());
  }
}
