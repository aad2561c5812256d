package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;

/** A build of the simulated Concourse; guarded by the Concourse's monitor. */
final class ConcourseBuild {
  /** {@code time.Time{}.Unix()}, as a real 7.11.2 writes it. */
  private static final long GO_ZERO_TIME = -62_135_596_800L;

  /** The one step of a build that only runs a task. */
  static final String TASK = "65d3a1f0:1";

  private static final Duration CHATTER = Duration.ofSeconds(10);

  private final Name name;
  private final Optional<String> createdBy;
  private final List<BuildEvent> events = new ArrayList<>();
  private final Map<String, JsonNode> inputs = new LinkedHashMap<>();
  private final Map<String, JsonNode> outputs = new LinkedHashMap<>();
  private String status = "pending";
  private Optional<Instant> start = Optional.empty();
  private Optional<Instant> end = Optional.empty();
  private boolean aborted;
  private Optional<Instant> chatsSince = Optional.empty();

  /**
   * The id that the API counts, and the number that people see on the job.
   *
   * @param resource what a check build checks; empty for a build of a job
   */
  record Name(int id, String job, String number, String resource) {
    static Name of(int id, String job, String number) {
      return new Name(id, job, number, "");
    }

    /** A check that somebody asked for, or that a trigger by hand began; others are not listed. */
    static Name check(int id, String resource) {
      return new Name(id, "", "check", resource);
    }
  }

  ConcourseBuild(Name name, Optional<String> createdBy) {
    this.name = name;
    this.createdBy = createdBy;
  }

  int id() {
    return name.id;
  }

  String job() {
    return name.job;
  }

  String number() {
    return name.number;
  }

  /** {@code pending}, {@code started}, or how it ended. */
  String status() {
    return status;
  }

  boolean isPending() {
    return status.equals("pending");
  }

  boolean isStarted() {
    return status.equals("started");
  }

  boolean isOver() {
    return !isPending() && !isStarted();
  }

  boolean isCheck() {
    return !name.resource.isEmpty();
  }

  /** Somebody asked for its end, which no answer of the API shows while it goes on. */
  boolean isAborted() {
    return aborted;
  }

  Optional<Instant> startedAt() {
    return start;
  }

  ConcourseBuild start(Instant when) {
    status = "started";
    start = Optional.of(when);
    events.add(BuildEvent.status(status, when));
    return this;
  }

  ConcourseBuild end(String how, Instant when) {
    fallsSilent(when);
    status = how;
    end = Optional.of(when);
    events.add(BuildEvent.status(how, when));
    return this;
  }

  void add(BuildEvent event) {
    events.add(event);
  }

  /** From now on it writes a line every ten seconds, as a running deployment does. */
  void chats(Instant since) {
    chatsSince = Optional.of(since);
  }

  /** What wrote them is gone. */
  void fallsSilent(Instant now) {
    say(now);
    chatsSince = Optional.empty();
  }

  void abort() {
    aborted |= !isOver();
  }

  ConcourseBuild input(String resource, JsonNode version) {
    inputs.put(resource, version);
    return this;
  }

  ConcourseBuild output(String resource, JsonNode version) {
    outputs.put(resource, version);
    return this;
  }

  List<BuildEvent> events(Instant now) {
    say(now);
    return List.copyOf(events);
  }

  ObjectNode json() {
    return Json.object(
        "id",
        name.id,
        "team_name",
        "main",
        "name",
        name.number,
        "status",
        status,
        "api_url",
        "/api/v1/builds/" + name.id,
        "job_name",
        Optional.of(name.job).filter(it -> !it.isEmpty()),
        "resource_name",
        Optional.of(name.resource).filter(it -> !it.isEmpty()),
        "pipeline_id",
        2,
        "pipeline_name",
        "create-cloudfoundry",
        "start_time",
        start.map(Instant::getEpochSecond),
        "end_time",
        end.map(Instant::getEpochSecond),
        "created_by",
        createdBy);
  }

  /** The slim form in a list of jobs: a time that has not come is Go's first moment there. */
  ObjectNode summary() {
    var summary = json();
    summary.remove(List.of("api_url", "created_by"));
    return summary
        .put("start_time", start.map(Instant::getEpochSecond).orElse(GO_ZERO_TIME))
        .put("end_time", end.map(Instant::getEpochSecond).orElse(GO_ZERO_TIME));
  }

  Optional<Instant> endedAt() {
    return end;
  }

  boolean isSuccessful() {
    return status.equals("succeeded");
  }

  ObjectNode resources() {
    var in =
        inputs.entrySet().stream()
            .map(
                input ->
                    Json.object(
                        "name",
                        input.getKey(),
                        "version",
                        input.getValue(),
                        "pipeline_id",
                        2,
                        "first_occurrence",
                        false))
            .toList();
    var out =
        outputs.entrySet().stream()
            .map(output -> Json.object("name", output.getKey(), "version", output.getValue()))
            .toList();
    return Json.object("inputs", Json.array(in), "outputs", Json.array(out));
  }

  private void say(Instant now) {
    while (chatsSince.isPresent() && !chatsSince.get().isAfter(now)) {
      var when = chatsSince.get();
      events.add(BuildEvent.stdout(TASK, "Task 260170 | still updating\r\n", when));
      chatsSince = Optional.of(when.plus(CHATTER));
    }
  }
}
