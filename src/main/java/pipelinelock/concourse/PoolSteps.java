package pipelinelock.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The steps of a build's plan that put the pool resource, and the steps that fetch their image.
 *
 * @param puts ids of the put steps: the origins of their events
 * @param images id of an image step to id of its put
 */
record PoolSteps(Set<String> puts, Map<String, String> images) {
  static final PoolSteps NONE = new PoolSteps(Set.of(), Map.of());

  PoolSteps {
    puts = Set.copyOf(puts);
    images = Map.copyOf(images);
  }

  /** Finds them in {@code GET /builds/:id/plan}; whatever is not known is walked through. */
  static PoolSteps of(JsonNode plan, String resource) {
    var puts = new HashSet<String>();
    var images = new HashMap<String, String>();
    walk(plan, resource, puts, images);
    return new PoolSteps(puts, images);
  }

  /** Whether an event of this origin belongs to a put of the pool. */
  boolean contains(String origin) {
    return puts.contains(origin) || images.containsKey(origin);
  }

  private static void walk(
      JsonNode node, String resource, Set<String> puts, Map<String, String> images) {
    var put = node.path("put");
    if (isOf(put, resource) && node.path("id").isTextual()) {
      var id = node.path("id").asText();
      puts.add(id);
      ids(put, id, images);
    }
    node.forEach(child -> walk(child, resource, puts, images));
  }

  private static boolean isOf(JsonNode put, String resource) {
    return resource.equals(put.path("resource").asText(put.path("name").asText()));
  }

  private static void ids(JsonNode node, String put, Map<String, String> images) {
    if (node.path("id").isTextual()) {
      images.put(node.path("id").asText(), put);
    }
    node.forEach(child -> ids(child, put, images));
  }
}
