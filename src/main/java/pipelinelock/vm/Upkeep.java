package pipelinelock.vm;

import java.util.List;
import java.util.Optional;

/**
 * How the Director keeps a deployment up.
 *
 * @param resurrection whether it makes VMs anew by itself whose agents are silent; empty where it
 *     does not tell
 * @param stemcells what the deployment is deployed with, {@code bosh-aws-…-jammy-go_agent/1.309};
 *     empty where it does not tell
 */
public record Upkeep(Optional<Boolean> resurrection, Optional<List<String>> stemcells) {
  /** Nothing is told. */
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
