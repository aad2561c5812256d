package pipelinelock.vm;

import java.util.List;
import java.util.Optional;

/**
 * How the Director maintains a deployment.
 *
 * @param resurrection whether it recreates VMs with silent agents by itself; empty if it does not
 *     say
 * @param stemcells the deployment's stemcells, {@code bosh-aws-…-jammy-go_agent/1.309}; empty if it
 *     does not say
 */
public record Upkeep(Optional<Boolean> resurrection, Optional<List<String>> stemcells) {
  /** Nothing is known. */
  public static final Upkeep UNKNOWN = new Upkeep(Optional.empty(), Optional.empty());

  public Upkeep {
    stemcells = stemcells.map(List::copyOf);
  }

  /** Whether it runs on another stemcell than those that its deployment has now. */
  public boolean isOnAnotherStemcell(Instance instance) {
    return instance
        .stemcell()
        .flatMap(its -> stemcells.map(deployed -> !deployed.isEmpty() && !deployed.contains(its)))
        .orElse(false);
  }
}
