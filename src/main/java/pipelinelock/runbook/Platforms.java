package pipelinelock.runbook;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.ApprovalPolicy;

/** All environments that the configuration names. */
public final class Platforms {
  private final SortedMap<EnvironmentName, Platform> byName = new TreeMap<>();

  public Platforms(Collection<Platform> platforms) {
    platforms.forEach(platform -> byName.put(platform.environment().name(), platform));
  }

  public SortedSet<EnvironmentName> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** The approval policies of all, for every cure. */
  public List<ApprovalPolicy> policies() {
    return byName.values().stream()
        .flatMap(platform -> platform.policies().byCure().values().stream())
        .toList();
  }

  public Optional<Platform> find(EnvironmentName name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * @throws IllegalStateException when an incident names an environment that is no longer
   *     configured
   */
  Platform get(EnvironmentName name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the configuration has no environment '%s' (any more)".formatted(name)));
  }
}
