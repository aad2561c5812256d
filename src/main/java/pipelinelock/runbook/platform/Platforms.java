package pipelinelock.runbook.platform;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.policy.ApprovalPolicy;

/** All environments that the configuration names. */
public final class Platforms {
  private final SortedMap<EnvironmentName, Reach> byName = new TreeMap<>();

  /** With clients that stay what they are. */
  public Platforms(Collection<Platform> platforms) {
    platforms.forEach(platform -> byName.put(platform.environment().name(), () -> platform));
  }

  public Platforms(Map<EnvironmentName, ? extends Reach> reaches) {
    byName.putAll(reaches);
  }

  public SortedSet<EnvironmentName> names() {
    return new TreeSet<>(byName.keySet());
  }

  /** The approval policies of all, for every cure. */
  public List<ApprovalPolicy> policies() {
    return byName.values().stream()
        .flatMap(reach -> reach.now().policies().byCure().values().stream())
        .toList();
  }

  public Optional<Platform> find(EnvironmentName name) {
    return Optional.ofNullable(byName.get(name)).map(Reach::now);
  }

  /** Decides and acts while the environment's clients stay as they are. */
  public <T> T steady(EnvironmentName name, Supplier<T> decision) {
    var reach = byName.get(name);
    return reach == null ? decision.get() : reach.steady(decision);
  }

  /** What people should know of an environment's values. */
  List<String> notes(EnvironmentName name) {
    return Optional.ofNullable(byName.get(name)).map(Reach::notes).orElse(List.of());
  }

  /**
   * @throws EnvironmentGone when an incident names an environment that is no longer configured
   */
  public Platform get(EnvironmentName name) {
    return find(name).orElseThrow(() -> new EnvironmentGone(name));
  }
}
