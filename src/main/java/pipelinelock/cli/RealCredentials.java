package pipelinelock.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Credentials for real systems in the process's environment. A rehearsal refuses to start with
 * them, so that nobody has to wonder which world a button acts on.
 */
final class RealCredentials {
  private static final List<String> PREFIXES =
      List.of("SLACK_", "BOSH_", "CONCOURSE_", "AWS_", "UAA_", "CREDHUB_");
  private static final List<String> HARMLESS = List.of("AWS_CA_BUNDLE", "AWS_PAGER");

  private RealCredentials() {}

  /** Names only, sorted; never values. */
  static List<String> in(Map<String, String> environment) {
    var found = new TreeSet<String>();
    for (var variable : environment.entrySet()) {
      boolean named = PREFIXES.stream().anyMatch(variable.getKey()::startsWith);
      if (named && !variable.getValue().isBlank() && !HARMLESS.contains(variable.getKey())) {
        found.add(variable.getKey());
      }
    }
    return List.copyOf(found);
  }
}
