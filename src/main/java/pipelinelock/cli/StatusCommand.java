package pipelinelock.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import pipelinelock.cli.TerminalLook.Extent;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.file.SettingsFile;
import pipelinelock.store.database.Database;
import pipelinelock.terminal.EnvironmentReport;
import pipelinelock.terminal.ExitCode;
import pipelinelock.terminal.StatusJson;
import pipelinelock.terminal.StatusText;
import pipelinelock.wiring.RecordWiring;

/** Shows the verdict on a lock in the terminal, as Slack does. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows the verdict on an environment's lock, without Slack.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the lock is free, or a deployment is running",
      "1:something else went wrong",
      "2:the command or the configuration is wrong",
      "3:somebody has to act: hung, orphaned, failed, paused or broken",
      "4:what could be read does not support a verdict"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Surroundings at;
  private final Preloading headStart;

  @Parameters(
      arity = "0..1",
      paramLabel = "ENV",
      description = "The environment; without it all of them, one a line.")
  private Optional<String> environment = Optional.empty();

  @Option(
      names = "--config",
      required = true,
      description = "The YAML file; see docs/configuration.md. Its slack section is not read.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(names = "--details", description = "Every fact, with its source and age.")
  private boolean details;

  @Option(names = "--json", description = "As JSON; see docs/commands.md.")
  private boolean json;

  @Option(
      names = "--confirm",
      description = "If a verdict needs a second look, wait until it is due and take it.")
  private boolean confirm;

  @Option(
      names = "--wait",
      description =
          "Wait for slow answers too, up to 40 s; a dead agent takes BOSH 16 s. Without it, the command shows after about 3 s what is known.")
  private boolean wait;

  @Spec private CommandSpec spec = CommandSpec.create();

  public StatusCommand(Surroundings at, Preloading headStart) {
    this.at = at;
    this.headStart = headStart;
  }

  @Override
  public Integer call() {
    var meant = meant();
    try (var onlooker = new TerminalLook(meant, at, headStart.client(), this::record)) {
      var diagnoses = onlooker.look(onlooker.names(), extent());
      var report =
          diagnoses.stream()
              .map(
                  it ->
                      new EnvironmentReport(
                          it, onlooker.open(name(it)), mayBeBlind(meant, name(it))))
              .toList();
      var out = spec.commandLine().getOut();
      out.print(json ? StatusJson.of(report) : text(report));
      out.flush();
      return ExitCode.of(diagnoses).code();
    }
  }

  private static boolean mayBeBlind(List<EnvironmentSettings> all, EnvironmentName name) {
    return all.stream()
        .filter(it -> it.name().equals(name))
        .anyMatch(it -> it.policies().find(CureKind.BLIND).isPresent());
  }

  private Extent extent() {
    if (confirm) {
      return Extent.CONFIRMED;
    }
    return wait ? Extent.WHOLE : Extent.FIRST;
  }

  /** Of the others neither the values are fetched, nor is it of account what is wrong with them. */
  private List<EnvironmentSettings> meant() {
    var file = at.settingsFile();
    return environment
        .map(name -> file.environment(config, name).map(List::of).orElseThrow(() -> unknown(file)))
        .orElseGet(() -> file.environments(config));
  }

  /** As it is now: a bot may be writing it. */
  private Database record() {
    return RecordWiring.read(at.settingsFile().record(config));
  }

  private ParameterException unknown(SettingsFile file) {
    return new ParameterException(
        spec.commandLine(),
        "There is no environment '%s' in %s. Known environments: %s."
            .formatted(environment.orElse(""), config, String.join(", ", file.names(config))));
  }

  private static EnvironmentName name(Diagnosis diagnosis) {
    return diagnosis.evidence().environment().name();
  }

  private String text(List<EnvironmentReport> all) {
    boolean whole = environment.isPresent() || details;
    return all.stream()
        .map(it -> whole ? StatusText.of(it, at.clock().instant(), details) : StatusText.line(it))
        .collect(joining(whole ? "\n" : ""));
  }
}
