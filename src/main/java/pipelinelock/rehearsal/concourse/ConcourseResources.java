package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/** The resources of the pipeline and their checks, which always succeed. */
final class ConcourseResources {
  private static final Map<String, String> TYPES =
      Map.of(
          "pipeline-pool", "pinned-pool",
          "paas-cf", "git",
          "git-ssh-private-key", "s3-iam",
          "pipeline-trigger", "semver-iam");
  private static final List<Map<String, String>> LOCK =
      List.of(
          Map.of("name", "lock_name", "value", "lock"),
          Map.of("name", "pool_name", "value", SimulatedConcourse.PIPELINE));

  private final WorldTime time;
  private final ConcoursePipeline pipeline;
  private String poolVersion = "5b07861c0f1d4f6a8c1e2b3a4d5c6b7a8f9e0d1c";
  private static final int LAST_CHECK = 98123;

  ConcourseResources(WorldTime time, ConcoursePipeline pipeline) {
    this.time = time;
    this.pipeline = pipeline;
  }

  /** The commit that the last check of the pool found. */
  void poolVersion(String commit) {
    poolVersion = commit;
  }

  Answer one(Map<String, String> at) {
    return type(at)
        .map(type -> Answer.json(resource(at.getOrDefault("resource", ""), type)))
        .orElseGet(() -> Answer.empty(404));
  }

  Answer versions(Map<String, String> at) {
    if (!"pipeline-pool".equals(at.get("resource"))) {
      return type(at).isPresent() ? Answer.json(Json.MAPPER.createArrayNode()) : Answer.empty(404);
    }
    var version =
        Json.object(
            "id",
            771,
            "metadata",
            LOCK,
            "version",
            Json.object("ref", poolVersion),
            "enabled",
            true);
    return Answer.json(Json.array(List.of(version)));
  }

  Answer check(Call call, Map<String, String> at) {
    if (type(at).isEmpty()) {
      return Answer.empty(404);
    }
    if (call.json().isEmpty()) {
      return Answer.empty(400);
    }
    return Answer.json(201, pipeline.check(at.getOrDefault("resource", "")).json());
  }

  private static Optional<String> type(Map<String, String> at) {
    return Optional.ofNullable(TYPES.get(at.getOrDefault("resource", "")));
  }

  private ObjectNode resource(String name, String type) {
    var plan = Json.object("id", "65d3a200:1", "check", Json.object("name", name, "type", type));
    return Json.object(
        "name",
        name,
        "pipeline_id",
        2,
        "pipeline_name",
        SimulatedConcourse.PIPELINE,
        "team_name",
        "main",
        "type",
        type,
        "last_checked",
        time.epochSecond() - 20,
        "build",
        lastCheck().set("plan", plan));
  }

  private ObjectNode lastCheck() {
    return Json.object(
        "id",
        LAST_CHECK,
        "name",
        "check",
        "status",
        "succeeded",
        "start_time",
        time.epochSecond() - 22,
        "end_time",
        time.epochSecond() - 20,
        "team_name",
        "main",
        "pipeline_id",
        2,
        "pipeline_name",
        SimulatedConcourse.PIPELINE);
  }
}
