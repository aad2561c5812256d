package pipelinelock.runbook.twin;

import java.util.Set;
import java.util.function.Supplier;
import pipelinelock.environment.EnvironmentName;

/**
 * What one environment acts on, according to its settings.
 *
 * @param director the address of its Director, normalised
 * @param deployment the name of Concourse's deployment
 * @param others its lock and its pipeline
 * @param uuid asks the Director for its uuid; blank if it has none; throws {@link
 *     pipelinelock.environment.RemoteFailure} if it does not answer
 */
public record EnvironmentTargets(
    EnvironmentName name,
    String director,
    String deployment,
    Set<TargetIdentity> others,
    Supplier<String> uuid) {
  public EnvironmentTargets {
    others = Set.copyOf(others);
  }
}
