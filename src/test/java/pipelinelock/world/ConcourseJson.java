package pipelinelock.world;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pipelinelock.world.BuildFact.Preparation;
import pipelinelock.world.ConcourseFacts.Check;
import pipelinelock.world.ConcourseFacts.Container;
import pipelinelock.world.ConcourseFacts.Job;
import pipelinelock.world.ConcourseFacts.Pipeline;
import pipelinelock.world.ConcourseFacts.Resource;
import pipelinelock.world.ConcourseFacts.Worker;

/** The facts as Concourse writes them; what is absent or false is left out as Concourse does. */
final class ConcourseJson {
  /** What Go makes of a time that is not set, as a job's open build shows it. */
  private static final long ZERO_TIME = -62_135_596_800L;

  private final ConcourseFacts facts;

  ConcourseJson(ConcourseFacts facts) {
    this.facts = facts;
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  ObjectNode info() {
    var info = object();
    info.put("version", facts.version());
    info.put("worker_version", "2.5");
    var flags = info.putObject("feature_flags");
    new TreeMap<>(facts.featureFlags()).forEach(flags::put);
    info.put("external_url", facts.externalUrl());
    info.put("cluster_name", "dev04");
    return info;
  }

  ObjectNode user() {
    var user = object();
    user.put("sub", "CghvcGVyYXRvchIFbG9jYWw");
    user.put("name", "operator");
    user.put("user_id", "operator");
    user.put("user_name", "");
    user.put("email", "operator");
    user.put("is_admin", facts.reach().admin());
    user.put("is_system", false);
    var teams = user.putObject("teams");
    new TreeMap<>(facts.reach().roles()).forEach((team, role) -> teams.putArray(team).add(role));
    user.put("connector", "local");
    user.put("display_user_id", "operator");
    return user;
  }

  ObjectNode build(BuildFact build) {
    var json = slim(build);
    json.put("api_url", "/api/v1/builds/" + build.id());
    build.by().ifPresent(by -> json.put("created_by", by));
    build
        .rerunOf()
        .ifPresent(
            original -> {
              json.put("rerun_number", number(build.name()));
              json.putObject("rerun_of")
                  .put("id", original)
                  .put("name", build.name().replaceFirst("\\.\\d+$", ""));
            });
    if (build.reaped()) {
      seconds(json, "reap_time", build.end());
    }
    return json;
  }

  /** A build inside the summary of a job. */
  ObjectNode summary(BuildFact build) {
    var json = slim(build);
    if (build.isOpen()) {
      json.put("end_time", ZERO_TIME);
      json.put("start_time", build.start().map(Instant::getEpochSecond).orElse(ZERO_TIME));
    }
    return json;
  }

  private ObjectNode slim(BuildFact build) {
    var json = object();
    json.put("id", build.id());
    json.put("name", build.name());
    json.put("status", build.status());
    json.put("team_name", build.team());
    build.pipeline().flatMap(facts::pipeline).ifPresent(it -> pipelineOf(json, it));
    build.job().ifPresent(job -> json.put("job_name", job));
    checked(build).ifPresent(resource -> json.put("resource_name", resource));
    seconds(json, "start_time", build.start());
    seconds(json, "end_time", build.end());
    return json;
  }

  /** The resource of a check that is kept as a build, as those are that somebody asked for. */
  private static Optional<String> checked(BuildFact build) {
    return build
        .plan()
        .map(it -> it.path("check").path("name").asText())
        .filter(it -> !it.isEmpty());
  }

  private static void pipelineOf(ObjectNode json, Pipeline pipeline) {
    json.put("pipeline_id", pipeline.id());
    json.put("pipeline_name", pipeline.name());
    pipeline.instanceVars().ifPresent(vars -> json.set("pipeline_instance_vars", vars));
  }

  ObjectNode pipeline(Pipeline pipeline) {
    var json = object();
    json.put("id", pipeline.id());
    json.put("name", pipeline.name());
    pipeline.instanceVars().ifPresent(vars -> json.set("instance_vars", vars));
    json.put("paused", pipeline.paused());
    pipeline.pausedBy().ifPresent(by -> json.put("paused_by", by));
    json.put("public", pipeline.exposed());
    json.put("archived", pipeline.archived());
    json.put("team_name", pipeline.team());
    json.put("last_updated", 1_796_010_924L);
    return json;
  }

  /** A job as its list shows it ({@code atc/summary.go}); the job alone has nulls in place. */
  ObjectNode job(Pipeline of, Job job, List<BuildFact> builds, boolean alone) {
    var json = object();
    json.put("id", job.id());
    json.put("name", job.name());
    json.put("team_name", of.team());
    pipelineOf(json, of);
    if (job.paused()) {
      json.put("paused", true);
      job.pausedBy().ifPresent(by -> json.put("paused_by", by));
    }
    var states = new JobBuilds(builds);
    summary(json, "finished_build", states.finished(), alone);
    summary(json, "next_build", states.next(), alone);
    summary(json, "transition_build", states.transition(), false);
    names(json, "inputs", job.inputs());
    names(json, "outputs", job.outputs());
    return json;
  }

  private void summary(ObjectNode json, String name, Optional<BuildFact> build, boolean alone) {
    if (build.isPresent()) {
      json.set(name, alone ? build(build.get()) : summary(build.get()));
    } else if (alone) {
      json.putNull(name);
    }
  }

  private static void names(ObjectNode json, String key, List<String> resources) {
    if (!resources.isEmpty()) {
      var all = json.putArray(key);
      resources.forEach(it -> all.addObject().put("name", it).put("resource", it));
    }
  }

  ObjectNode resource(Pipeline of, Resource resource) {
    var json = object();
    json.put("name", resource.name());
    pipelineOf(json, of);
    json.put("team_name", of.team());
    json.put("type", resource.type());
    seconds(json, "last_checked", resource.lastChecked());
    resource.check().ifPresent(check -> json.set("build", check(of, resource, check)));
    return json;
  }

  private static ObjectNode check(Pipeline of, Resource resource, Check check) {
    var json = object();
    json.put("id", check.buildId());
    json.put("name", "check");
    json.put("status", check.status());
    json.put("team_name", of.team());
    pipelineOf(json, of);
    seconds(json, "start_time", check.start());
    seconds(json, "end_time", check.end());
    json.putObject("plan")
        .put("id", "6b0cfa00")
        .putObject("check")
        .put("name", resource.name())
        .put("type", resource.type());
    return json;
  }

  static ArrayNode versions(Resource resource) {
    var all = array();
    resource
        .versions()
        .forEach(
            it -> {
              var json = all.addObject();
              json.put("id", it.id());
              version(json.putObject("version"), it.version());
              json.put("enabled", true);
            });
    return all;
  }

  ObjectNode preparation(BuildFact build) {
    var told = build.preparation().orElse(Preparation.NOTHING);
    var json = object();
    json.put("build_id", build.id());
    json.put("paused_pipeline", word(told.pausedPipeline()));
    json.put("paused_job", word(told.pausedJob()));
    json.put("max_running_builds", word(told.behind()));
    var inputs = json.putObject("inputs");
    if (build.status().equals("pending")) {
      inputsOf(build).forEach(it -> inputs.put(it, "not_blocking"));
    }
    told.blocking().forEach(it -> inputs.put(it, "blocking"));
    told.missing().keySet().forEach(it -> inputs.put(it, "blocking"));
    json.put("inputs_satisfied", word(!told.blocking().isEmpty() || !told.missing().isEmpty()));
    version(json.putObject("missing_input_reasons"), told.missing());
    return json;
  }

  private List<String> inputsOf(BuildFact build) {
    return job(build).map(Job::inputs).orElse(List.of());
  }

  private Optional<Job> job(BuildFact build) {
    return build
        .pipeline()
        .flatMap(facts::pipeline)
        .flatMap(
            it ->
                it.jobs().stream()
                    .filter(job -> build.job().equals(Optional.of(job.name())))
                    .findFirst());
  }

  private static String word(boolean blocking) {
    return blocking ? "blocking" : "not_blocking";
  }

  static ObjectNode resources(BuildFact build) {
    var json = object();
    versions(json.putArray("inputs"), build.inputs());
    versions(json.putArray("outputs"), build.outputs());
    return json;
  }

  private static void versions(ArrayNode json, Map<String, Map<String, String>> versions) {
    new TreeMap<>(versions)
        .forEach(
            (name, version) -> {
              var one = json.addObject().put("name", name);
              version(one.putObject("version"), version);
            });
  }

  private static void version(ObjectNode json, Map<String, String> version) {
    new TreeMap<>(version).forEach(json::put);
  }

  ObjectNode container(Container container) {
    var json = object();
    json.put("id", container.handle());
    json.put("worker_name", container.worker());
    json.put("state", container.state());
    json.put("type", container.type());
    json.put("step_name", container.stepName());
    container.pipeline().flatMap(facts::pipeline).ifPresent(it -> pipelineOf(json, it));
    container.build().ifPresent(id -> json.put("build_id", id));
    container.build().flatMap(facts::build).ifPresent(it -> buildOf(json, it));
    if (container.build().isEmpty()) {
      json.put("build_name", "check");
    }
    json.put("working_directory", "/tmp/build/" + container.type());
    return json;
  }

  private void buildOf(ObjectNode json, BuildFact build) {
    json.put("build_name", build.name());
    job(build).ifPresent(it -> json.put("job_id", it.id()));
    build.job().ifPresent(job -> json.put("job_name", job));
  }

  ObjectNode worker(Worker worker) {
    var json = object();
    boolean gone = worker.state().equals("landed");
    json.put("addr", gone ? "" : "127.0.0.1:40123");
    json.put("baggageclaim_url", gone ? "" : "http://127.0.0.1:40124");
    json.put("active_containers", worker.activeContainers().orElseGet(() -> containersOn(worker)));
    json.put("active_volumes", 40);
    json.put("active_tasks", worker.activeTasks());
    json.putArray("resource_types");
    json.put("platform", worker.platform());
    if (worker.tags().isEmpty()) {
      json.putNull("tags");
    } else {
      worker.tags().forEach(json.putArray("tags")::add);
    }
    json.put("team", worker.team());
    json.put("name", worker.name());
    json.put("version", worker.version());
    json.put("start_time", worker.start().map(Instant::getEpochSecond).orElse(0L));
    json.put("ephemeral", false);
    json.put("state", worker.state());
    return json;
  }

  private int containersOn(Worker worker) {
    return Math.toIntExact(
        facts.containers().stream()
            .filter(it -> it.worker().equals(worker.name()) && it.state().equals("created"))
            .count());
  }

  private static int number(String rerun) {
    return Integer.parseInt(rerun.substring(rerun.lastIndexOf('.') + 1));
  }

  private static void seconds(ObjectNode json, String name, Optional<Instant> time) {
    time.ifPresent(it -> json.put(name, it.getEpochSecond()));
  }
}
