package pipelinelock.runbook.twin;

import java.util.Set;
import java.util.function.Supplier;
import pipelinelock.environment.EnvironmentName;

/**
 * What one environment acts on, as its settings name it.
 *
 * @param director the address of its Director, in its one spelling
 * @param deployment the name of Concourse's deployment there
 * @param others its lock and its pipeline
 * @param uuid asks the Director who it is; blank where it does not say; throws {@link
 *     pipelinelock.environment.RemoteFailure} where it gives no answer
 */
public record Premises(
    EnvironmentName name,
    String director,
    String deployment,
    Set<Thing> others,
    Supplier<String> uuid) {
  public Premises {
    others = Set.copyOf(others);
  }
}
