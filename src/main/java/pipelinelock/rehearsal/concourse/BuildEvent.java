package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import pipelinelock.rehearsal.http.Json;

/** One event of a build: its kind, the version of its format, and its data. */
record BuildEvent(String kind, String version, ObjectNode data) {

  static BuildEvent status(String status, Instant when) {
    return new BuildEvent(
        "status", "1.0", Json.object("status", status, "time", when.getEpochSecond()));
  }

  /** What a resource writes. */
  static BuildEvent log(String origin, String payload, Instant when) {
    return log(origin, "stderr", payload, when);
  }

  /** What a task writes: its terminal ends a line with {@code \\r\\n}. */
  static BuildEvent stdout(String origin, String payload, Instant when) {
    return log(origin, "stdout", payload, when);
  }

  private static BuildEvent log(String origin, String source, String payload, Instant when) {
    var from = Json.object("id", origin, "source", source);
    return new BuildEvent(
        "log",
        "5.1",
        Json.object("time", when.getEpochSecond(), "origin", from, "payload", payload));
  }

  /** Any of {@code initialize-*}, {@code start-*} of a get, put or task. */
  static BuildEvent step(String kind, String version, String origin, Instant when) {
    return new BuildEvent(
        kind,
        version,
        Json.object("origin", Json.object("id", origin), "time", when.getEpochSecond()));
  }

  static BuildEvent selectedWorker(String origin, String worker, Instant when) {
    var data = step("", "", origin, when).data.put("selected_worker", worker);
    return new BuildEvent("selected-worker", "1.0", data);
  }

  static BuildEvent finished(String kind, String version, String origin, int status, Instant when) {
    return new BuildEvent(
        kind, version, step("", "", origin, when).data.put("exit_status", status));
  }

  static BuildEvent error(String origin, String message, Instant when) {
    return new BuildEvent("error", "4.1", step("", "", origin, when).data.put("message", message));
  }

  /** As it is in the event stream; {@code id} counts from 0. */
  String wire(int id) {
    var envelope =
        Json.object(
            "data", data, "event", kind, "version", version, "event_id", String.valueOf(id));
    return "id: %d\nevent: event\ndata: %s\n\n".formatted(id, Json.write(envelope));
  }

  static String end(int id) {
    return "id: %d\nevent: end\ndata\n\n".formatted(id);
  }
}
