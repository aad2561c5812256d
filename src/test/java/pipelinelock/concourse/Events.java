package pipelinelock.concourse;

/** Writes build events as Concourse does, with one second between them. */
final class Events {
  static final long START = 1708337000;
  static final String PUT = "65d3a1e8:15";
  static final String IMAGE_GET = "65d3a1e8:17";
  static final String TASK = "65d3a1e8:14";

  private final StringBuilder text = new StringBuilder();
  private int next;

  /** Goes on counting where another connection stopped. */
  static Events from(int id) {
    var events = new Events();
    events.next = id;
    return events;
  }

  Events status(String status) {
    return add("status", "\"status\":\"%s\"".formatted(status));
  }

  Events of(String type, String origin) {
    return add(type, "\"origin\":{\"id\":\"%s\"}".formatted(origin));
  }

  Events selectedWorker(String origin, String worker) {
    return add(
        "selected-worker",
        "\"origin\":{\"id\":\"%s\"},\"selected_worker\":\"%s\"".formatted(origin, worker));
  }

  Events log(String origin, String payload) {
    return add(
        "log",
        "\"origin\":{\"id\":\"%s\",\"source\":\"stderr\"},\"payload\":\"%s\""
            .formatted(origin, payload));
  }

  Events finishPut(int exitStatus) {
    return add(
        "finish-put", "\"origin\":{\"id\":\"%s\"},\"exit_status\":%d".formatted(PUT, exitStatus));
  }

  Events error(String origin, String message) {
    return add("error", "\"origin\":{\"id\":\"%s\"},\"message\":\"%s\"".formatted(origin, message));
  }

  Events end() {
    text.append("id: %d\nevent: end\ndata\n\n".formatted(next++));
    return this;
  }

  Events raw(String sse) {
    text.append(sse);
    return this;
  }

  /** A claim up to its wait for the lock. */
  static Events waitingClaim() {
    return new Events()
        .status("started")
        .of("initialize-task", TASK)
        .of("finish-task", TASK)
        .of("initialize-put", PUT)
        .selectedWorker(PUT, "89f7a596-7a06")
        .of("start-put", PUT)
        .log(PUT, "claiming lock on: create-cloudfoundry\\n")
        .log(PUT, "waiting for lock\\n");
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private Events add(String type, String data) {
    text.append(
        """
        id: %1$d
        event: event
        data: {"data":{"time":%2$d,%3$s},"event":"%4$s","version":"1.0","event_id":"%1$d"}

        """
            .formatted(next, START + next, data, type));
    next++;
    return this;
  }
}
