package pipelinelock.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.world.ConcourseFacts.Check;
import pipelinelock.world.ConcourseFacts.Container;
import pipelinelock.world.ConcourseFacts.Job;
import pipelinelock.world.ConcourseFacts.Pipeline;
import pipelinelock.world.ConcourseFacts.Reach;
import pipelinelock.world.ConcourseFacts.Resource;
import pipelinelock.world.ConcourseFacts.Version;
import pipelinelock.world.ConcourseFacts.Worker;

/**
 * The facts behind a recording, so that what was not asked when it was made can be answered from
 * what was, as Concourse would have.
 */
final class RecordedFacts {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String API = "/api/v1";
  private static final String LOCKED = API + "/teams/main/pipelines/" + Setting.PIPELINE;

  private final Recording recording;
  private final Map<Long, Pipeline> pipelines = new LinkedHashMap<>();
  private final Map<Long, BuildFact> builds = new LinkedHashMap<>();

  private RecordedFacts(Recording recording) {
    this.recording = recording;
  }

  static ConcourseFacts of(Recording recording) {
    return new RecordedFacts(recording).facts();
  }

  /** Builds, as {@code "id":74,}, that moved between two of the recording's answers. */
  static List<String> movedMeanwhile(Recording recording) {
    var facts = new RecordedFacts(recording);
    return facts
        .list(API + "/builds?limit=100")
        .filter(
            it ->
                facts
                    .body(API + "/builds/" + id(it))
                    .filter(now -> !now.path("status").equals(it.path("status")))
                    .isPresent())
        .map(it -> "\"id\":" + id(it) + ",")
        .toList();
  }

  private ConcourseFacts facts() {
    var info = body(API + "/info").orElseThrow();
    Map<String, Boolean> flags = new HashMap<>();
    info.path("feature_flags")
        .properties()
        .forEach(it -> flags.put(it.getKey(), it.getValue().asBoolean()));
    list(API + "/teams/main/pipelines").forEach(it -> pipelines.put(id(it), pipeline(it)));
    list(API + "/builds?limit=100").forEach(this::build);
    return new ConcourseFacts(
        info.path("version").asText(),
        info.path("external_url").asText(),
        flags,
        reach(),
        List.copyOf(pipelines.values()),
        List.copyOf(builds.values()),
        list(API + "/teams/main/containers").map(RecordedFacts::container).toList(),
        list(API + "/workers").map(RecordedFacts::worker).toList());
  }

  private Reach reach() {
    var user = body(API + "/user").orElseThrow();
    Map<String, String> roles = new HashMap<>();
    user.path("teams")
        .properties()
        .forEach(it -> roles.put(it.getKey(), it.getValue().path(0).asText()));
    return new Reach(false, user.path("is_admin").asBoolean(), roles, Optional.empty());
  }

  private Pipeline pipeline(JsonNode json) {
    boolean locked = json.path("name").asText().equals(Setting.PIPELINE);
    return new Pipeline(
        id(json),
        json.path("team_name").asText(),
        json.path("name").asText(),
        Optional.ofNullable(json.get("instance_vars")),
        json.path("paused").asBoolean(),
        Ages.text(json, "paused_by"),
        json.path("archived").asBoolean(),
        json.path("public").asBoolean(),
        locked ? list(LOCKED + "/jobs").map(RecordedFacts::job).toList() : List.of(),
        locked ? list(LOCKED + "/resources").map(this::resource).toList() : List.of(),
        locked ? body(LOCKED + "/config").map(it -> it.path("config")) : Optional.empty());
  }

  private static Job job(JsonNode json) {
    return new Job(
        id(json),
        json.path("name").asText(),
        json.path("paused").asBoolean(),
        Ages.text(json, "paused_by"),
        names(json.path("inputs")),
        names(json.path("outputs")),
        false);
  }

  private static List<String> names(JsonNode inputs) {
    return inputs.valueStream().map(it -> it.path("resource").asText()).toList();
  }

  private Resource resource(JsonNode json) {
    var build = json.path("build");
    var name = json.path("name").asText();
    var versions = new ArrayList<Version>();
    list(LOCKED + "/resources/" + name + "/versions?limit=20")
        .forEach(it -> versions.add(new Version(id(it), words(it.path("version")))));
    return new Resource(
        name,
        json.path("type").asText(),
        build.isMissingNode()
            ? Optional.empty()
            : Optional.of(
                new Check(
                    id(build),
                    build.path("status").asText(),
                    time(build, "start_time"),
                    time(build, "end_time"))),
        time(json, "last_checked"),
        versions);
  }

  private void build(JsonNode json) {
    long id = id(json);
    var pipeline = Optional.ofNullable(json.get("pipeline_id")).map(JsonNode::asLong);
    pipeline.ifPresent(it -> pipelines.computeIfAbsent(it, _ -> unlisted(json)));
    var resources = body(API + "/builds/" + id + "/resources").orElse(JSON.createObjectNode());
    var status = json.path("status").asText();
    var start = time(json, "start_time");
    builds.put(
        id,
        new BuildFact(
            id,
            json.path("team_name").asText(),
            pipeline,
            Ages.text(json, "job_name"),
            json.path("name").asText(),
            status,
            start.orElse(Instant.EPOCH),
            start,
            time(json, "end_time"),
            Ages.text(json, "created_by"),
            Optional.ofNullable(json.get("rerun_of")).map(RecordedFacts::id),
            Optional.ofNullable(json.get("resource_name"))
                .map(RecordedFacts::check)
                .or(() -> body(API + "/builds/" + id + "/plan").map(it -> it.path("plan"))),
            recording.stream(id).map(RecordedFacts::events).orElse(List.of()),
            status.equals("pending")
                ? body(API + "/builds/" + id + "/preparation").map(RecordedFacts::preparation)
                : Optional.empty(),
            versions(resources.path("inputs")),
            versions(resources.path("outputs")),
            json.has("reap_time")));
  }

  private static JsonNode check(JsonNode resource) {
    var plan = JSON.createObjectNode();
    plan.putObject("check").set("name", resource);
    return plan;
  }

  /** A pipeline of a team whose list was not asked for, known by its build. */
  private static Pipeline unlisted(JsonNode build) {
    return new Pipeline(
        build.path("pipeline_id").asLong(),
        build.path("team_name").asText(),
        build.path("pipeline_name").asText(),
        Optional.empty(),
        false,
        Optional.empty(),
        false,
        false,
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static Map<String, Map<String, String>> versions(JsonNode list) {
    Map<String, Map<String, String>> all = new HashMap<>();
    list.forEach(it -> all.put(it.path("name").asText(), words(it.path("version"))));
    return all;
  }

  private static Map<String, String> words(JsonNode object) {
    Map<String, String> all = new HashMap<>();
    object.properties().forEach(it -> all.put(it.getKey(), it.getValue().asText()));
    return all;
  }

  private static BuildFact.Preparation preparation(JsonNode json) {
    Set<String> blocking = new HashSet<>();
    words(json.path("inputs"))
        .forEach(
            (input, word) -> Stream.of(input).filter(_ -> blocks(word)).forEach(blocking::add));
    return new BuildFact.Preparation(
        blocks(json.path("paused_pipeline").asText()),
        blocks(json.path("paused_job").asText()),
        blocks(json.path("max_running_builds").asText()),
        blocking,
        words(json.path("missing_input_reasons")));
  }

  private static boolean blocks(String word) {
    return word.equals("blocking");
  }

  private static List<EventFact> events(String stream) {
    return stream
        .lines()
        .filter(it -> it.startsWith("data: {"))
        .map(it -> json(it.substring("data: ".length())))
        .map(it -> new EventFact(it.path("event").asText(), (ObjectNode) it.path("data")))
        .toList();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Container container(JsonNode json) {
    return new Container(
        json.path("id").asText(),
        json.path("worker_name").asText(),
        json.path("state").asText(),
        json.path("type").asText(),
        json.path("step_name").asText(),
        "main",
        Optional.ofNullable(json.get("build_id")).map(JsonNode::asLong),
        Optional.ofNullable(json.get("pipeline_id")).map(JsonNode::asLong));
  }

  private static Worker worker(JsonNode json) {
    return new Worker(
        json.path("name").asText(),
        json.path("state").asText(),
        json.path("tags").valueStream().map(JsonNode::asText).toList(),
        json.path("team").asText(),
        json.path("platform").asText(),
        json.path("version").asText(),
        time(json, "start_time"),
        OptionalInt.of(json.path("active_containers").asInt()),
        json.path("active_tasks").asInt());
  }

  private static long id(JsonNode json) {
    return json.required("id").asLong();
  }

  private static Optional<Instant> time(JsonNode json, String name) {
    return Optional.ofNullable(json.get(name))
        .map(JsonNode::asLong)
        .filter(it -> it > 0)
        .map(Instant::ofEpochSecond);
  }

  private Optional<JsonNode> body(String path) {
    return recording
        .answer(path)
        .filter(it -> it.path("status").asInt() == 200)
        .map(it -> it.path("body"));
  }

  private Stream<JsonNode> list(String path) {
    return body(path).stream().flatMap(JsonNode::valueStream);
  }
}
