package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import pipelinelock.pipeline.BuildActivity.Kind;

/**
 * The gets, puts and tasks of a build's plan, in its order and wherever they are nested ({@code
 * do}, {@code try}, {@code ensure}, {@code in_parallel}, {@code across}, hooks), and the steps that
 * fetch their images. Some steps become known only while the build runs; they arrive with its
 * events.
 */
final class PlanSteps {
  private static final Map<String, Kind> KINDS =
      Map.of("get", Kind.GET, "put", Kind.PUT, "task", Kind.TASK);

  private final String poolResource;
  private final Map<String, Step> steps = new LinkedHashMap<>();
  private final Map<String, String> images = new HashMap<>();

  /**
   * @param pool whether it puts the pool resource
   */
  record Step(String id, Kind kind, String name, boolean pool) {}

  /** No step yet. */
  PlanSteps(String poolResource) {
    this.poolResource = poolResource;
  }

  /**
   * Adds what is in a plan ({@code GET /builds/:id/plan}); whatever is not known is walked through.
   */
  PlanSteps add(JsonNode plan) {
    for (var kind : KINDS.entrySet()) {
      var step = plan.path(kind.getKey());
      if (step.isObject() && plan.path("id").isTextual()) {
        add(plan.path("id").asText(), kind.getValue(), step);
        return this;
      }
    }
    plan.forEach(this::add);
    return this;
  }

  /** Adds a plan by which the image of a step is fetched. */
  void addImage(String step, JsonNode plan) {
    ids(plan, images.getOrDefault(step, step));
  }

  /** The step itself, or the one whose image this is; empty for the origin of anything else. */
  Optional<Step> of(String origin) {
    return Optional.ofNullable(steps.get(images.getOrDefault(origin, origin)));
  }

  boolean isImage(String origin) {
    return images.containsKey(origin);
  }

  Iterable<Step> all() {
    return steps.values();
  }

  private void add(String id, Kind kind, JsonNode step) {
    var name = step.path("name").asText();
    boolean pool = kind == Kind.PUT && poolResource.equals(step.path("resource").asText(name));
    steps.putIfAbsent(id, new Step(id, kind, name, pool));
    ids(step, id);
  }

  private void ids(JsonNode node, String step) {
    var id = node.path("id").asText();
    if (!id.isEmpty() && !id.equals(step)) {
      images.put(id, step);
    }
    node.forEach(child -> ids(child, step));
  }
}
