package pipelinelock.vm;

import java.time.Instant;
import java.util.Optional;

/** A lock inside the Director ({@code GET /locks}): one task at a time for each deployment. */
public record DirectorLock(
    String type, String resource, Optional<Long> taskId, Optional<Instant> expires) {
  /** Whether it is held at that time; one whose end is not known is. */
  public boolean isHeldAt(Instant at) {
    return expires.map(at::isBefore).orElse(true);
  }
}
