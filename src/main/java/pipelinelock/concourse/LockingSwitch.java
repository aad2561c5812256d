package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The switch in a pipeline's configuration that turns locking off at GOV.UK PaaS: {@code
 * DISABLE_PIPELINE_LOCKING}, a parameter of the lock job's tasks.
 */
final class LockingSwitch {
  private static final String NAME = "DISABLE_PIPELINE_LOCKING";

  private LockingSwitch() {}

  /** Whether any task of the job has it on; empty where none has it at all. */
  static Optional<Boolean> isOff(JsonNode config, String lockJob) {
    for (var job : config.path("jobs")) {
      if (job.path("name").asText().equals(lockJob)) {
        return job.findValues(NAME).stream()
            .filter(value -> !value.asText().startsWith("((")) // filled in only as the task runs
            .map(value -> value.asText().equals("true"))
            .reduce(Boolean::logicalOr);
      }
    }
    return Optional.empty();
  }
}
