package pipelinelock.cli.record;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipelinelock.cli.Surroundings;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.incident.refusal.RefusalLog.Entry;
import pipelinelock.store.click.SqlRefusals;
import pipelinelock.wiring.RecordWiring;
import pipelinelock.wording.UtcTime;

/** Lists what was refused to whom. */
@Command(
    name = "refusals",
    mixinStandardHelpOptions = true,
    description = {
      "Lists what people in Slack were refused, newest first, with its code; see docs/commands.md.",
      "It reads the database of the record, also while the bot runs, and changes nothing."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:they are listed", "2:the command or the configuration is wrong"})
public final class RefusalsCommand implements Callable<Integer> {
  private static final int MOST = 10_000;

  private final Surroundings at;

  @Option(names = "--config", required = true, description = "The YAML file of the bot.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      defaultValue = "7",
      description = "How far back, ${DEFAULT-VALUE} days by default; none is kept beyond 180.")
  private int days = 7;

  @Option(names = "--env", paramLabel = "NAME", description = "About one environment alone.")
  private Optional<String> environment = Optional.empty();

  @Spec private CommandSpec spec = CommandSpec.create();

  public RefusalsCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    if (days < 1 || days > RefusalLog.KEPT.toDays()) {
      throw new ParameterException(
          spec.commandLine(), "--days is 1 to " + RefusalLog.KEPT.toDays());
    }
    var out = spec.commandLine().getOut();
    try (var database = RecordWiring.read(at.settingsFile().record(config))) {
      var from = at.clock().instant().minus(Duration.ofDays(days));
      var entries =
          new SqlRefusals(database, at.clock())
              .since(from, MOST).stream().filter(this::isMeant).toList();
      entries.forEach(it -> out.println(line(it)));
      if (entries.isEmpty()) {
        out.println("Nothing was refused in the last %d days.".formatted(days));
      }
      if (entries.size() >= MOST) {
        out.println("There may be more than these %,d; ask for fewer days.".formatted(MOST));
      }
    }
    out.flush();
    return 0;
  }

  private boolean isMeant(Entry it) {
    return environment.isEmpty()
        || it.environment().map(EnvironmentName::value).equals(environment);
  }

  private static String line(Entry it) {
    return "%s  %s  %s  %s  %s  %s%s"
        .formatted(
            UtcTime.of(it.minute()),
            it.by().map(UserId::toString).orElse("(many people)"),
            it.act().isEmpty() ? "-" : it.act(),
            it.environment().map(EnvironmentName::value).orElse("-"),
            it.incident().map(IncidentId::toString).orElse("-"),
            it.code(),
            it.times() == 1 ? "" : "  %,d times".formatted(it.times()));
  }
}
