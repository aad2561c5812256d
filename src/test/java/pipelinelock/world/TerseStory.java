package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The plan of a tersely described build, and the events of its stream. */
final class TerseStory {
  private static final Duration DOT = Duration.ofSeconds(10);

  private final JsonNode node;
  private final Ages ages;
  private final Duration skew;
  private final Instant start;
  private final Optional<Instant> end;
  private final String job;
  private final List<EventFact> events = new ArrayList<>();

  TerseStory(
      JsonNode node, String job, Instant start, Optional<Instant> end, Ages ages, Duration skew) {
    this.node = node;
    this.job = job;
    this.start = start;
    this.end = end;
    this.ages = ages;
    this.skew = skew;
  }

  JsonNode plan() {
    if (node.path("raw").has("plan")) {
      return node.path("raw").path("plan");
    }
    return switch (job) {
      case "pipeline-lock" -> Usual.lockPlan();
      case "pipeline-unlock" -> Usual.unlockPlan();
      case "pipeline-release-lock" -> Usual.releasePlan();
      default ->
          node.has("put")
              ? Usual.lockPlan()
              : Usual.taskPlan(node.path("in_task").path("name").asText(job));
    };
  }

  /**
   * The events.
   *
   * @param claimed the version that its put made, where it did
   */
  List<EventFact> events(Optional<String> claimed) {
    if (node.path("raw").has("events")) {
      node.path("raw").path("events").forEach(this::raw);
      return sorted();
    }
    events.add(EventFact.status(start, "started"));
    if (job.equals("pipeline-lock")) {
      step("task", "a3", start.plusSeconds(4), web(), node.has("in_task"));
    }
    if (node.has("in_task")) {
      open("task", inTask(), node.path("in_task"));
    } else if (node.has("in_get")) {
      open("get", job.equals("pipeline-lock") ? "a0" : "t0", node.path("in_get"));
    } else if (node.has("put")) {
      put(claimed);
    } else if (claimed.isPresent()) {
      finished(claimed);
    } else if (!job.equals("pipeline-lock")) {
      step("task", "task", start.plusSeconds(6), worker(), end.isEmpty());
    }
    logs();
    end.ifPresent(at -> events.add(EventFact.status(at, node.path("status").asText())));
    return sorted();
  }

  private List<EventFact> sorted() {
    events.sort(Comparator.comparingLong(it -> it.data().path("time").asLong()));
    if (!skew.isZero()) {
      events.forEach(
          it -> it.data().put("time", it.data().path("time").asLong() + skew.toSeconds()));
    }
    return events;
  }

  private void raw(JsonNode told) {
    var at = ages.ago(Ages.duration(told.get(0).asText()));
    ObjectNode data = told.get(2).deepCopy();
    data.put("time", at.getEpochSecond());
    if (data.path("origin").isTextual()) {
      var origin = data.path("origin").asText();
      data.putObject("origin").put("id", origin);
    }
    events.add(new EventFact(told.get(1).asText(), data));
  }

  private String inTask() {
    var name = node.path("in_task").path("name").asText();
    return switch (name) {
      case "init-pipeline-pool" -> "a3";
      case "lock-the-pipeline" -> "a4";
      case "self-update-pipeline" -> "aa";
      case "unlock-the-pipeline" -> "b2";
      default -> "task";
    };
  }

  private String worker() {
    return WorkerNames.of(Ages.text(node, "worker").orElse("W"));
  }

  private String web() {
    return WorkerNames.of(Ages.text(node, "worker").orElse("WEB"));
  }

  private void step(String kind, String origin, Instant at, String on, boolean stillOpen) {
    events.add(EventFact.of(at, "initialize-" + kind, origin));
    events.add(EventFact.selectedWorker(at.plusSeconds(1), origin, on));
    events.add(EventFact.of(at.plusSeconds(2), "start-" + kind, origin));
    if (!stillOpen) {
      var done = end.filter(it -> it.isBefore(at.plusSeconds(4))).orElse(at.plusSeconds(4));
      events.add(EventFact.finish(done, "finish-" + kind, origin, 0));
    }
  }

  /** A step that began and prints until some time ago. */
  private void open(String kind, String origin, JsonNode told) {
    var last = Ages.age(told, "last").map(ages::ago).orElse(start.plusSeconds(30));
    var at = Ages.age(told, "at").map(ages::ago).orElse(start.plusSeconds(8));
    var on =
        Ages.text(told, "worker")
            .map(WorkerNames::of)
            .orElse(kind.equals("task") && job.equals("pipeline-lock") ? web() : worker());
    step(kind, origin, at.isBefore(last) ? at : last.minusSeconds(3), on, true);
    events.add(EventFact.log(last, origin, "at work\n"));
  }

  private void put(Optional<String> claimed) {
    var at = Ages.age(node, "put_at").map(ages::ago).orElse(start.plusSeconds(20));
    var last = Ages.age(node, "last");
    var phase = node.path("put").asText();
    if (phase.equals("none")) {
      return;
    }
    if (claimed.isPresent() && (phase.equals("done") || phase.equals("claimed"))) {
      begin(at);
      events.add(EventFact.log(at.plusSeconds(5), "put", "claimed!\n"));
      if (phase.equals("done")) {
        finish(at.plusSeconds(6), claimed);
      }
      return;
    }
    switch (phase) {
      case "image" -> events.add(EventFact.of(fixed(last, at), "initialize-put", "put"));
      case "container" -> {
        events.add(EventFact.of(at, "initialize-put", "put"));
        events.add(EventFact.selectedWorker(fixed(last, at), "put", worker()));
      }
      case "exec", "started" -> {
        begin(at);
        last.ifPresent(it -> events.add(EventFact.log(ages.ago(it), "put", said())));
      }
      case "waiting" -> waiting(at, last);
      case "claimed", "done" -> {
        begin(at);
        events.add(EventFact.log(fixed(last, at.plusSeconds(5)), "put", "claimed!\n"));
        if (phase.equals("done")) {
          finish(fixed(last, at.plusSeconds(6)), Optional.empty());
        }
      }
      case "failed" -> {
        begin(at);
        events.add(EventFact.finish(fixed(last, at.plusSeconds(6)), "finish-put", "put", 1));
      }
      case "errored" -> {
        begin(at);
        events.add(
            EventFact.error(
                fixed(last, at.plusSeconds(6)),
                "put",
                Ages.text(node, "error").orElse("worker disappeared")));
      }
      default -> throw new IllegalArgumentException("no phase of a put: " + phase);
    }
  }

  /** What a step says first, which distinguishes a claim from a release. */
  private String said() {
    return job.equals("pipeline-lock")
        ? "claiming lock on: create-cloudfoundry\n"
        : "releasing lock: lock on pool: create-cloudfoundry\n";
  }

  private Instant fixed(Optional<Duration> last, Instant otherwise) {
    return last.map(ages::ago).orElse(otherwise);
  }

  private void begin(Instant at) {
    step("put", "put", at, worker(), true);
  }

  private void waiting(Instant at, Optional<Duration> last) {
    begin(at);
    var text = "claiming lock on: create-cloudfoundry\nwaiting for lock\n";
    events.add(EventFact.log(at.plusSeconds(3), "put", text));
    if (last.isEmpty()) {
      return;
    }
    var newest = ages.newest(last.get(), DOT);
    for (int i = 0; i < 30 && newest.minusSeconds(10L * i).isAfter(at.plusSeconds(4)); i++) {
      events.add(EventFact.log(newest.minusSeconds(10L * i), "put", "."));
    }
  }

  /** A put that did what it was for, in a build about which nothing more is said. */
  private void finished(Optional<String> claimed) {
    begin(start.plusSeconds(12));
    events.add(EventFact.log(start.plusSeconds(16), "put", "claimed!\n"));
    finish(start.plusSeconds(17), claimed);
  }

  private void finish(Instant at, Optional<String> ref) {
    var event = EventFact.finish(at, "finish-put", "put", 0);
    ref.ifPresent(it -> event.data().putObject("version").put("ref", it));
    events.add(event);
  }

  private void logs() {
    var told = node.path("logs");
    if (told.isMissingNode()) {
      return;
    }
    var every = Ages.age(told, "every").orElse(Duration.ofSeconds(20));
    var newest = ages.newest(Ages.age(told, "last").orElse(Duration.ofSeconds(5)), every);
    var origin = job.equals("pipeline-lock") ? "aa" : job.equals("pipeline-unlock") ? "b2" : "task";
    for (int i = 0; i < 5; i++) {
      var at = newest.minus(every.multipliedBy(i));
      if (at.isAfter(start)) {
        events.add(EventFact.log(at, origin, "at work\r\n"));
      }
    }
  }
}
