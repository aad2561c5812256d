package pipelinelock.bosh;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.vm.DirectorLock;

/**
 * {@code GET /locks}: {@code {"type":"deployment","resource":["concourse"],
 * "timeout":"1708337431.123456","task_id":"260183"}}.
 *
 * @param timeout unix seconds as text
 */
record LockJson(
    @Nullable String type,
    @Nullable List<String> resource,
    @Nullable String timeout,
    @JsonProperty("task_id") @Nullable String taskId) {
  DirectorLock toLock() {
    return new DirectorLock(
        type == null ? "" : type,
        resource == null ? "" : String.join("/", resource),
        number(taskId).map(BigDecimal::longValue),
        number(timeout).map(seconds -> Instant.ofEpochSecond(seconds.longValue())));
  }

  /** Both are only shown, so an odd one is left out. */
  private static Optional<BigDecimal> number(@Nullable String text) {
    return Optional.ofNullable(text)
        .filter(it -> it.matches("\\d{1,11}(\\.\\d{1,9})?"))
        .map(BigDecimal::new);
  }
}
