package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipelinelock.world.ConcourseFacts.Container;

/**
 * The containers that Concourse lists: one for each step of an open build that was given a worker
 * (those of steps that are done stay until the build ends), and those of the latest completed build
 * of a job where it did not succeed, which are kept to be looked into.
 */
public final class StepContainers {
  private static final List<String> KINDS = List.of("get", "put", "task", "run");

  private StepContainers() {}

  public static List<Container> of(List<BuildFact> builds) {
    var all = new ArrayList<Container>();
    for (var build : builds) {
      if (build.status().equals("started") || isKept(build, builds)) {
        all.addAll(of(build));
      }
    }
    return all;
  }

  /** Those of one build, whatever became of it. */
  public static List<Container> of(BuildFact build) {
    var steps = new TreeMap<String, String[]>();
    build.plan().ifPresent(plan -> walk(plan, steps));
    var containers = new ArrayList<Container>();
    for (var event : build.events()) {
      var step = steps.get(event.data().path("origin").path("id").asText());
      if (event.type().equals("selected-worker") && step != null) {
        containers.add(
            new Container(
                "c-%d-%d".formatted(build.id(), containers.size()),
                event.data().path("selected_worker").asText(),
                "created",
                step[0],
                step[1],
                build.team(),
                Optional.of(build.id()),
                build.pipeline()));
      }
    }
    return containers;
  }

  /** The container in which a resource is checked. */
  public static Container ofCheck(
      ConcourseFacts.Pipeline pipeline, String resource, String worker) {
    return new Container(
        "c-check-%d-%s".formatted(pipeline.id(), resource),
        worker,
        "created",
        "check",
        resource,
        pipeline.team(),
        Optional.empty(),
        Optional.of(pipeline.id()));
  }

  private static boolean isKept(BuildFact build, List<BuildFact> builds) {
    if (build.isOpen() || build.status().equals("succeeded")) {
      return false;
    }
    return build.job().isEmpty()
        || BuildPages.newest(
                builds,
                it ->
                    !it.isOpen()
                        && it.pipeline().equals(build.pipeline())
                        && it.job().equals(build.job()))
            .equals(Optional.of(build));
  }

  private static void walk(JsonNode node, Map<String, String[]> steps) {
    var id = node.path("id");
    for (var kind : KINDS) {
      if (id.isTextual() && node.path(kind).isObject()) {
        steps.put(id.asText(), new String[] {kind, node.path(kind).path("name").asText()});
      }
    }
    node.forEach(child -> walk(child, steps));
  }
}
