package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import pipelinelock.rehearsal.http.Json;

/** The events of single steps, in the order and format of a real 7.11.2. */
final class StepEvents {
  private static final List<Map<String, String>> METADATA =
      List.of(
          Map.of("name", "lock_name", "value", "lock"),
          Map.of("name", "pool_name", "value", SimulatedConcourse.PIPELINE));

  private StepEvents() {}

  /** A get begins: here the worker comes after the start, unlike for a put or a task. */
  static List<BuildEvent> getBegins(String origin, String worker, Instant at) {
    return List.of(
        BuildEvent.step("initialize-get", "2.0", origin, at),
        BuildEvent.step("start-get", "1.0", origin, at),
        BuildEvent.selectedWorker(origin, worker, at));
  }

  /** A get whose version lies on the worker already. */
  static List<BuildEvent> getEnds(String origin, JsonNode version, Instant at) {
    return List.of(
        BuildEvent.log(origin, "\u001b[1;36mINFO: found existing resource cache\u001b[0m\n", at),
        BuildEvent.log(origin, "\n", at),
        finished("finish-get", origin, version, at));
  }

  static List<BuildEvent> taskBegins(String origin, String script, String worker, Instant at) {
    var run = Json.object("path", "bash", "args", List.of("-e", "./" + script + ".sh"), "dir", "");
    var config = Json.object("platform", "linux", "image", "", "run", run, "inputs", null);
    return List.of(
        withConfig("initialize-task", "4.0", origin, config, at),
        BuildEvent.selectedWorker(origin, worker, at),
        withConfig("start-task", "5.0", origin, config, at));
  }

  static BuildEvent taskEnds(String origin, int exit, Instant at) {
    return BuildEvent.finished("finish-task", "4.0", origin, exit, at);
  }

  static List<BuildEvent> putBegins(String origin, String worker, Instant at) {
    return List.of(
        BuildEvent.step("initialize-put", "2.0", origin, at),
        BuildEvent.selectedWorker(origin, worker, at),
        BuildEvent.step("start-put", "1.0", origin, at));
  }

  static BuildEvent putEnds(String origin, JsonNode version, Instant at) {
    return finished("finish-put", origin, version, at);
  }

  private static BuildEvent finished(String kind, String origin, JsonNode version, Instant at) {
    var event = BuildEvent.finished(kind, "5.1", origin, 0, at);
    event.data().set("version", version);
    event.data().set("metadata", Json.MAPPER.valueToTree(METADATA));
    return event;
  }

  private static BuildEvent withConfig(
      String kind, String version, String origin, ObjectNode config, Instant at) {
    var event = BuildEvent.step(kind, version, origin, at);
    event.data().set("config", config);
    return event;
  }
}
