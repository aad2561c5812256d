package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.PutPhase;

/** What the events of a build add up to, one after the other. */
final class BuildStory {
  private static final String WAITING = "waiting for lock";

  private final long buildId;
  private final PoolSteps pool;
  private final Map<String, PutPhase> phases = new HashMap<>();

  /** The end of what a step printed: Concourse may cut a line into several events. */
  private final Map<String, String> printed = new HashMap<>();

  private PutPhase current = PutPhase.NONE;
  private Optional<Instant> lastPoolEvent = Optional.empty();
  private Optional<Instant> lastEvent = Optional.empty();
  private Optional<String> worker = Optional.empty();
  private Optional<String> error = Optional.empty();

  BuildStory(long buildId, PoolSteps pool) {
    this.buildId = buildId;
    this.pool = pool;
  }

  BuildActivity activity() {
    return new BuildActivity(buildId, current, lastPoolEvent, lastEvent, worker, error);
  }

  Optional<Instant> lastEvent() {
    return lastEvent;
  }

  /**
   * Adds an event.
   *
   * @param type {@code start-put} and so on ({@code atc/event/events.go}); unknown ones count as a
   *     sign of life only
   */
  void add(String type, JsonNode data) {
    var time = BuildJson.time(data.path("time").asLong());
    lastEvent = newer(lastEvent, time);
    if (type.equals("error")) {
      error = Optional.of(data.path("message").asText());
    }
    var origin = data.path("origin").path("id").asText();
    if (pool.contains(origin)) {
      lastPoolEvent = newer(lastPoolEvent, time);
      var put = pool.images().getOrDefault(origin, origin);
      current = phase(type, data, put, put.equals(origin));
      phases.put(put, current);
    }
  }

  private PutPhase phase(String type, JsonNode data, String put, boolean itself) {
    var before = phases.getOrDefault(put, PutPhase.NONE);
    if (type.equals("error")) {
      return PutPhase.ERRORED;
    }
    if (!itself) {
      return before == PutPhase.NONE ? PutPhase.IMAGE : before;
    }
    return switch (type) {
      case "initialize-put" -> PutPhase.IMAGE;
      case "selected-worker" -> selected(data.path("selected_worker").asText());
      case "start-put" -> PutPhase.STARTED;
      case "log" -> before == PutPhase.STARTED ? printed(put, data) : before;
      case "finish-put" ->
          data.path("exit_status").asInt(-1) == 0 ? PutPhase.DONE : PutPhase.FAILED;
      default -> before == PutPhase.NONE ? PutPhase.IMAGE : before;
    };
  }

  private PutPhase selected(String name) {
    worker = Optional.of(name).filter(it -> !it.isEmpty());
    return PutPhase.CONTAINER;
  }

  private PutPhase printed(String put, JsonNode data) {
    var text = printed.getOrDefault(put, "") + data.path("payload").asText();
    printed.put(put, text.substring(Math.max(0, text.length() - WAITING.length())));
    return text.contains(WAITING) ? PutPhase.WAITING : PutPhase.STARTED;
  }

  private static Optional<Instant> newer(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }
}
