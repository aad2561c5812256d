package pipelinelock.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * An event of a build, as its stream shows it.
 *
 * @param type {@code start-put}
 * @param data with its {@code time} in unix seconds
 */
public record EventFact(String type, ObjectNode data) {
  private static final Map<String, String> VERSIONS =
      Map.of(
          "log", "5.1",
          "finish-put", "5.1",
          "finish-get", "5.1",
          "initialize-put", "2.0",
          "initialize-get", "2.0",
          "error", "4.1",
          "initialize-task", "4.0",
          "start-task", "5.0",
          "finish-task", "4.0");

  /** {@code status}: started, and how it ended. */
  public static EventFact status(Instant at, String status) {
    return new EventFact("status", timed(at).put("status", status));
  }

  /** An event of a step with nothing but its time: {@code initialize-…}, {@code start-…}. */
  public static EventFact of(Instant at, String type, String origin) {
    return new EventFact(type, stepped(at, origin));
  }

  public static EventFact selectedWorker(Instant at, String origin, String worker) {
    return new EventFact("selected-worker", stepped(at, origin).put("selected_worker", worker));
  }

  public static EventFact log(Instant at, String origin, String text) {
    ObjectNode data = stepped(at, origin).put("payload", text);
    ((ObjectNode) data.get("origin")).put("source", "stderr");
    return new EventFact("log", data);
  }

  /** {@code finish-put}, {@code finish-get}, {@code finish-task}. */
  public static EventFact finish(Instant at, String type, String origin, int exit) {
    return new EventFact(type, stepped(at, origin).put("exit_status", exit));
  }

  public static EventFact error(Instant at, String origin, String message) {
    return new EventFact("error", stepped(at, origin).put("message", message));
  }

  /** As it goes over the wire. */
  String frame(int id) {
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.set("data", data);
    envelope.put("event", type);
    envelope.put("version", VERSIONS.getOrDefault(type, "1.0"));
    envelope.put("event_id", Integer.toString(id));
    return "id: %d\nevent: event\ndata: %s\n\n".formatted(id, envelope);
  }

  private static ObjectNode timed(Instant at) {
    return JsonNodeFactory.instance.objectNode().put("time", at.getEpochSecond());
  }

  private static ObjectNode stepped(Instant at, String origin) {
    ObjectNode data = timed(at);
    data.putObject("origin").put("id", origin);
    return data;
  }

  /** When it happened, by Concourse's clock, in whole seconds. */
  public long time() {
    return data.path("time").asLong();
  }
}
