package pipelinelock.pipeline;

import java.util.List;
import java.util.Map;

/**
 * Why a pending build does not start, in Concourse's words ({@code GET /builds/:id/preparation}).
 *
 * @param missingInputs input name to reason, e.g. {@code checking for latest available versions}
 */
public record Preparation(
    long buildId,
    boolean pausedPipeline,
    boolean pausedJob,
    boolean behindOtherBuilds,
    List<String> blockedInputs,
    Map<String, String> missingInputs) {
  public Preparation {
    blockedInputs = List.copyOf(blockedInputs);
    missingInputs = Map.copyOf(missingInputs);
  }

  /** Nothing holds the build back, and yet it is pending. */
  public boolean nothingBlocks() {
    return !pausedPipeline && !pausedJob && !behindOtherBuilds && blockedInputs.isEmpty();
  }
}
