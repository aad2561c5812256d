package pipelinelock.incident;

import java.util.List;
import java.util.Set;
import pipelinelock.vm.RecreateOption;

/** The ordered steps that people approve. */
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one step");
    }
  }

  /** How its recreates differ from plain ones; all alike. */
  public Set<RecreateOption> options() {
    return recreates().stream().findFirst().map(Step.Recreate::options).orElse(Set.of());
  }

  /** The VMs that it recreates, in order. */
  public List<Step.Recreate> recreates() {
    return steps.stream()
        .filter(Step.Recreate.class::isInstance)
        .map(Step.Recreate.class::cast)
        .toList();
  }
}
