package pipelinelock.doctor;

import static java.util.stream.Collectors.joining;

import java.util.List;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.Problem;

/**
 * Reports the values of an environment that could not be fetched. Nothing else of that environment
 * can be checked.
 */
public record ValueChecks(EnvironmentSettings environment, Limits limits) {
  public RemoteChecks part() {
    String section = "environments." + environment.name();
    return new RemoteChecks(
        environment.name().value(),
        new Check("values", limits.usual(), section, () -> look(section.length() + 1)),
        List.of());
  }

  private Finding look(int before) {
    var missing = environment.unfetched();
    return missing.isEmpty()
        ? Finding.ok("are there")
        : Finding.fail(
            missing.stream()
                .map(it -> it.key().substring(before) + ": " + it.what())
                .collect(joining("; ")),
            missing.stream().map(Problem::fix).distinct().collect(joining("; ")));
  }
}
