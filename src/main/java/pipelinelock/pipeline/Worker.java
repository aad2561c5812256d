package pipelinelock.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Concourse worker.
 *
 * @param name starts with the first block of the BOSH instance's id; the rest changes with the VM
 * @param state {@code running}, {@code stalled}, {@code landing}, {@code landed}, {@code retiring}
 * @param tags only steps with one of these tags run here; empty = steps without tags
 */
public record Worker(
    String name,
    String state,
    List<String> tags,
    String version,
    Optional<Instant> startedAt,
    int activeContainers) {
  public Worker {
    tags = List.copyOf(tags);
  }

  public boolean isRunning() {
    return state.equals("running");
  }
}
