package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import pipelinelock.pipeline.BuildActivity;

/** The state that a build's events add up to. */
final class BuildStory {
  private final long buildId;
  private final PlanSteps plan;

  /** By step, in the order in which they began. */
  private final Map<String, StepStory> begun = new LinkedHashMap<>();

  private Optional<Instant> lastEvent = Optional.empty();
  private Optional<String> error = Optional.empty();

  BuildStory(long buildId, PlanSteps plan) {
    this.buildId = buildId;
    this.plan = plan;
  }

  BuildActivity activity() {
    var others =
        StreamSupport.stream(plan.all().spliterator(), false)
            .filter(step -> !begun.containsKey(step.id()))
            .map(StepStory::new);
    var steps = Stream.concat(begun.values().stream(), others).map(StepStory::soFar).toList();
    return new BuildActivity(buildId, steps, lastEvent, error);
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
    switch (type) {
      case "across-substeps" -> data.path("substeps").forEach(plan::add);
      case "image-check", "image-get" -> plan.addImage(origin, data.path("plan"));
      default -> {}
    }
    plan.of(origin)
        .ifPresent(
            step ->
                begun
                    .computeIfAbsent(step.id(), _ -> new StepStory(step))
                    .add(type, data, plan.isImage(origin), time));
  }

  static Optional<Instant> newer(Optional<Instant> one, Optional<Instant> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get().isAfter(other.get()) ? one.get() : other.get())
        : one.or(() -> other);
  }
}
