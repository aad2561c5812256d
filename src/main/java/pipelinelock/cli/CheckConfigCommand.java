package pipelinelock.cli;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import pipelinelock.doctor.Doctor;
import pipelinelock.doctor.Limits;
import pipelinelock.doctor.Report;
import pipelinelock.doctor.ReportJson;
import pipelinelock.doctor.ReportText;
import pipelinelock.http.Http;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Settings;
import pipelinelock.settings.file.LoadedSettings;
import pipelinelock.slack.SlackConnection;
import pipelinelock.wiring.Bot;
import pipelinelock.wiring.BotOptions;
import pipelinelock.wiring.TemporaryFolder;

/** Reads the configuration and tests every part of it. Changes nothing. */
@Command(
    name = "check-config",
    mixinStandardHelpOptions = true,
    description = "Lists what is wrong in the configuration, then tests every part of it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all is well",
      "1:everything works, but something needs attention",
      "2:something is wrong: in the file, or a part does not work"
    })
public final class CheckConfigCommand implements Callable<Integer> {
  private static final int LONGEST = 600;

  private final Surroundings at;

  @Option(
      names = "--config",
      required = true,
      description = "The YAML file; see docs/configuration.md.")
  private Path config = Path.of("pipeline-lock.yml");

  @Option(names = "--env", paramLabel = "ENV", description = "Only this environment.")
  private Optional<String> environment = Optional.empty();

  @Option(names = "--offline", description = "Only read the file.")
  private boolean offline;

  @Option(names = "--json", description = "As JSON; see docs/commands.md.")
  private boolean json;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "How long a check may take; listing VMs may take four times that (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Spec private CommandSpec spec = CommandSpec.create();

  public CheckConfigCommand(Surroundings at) {
    this.at = at;
  }

  @Override
  public Integer call() {
    if (limit < 1 || limit > LONGEST) {
      throw wrong("--limit is 1 to %d, not %d".formatted(LONGEST, limit));
    }
    return offline ? offline() : tried();
  }

  private int tried() {
    var file = at.settingsFile();
    var loaded =
        environment.map(name -> file.load(config, name)).orElseGet(() -> file.load(config));
    var report = examine(loaded, meant(loaded.settings()));
    print(json ? ReportJson.of(report) : wellFormed() + "\n" + ReportText.of(report));
    return report.exitCode();
  }

  private int offline() {
    var read = at.settingsFile().offline(config);
    var report = new Report(List.of());
    print(json ? ReportJson.of(report) : text(meant(read.settings()), read.notFetched()));
    return report.exitCode();
  }

  private void print(String text) {
    var out = spec.commandLine().getOut();
    out.print(text);
    out.flush();
  }

  private String wellFormed() {
    return config + " is well-formed.\n";
  }

  private Report examine(LoadedSettings loaded, List<EnvironmentSettings> environments) {
    var http = Http.client();
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    try (var copies = TemporaryFolder.create();
        var wiring =
            new DoctorWiring(at, Limits.of(Duration.ofSeconds(limit)), http, copies.path());
        var slack =
            new SlackConnection(Bot.slack(loaded.settings().slack(), BotOptions.REAL), http)) {
      return new Doctor(threads).examine(wiring.parts(loaded, environments, slack));
    } finally {
      threads.shutdownNow(); // what did not answer in time is not waited for
    }
  }

  private String text(List<EnvironmentSettings> environments, int notFetched) {
    return wellFormed()
        + environments.stream().map(CheckConfigCommand::line).collect(joining())
        + (notFetched == 0 ? "" : note(notFetched));
  }

  private static String note(int notFetched) {
    return "  %s not fetched because of --offline, so nothing checked whether %s there and in the right form.\n"
        .formatted(
            notFetched == 1 ? "1 value was" : notFetched + " values were",
            notFetched == 1 ? "it is" : "they are");
  }

  private static String line(EnvironmentSettings one) {
    return "  %s: %d approvals, Concourse %s, BOSH %s\n"
        .formatted(
            one.name(),
            one.policy().required().approvals(),
            one.concourse().url(),
            one.bosh().url());
  }

  private List<EnvironmentSettings> meant(Settings settings) {
    var all = settings.environments();
    if (environment.isEmpty()) {
      return all;
    }
    var named = all.stream().filter(it -> it.name().value().equals(environment.get())).toList();
    if (named.isEmpty()) {
      throw wrong(
          "There is no environment '%s' in %s. Known environments: %s."
              .formatted(
                  environment.get(),
                  config,
                  all.stream().map(it -> it.name().value()).collect(joining(", "))));
    }
    return named;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
