package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Json;

/** What the Concourse API says about the installation, its one team and its one pipeline. */
final class ConcourseDocuments {
  private final SimulatedConcourse concourse;

  ConcourseDocuments(SimulatedConcourse concourse) {
    this.concourse = concourse;
  }

  ObjectNode info() {
    var flags =
        Stream.of(
                "across_step",
                "build_rerun",
                "cache_streamed_volumes",
                "global_resources",
                "pipeline_instances",
                "redact_secrets",
                "resource_causality")
            .collect(
                Json.MAPPER::createObjectNode,
                (all, flag) -> all.put(flag, false),
                ObjectNode::setAll);
    return Json.object(
        "version",
        concourse.version(),
        "worker_version",
        "2.5",
        "feature_flags",
        flags,
        "external_url",
        concourse.url(),
        "cluster_name",
        "dev04");
  }

  ObjectNode user() {
    var name = concourse.tokens().username();
    return Json.object(
        "sub",
        "CgVhZG1pbhIFbG9jYWw",
        "name",
        name,
        "user_id",
        name,
        "user_name",
        name,
        "email",
        name,
        "is_admin",
        true,
        "is_system",
        false,
        "teams",
        Map.of("main", List.of("owner")),
        "connector",
        "local",
        "display_user_id",
        name);
  }

  ObjectNode team() {
    var owners =
        Map.of("owner", Map.of("users", List.of("local:" + concourse.tokens().username())));
    return Json.object("id", 1, "name", "main", "auth", owners);
  }

  ObjectNode pipeline() {
    var pipeline =
        Json.object(
            "id",
            2,
            "name",
            SimulatedConcourse.PIPELINE,
            "paused",
            concourse.pipeline().isPaused(),
            "public",
            true,
            "archived",
            false,
            "groups",
            List.of(
                Map.of(
                    "name", "deploy", "jobs", List.copyOf(concourse.pipeline().jobs().keySet()))),
            "team_name",
            "main",
            "last_updated",
            concourse.startedAt());
    if (concourse.pipeline().isPaused()) {
      pipeline.put("paused_by", concourse.tokens().username());
    }
    return pipeline;
  }

  Answer config() {
    var params = Json.object("DISABLE_PIPELINE_LOCKING", "");
    var init =
        Json.object(
            "task", "init-pipeline-pool",
            "tags", List.of("colocated-with-web"),
            "config", Json.object("platform", "linux", "params", params));
    var put = Json.object("put", "pipeline-pool", "params", Json.object("claim", "lock"));
    var lock =
        Json.object(
            "task",
            "lock-the-pipeline",
            "config",
            Json.object("platform", "linux", "params", params),
            "on_failure",
            put);
    var plan = List.of(Json.object("get", "paas-cf"), init, Json.object("try", lock));
    var job = Json.object("name", PipelineHistory.LOCK_JOB, "serial", true, "plan", plan);
    var config = Json.object("jobs", List.of(job), "resources", List.of());
    return Answer.json(Json.object("config", config)).with("X-Concourse-Config-Version", "17");
  }

  static ObjectNode plan(ConcourseBuild build) {
    if (build.job().equals(PipelineHistory.LOCK_JOB)) {
      return (ObjectNode) Json.parse(Json.resource("concourse/pipeline-lock.plan.json"));
    }
    var task =
        Json.object(
            "id",
            ConcourseBuild.TASK,
            "task",
            Json.object("name", build.job(), "privileged", false, "hermetic", false));
    return Json.object(
        "schema", "exec.v2", "plan", Json.object("id", "65d3a1f0:2", "do", List.of(task)));
  }
}
