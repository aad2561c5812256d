package pipelinelock.slack.input;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.environment.EnvironmentName;

/** The environments of tests. */
public final class Directories {
  private Directories() {}

  /** Without links, and without blind recreates. */
  public static Directory of(Map<EnvironmentName, String> channels) {
    return Directory.of(channels, Map.of(), Set.of(), _ -> Optional.empty());
  }
}
