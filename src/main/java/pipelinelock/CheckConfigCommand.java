package pipelinelock;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import pipelinelock.settings.SettingsFile;

/** Reads the configuration and says all that is wrong with it; touches no remote system. */
@Command(
    name = "check-config",
    description = "Reads the configuration and says all that is wrong with it; exit code 2 then.")
final class CheckConfigCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      description = "The YAML file; see docs/configuration.md.")
  private Path config = Path.of("pipeline-lock.yml");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    var settings = new SettingsFile(System.getenv()).read(config);
    PrintWriter out = spec.commandLine().getOut();
    out.println(config + " is well-formed.");
    settings
        .environments()
        .forEach(
            one ->
                out.println(
                    "  %s: %d approvals, Concourse %s, BOSH %s"
                        .formatted(
                            one.environment().name(),
                            one.policy().approvals(),
                            one.concourse().url(),
                            one.bosh().url())));
    out.flush();
    return 0;
  }
}
