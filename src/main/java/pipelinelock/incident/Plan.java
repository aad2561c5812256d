package pipelinelock.incident;

import java.util.List;

/** The ordered steps that people approve. */
public record Plan(List<Step> steps) {
  public Plan {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a plan has at least one step");
    }
  }

  /** The VMs that it recreates, in order. */
  public List<Step.Recreate> recreates() {
    return steps.stream()
        .filter(Step.Recreate.class::isInstance)
        .map(Step.Recreate.class::cast)
        .toList();
  }
}
