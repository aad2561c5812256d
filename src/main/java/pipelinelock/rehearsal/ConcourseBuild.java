package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A build of the simulated Concourse; guarded by the Concourse's monitor. */
final class ConcourseBuild {
  /** {@code time.Time{}.Unix()}, as a real 7.11.2 writes it. */
  private static final long GO_ZERO_TIME = -62_135_596_800L;

  private static final Duration CHATTER = Duration.ofSeconds(10);

  private final Name name;
  private final Optional<String> createdBy;
  private final List<BuildEvent> events = new ArrayList<>();
  private final Map<String, JsonNode> inputs = new LinkedHashMap<>();
  private final Map<String, JsonNode> outputs = new LinkedHashMap<>();
  private String status = "pending";
  private Optional<Instant> start = Optional.empty();
  private Optional<Instant> end = Optional.empty();
  private Optional<WorldTime.Stopwatch> sinceAbort = Optional.empty();
  private Optional<Instant> chatsSince = Optional.empty();

  /** The id that the API counts, and the number that people see on the job. */
  record Name(int id, String job, String number) {}

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

  boolean isPending() {
    return status.equals("pending");
  }

  boolean isStarted() {
    return status.equals("started");
  }

  boolean isOver() {
    return !isPending() && !isStarted();
  }

  Optional<WorldTime.Stopwatch> sinceAbort() {
    return sinceAbort;
  }

  ConcourseBuild start(Instant when) {
    status = "started";
    start = Optional.of(when);
    events.add(BuildEvent.status(status, when));
    return this;
  }

  ConcourseBuild end(String how, Instant when) {
    say(when);
    chatsSince = Optional.empty();
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

  void abort(WorldTime time) {
    if (!isOver() && sinceAbort.isEmpty()) {
      sinceAbort = Optional.of(time.start());
    }
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
        name.job,
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
      events.add(BuildEvent.log("65d3a1f0:1", "Task 260170 | still updating\n", when));
      chatsSince = Optional.of(when.plus(CHATTER));
    }
  }
}
