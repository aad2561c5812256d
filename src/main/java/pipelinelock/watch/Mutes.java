package pipelinelock.watch;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import pipelinelock.environment.EnvironmentName;

/** The mutes of all nodes. When a method returns, its change is on disk. */
public interface Mutes {
  /** Those that hold then. */
  Map<EnvironmentName, Mute> now(Instant now);

  /** The one of this environment, if it holds then. */
  default Optional<Mute> of(EnvironmentName environment, Instant now) {
    return Optional.ofNullable(now(now).get(environment));
  }

  /** In place of any before it. */
  void put(EnvironmentName environment, Mute mute);

  void remove(EnvironmentName environment);
}
