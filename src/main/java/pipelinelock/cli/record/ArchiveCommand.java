package pipelinelock.cli.record;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipelinelock.audit.Verification;
import pipelinelock.audit.Verification.Report;
import pipelinelock.cli.Surroundings;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.store.copy.RecordCopy;
import pipelinelock.store.copy.Retention;
import pipelinelock.store.copy.Retention.Taken;
import pipelinelock.store.database.Database;
import pipelinelock.wiring.CheckpointWiring;
import pipelinelock.wiring.RecordWiring;

/** Moves incidents that are long over from the record into a file. */
@Command(
    name = "archive",
    mixinStandardHelpOptions = true,
    description = {
      "Moves incidents that ended long ago from the bot's record into a new file.",
      "One event with the last hash stays of each, so that file and record prove each other."
          + " The bot may keep running. See docs/record.md."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, or there was nothing to archive",
      "1:nothing more was removed from the record; the message says why",
      "2:the command or the configuration is wrong"
    })
public final class ArchiveCommand implements Callable<Integer> {
  private final Surroundings at;

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(
      names = "--older-than-months",
      required = true,
      paramLabel = "N",
      description = "Archive incidents in which nothing has happened for this long; 1 or more.")
  private int months = 0;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file, for this user alone. Without it nothing is changed.")
  private Optional<Path> file = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public ArchiveCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    if (months < 1) {
      throw new ParameterException(
          spec.commandLine(), "--older-than-months is 1 or more, not " + months);
    }
    var record = at.settingsFile().record(config);
    if (file.isEmpty()) {
      try (var database = RecordWiring.read(record)) {
        return plan(due(database));
      }
    }
    try (var reader = RecordWiring.read(record); // makes none where there is none
        var database = RecordWiring.open(record)) {
      return archive(reader, database, file.get());
    }
  }

  private Instant before() {
    return at.clock().instant().atOffset(ZoneOffset.UTC).minusMonths(months).toInstant();
  }

  private RecordCopy due(Database database) {
    return new Retention(database, at.clock()).due(before());
  }

  private int plan(RecordCopy due) {
    var report = due.verified();
    say(
        due.isEmpty()
            ? nothing()
            : "To be archived: %s (%d events). Name a new file with --out to do it."
                .formatted(Verification.names(due.numbers()), report.events()));
    return whole(report);
  }

  private String nothing() {
    return "There is nothing to archive: every incident that is over has an event from %s or later."
        .formatted(before());
  }

  private int whole(Report report) {
    report.problems().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().flush();
    return report.isWhole() ? 0 : 1;
  }

  private int archive(Database reader, Database database, Path to) throws IOException {
    var due = due(reader);
    if (due.isEmpty()) {
      say(nothing());
      return 0;
    }
    if (whole(due.verified()) != 0) {
      say("Nothing was archived, because the events to archive are not intact.");
      return 1;
    }
    var retention = new Retention(database, at.clock());
    var name = to.getFileName().toString();
    if (retention.hasArchive(name)) {
      say(
          "Nothing was archived, because an earlier archive has the name %s: nobody could tell which of the two holds an incident. Name another file."
              .formatted(name));
      return 1;
    }
    PrivateFiles.create(to);
    write(due, to);
    checkpoint(database); // what goes is under a signature before
    try {
      announce(retention.take(due, name), to);
      checkpoint(database);
      return 0;
    } catch (RecordUnavailable e) {
      say(
          "The record stopped answering. %s has everything that was to be archived; keep it. Archive what is still in the record into another file."
              .formatted(to));
      throw e;
    }
  }

  /** Where this node has a key. */
  private void checkpoint(Database database) {
    var wiring =
        new CheckpointWiring(at.settingsFile().checkpoints(config), at.clock(), at.variables());
    wiring
        .attestation(database, wiring.audience())
        .ifPresent(
            it -> {
              it.look();
              it.attest();
              it.close();
            });
  }

  /** What is taken out of the record has to be on the disk before, and as it was. */
  private void write(RecordCopy due, Path to) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(to, StandardOpenOption.WRITE))) {
      due.write(out, at.clock().instant());
    }
    PrivateFiles.force(to);
    if (!RecordCopy.of(to).isSameAs(due)) {
      throw new IOException(
          "%s does not contain what was written to it; nothing was removed from the record"
              .formatted(to));
    }
  }

  private void announce(Taken taken, Path to) {
    if (!taken.gone().isEmpty()) {
      say(
          "Archived in %2$s: %1$s (%4$d events). The record no longer has them. Keep that file where the bot cannot write: without it nobody can tell what happened. \"record verify %2$s --config %3$s\" proves both."
              .formatted(Verification.names(taken.gone()), to, config, taken.events()));
    }
    taken
        .elsewhere()
        .forEach(
            (file, ids) ->
                say(
                    "%s: another run archived it meanwhile, in %s; keep both files."
                        .formatted(Verification.names(ids), file)));
    if (!taken.stayed().isEmpty()) {
      say(
          "%s: something was added meanwhile, so it stays in the record, and is in the file as it was before."
              .formatted(Verification.names(taken.stayed())));
    }
  }

  private void say(String what) {
    spec.commandLine().getOut().println(what);
    spec.commandLine().getOut().flush();
  }
}
