package pipelinelock.cli.incident;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipelinelock.cli.Surroundings;
import pipelinelock.cli.record.PrivateFiles;
import pipelinelock.evidence.export.Edition;
import pipelinelock.evidence.export.ExportFormat;
import pipelinelock.evidence.export.ThisBuild;
import pipelinelock.incident.IncidentId;
import pipelinelock.terminal.IncidentText;

/** Shows one incident, or writes it as a file. */
@Command(
    name = "incident",
    mixinStandardHelpOptions = true,
    description = {
      "Shows one incident, or writes all that the record holds about it as a file.",
      "It reads the record, also while the bot runs, proves the incident, and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it is shown or written",
      "1:there is no such incident, or its record does not hold",
      "2:the command or the configuration is wrong"
    })
public final class IncidentCommand implements Callable<Integer> {
  private final Surroundings at;

  @Mixin private OneIncident one = new OneIncident();

  @Option(
      names = "--export",
      paramLabel = "FORMAT",
      description = "md, html, csv (the timeline) or json, with everything on record.")
  private Optional<String> format = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "A new file, for this user alone; stdout by default.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "For local times beside UTC, as Europe/London; this machine's by default.")
  private Optional<String> zone = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public IncidentCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() throws IOException {
    var id = one.id();
    var chosen = format.map(this::format);
    if (file.isPresent() && chosen.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--out needs --export");
    }
    var edition =
        new Edition(at.clock().instant(), ThisBuild.version(), ZoneArgument.of(spec, zone));
    try (var reading = one.read(at)) {
      var report = reading.report(id);
      if (chosen.isEmpty()) {
        one.print(IncidentText.of(report));
      } else {
        write(id, chosen.get().write(report, edition));
      }
    }
    return 0;
  }

  private ExportFormat format(String typed) {
    return ExportFormat.of(typed)
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    "--export is one of %s, not '%s'"
                        .formatted(
                            Arrays.stream(ExportFormat.values())
                                .map(ExportFormat::word)
                                .collect(joining(", ")),
                            typed)));
  }

  private void write(IncidentId id, String content) throws IOException {
    if (file.isEmpty()) {
      at.out().write(content.getBytes(StandardCharsets.UTF_8));
      at.out().flush();
      return;
    }
    PrivateFiles.create(file.get());
    Files.writeString(file.get(), content, StandardOpenOption.WRITE);
    one.print("%s is in %s.\n".formatted(id, file.get()));
  }
}
