package pipelinelock.watch;

import java.time.Instant;
import java.util.Map;
import pipelinelock.environment.EnvironmentName;

/** Nobody mutes anything. */
final class NoMutes implements Mutes {
  @Override
  public Map<EnvironmentName, Mute> now(Instant now) {
    return Map.of();
  }

  @Override
  public void put(EnvironmentName environment, Mute mute) {
    throw new AssertionError("nobody mutes");
  }

  @Override
  public void remove(EnvironmentName environment) {
    throw new AssertionError("nobody unmutes");
  }
}
