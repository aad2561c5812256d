package pipelinelock.bosh.task;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.DirectorTask.State;

/**
 * {@code GET /tasks/:id}: {@code {"id":10,"state":"done","description":"create deployment", …}}.
 *
 * @param timestamp unix seconds of the last change; null while queued and processing
 * @param startedAt unix seconds
 */
public record TaskJson(
    long id,
    @Nullable String state,
    @Nullable String description,
    @Nullable Long timestamp,
    @JsonProperty("started_at") @Nullable Long startedAt,
    @Nullable String result,
    @Nullable String user,
    @Nullable String deployment,
    @JsonProperty("context_id") @Nullable String contextId) {
  public DirectorTask toTask() {
    return new DirectorTask(
        id,
        knownState(),
        orEmpty(description),
        orEmpty(user),
        Optional.ofNullable(deployment),
        orEmpty(contextId),
        instant(startedAt),
        instant(timestamp),
        Optional.ofNullable(result));
  }

  private State knownState() {
    return switch (orEmpty(state)) {
      case "queued", "processing", "cancelling", "done", "error", "cancelled", "timeout" ->
          State.valueOf(orEmpty(state).toUpperCase(Locale.ROOT));
      default ->
          throw new RemoteFailure(
              Kind.GARBAGE,
              "The Director says task %d is '%s', which the bot does not know"
                  .formatted(id, state));
    };
  }

  private static Optional<Instant> instant(@Nullable Long seconds) {
    return Optional.ofNullable(seconds)
        .filter(it -> it >= 0 && it <= Instant.MAX.getEpochSecond())
        .map(Instant::ofEpochSecond);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
