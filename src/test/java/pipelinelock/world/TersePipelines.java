package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.world.ConcourseFacts.Check;
import pipelinelock.world.ConcourseFacts.Job;
import pipelinelock.world.ConcourseFacts.Pipeline;
import pipelinelock.world.ConcourseFacts.Resource;

/** The pipelines of a tersely described world: the locked one, and each that a build is of. */
final class TersePipelines {
  private final JsonNode world;
  private final Ages ages;
  private final Map<String, Pipeline> all = new LinkedHashMap<>();

  TersePipelines(JsonNode world, Ages ages, List<String> pathJobs) {
    this.world = world;
    this.ages = ages;
    all.put(key("main", Setting.PIPELINE, ""), locked(pathJobs));
    world.path("pipelines").forEach(it -> all.put(key(it), further(it)));
  }

  List<Pipeline> all() {
    return List.copyOf(all.values());
  }

  /** The pipeline that a build is of, which gets the job where it has none of the name. */
  Pipeline of(JsonNode build, String job) {
    var pipeline = all.computeIfAbsent(key(build), _ -> further(build));
    if (pipeline.jobs().stream().noneMatch(it -> it.name().equals(job))) {
      var jobs = new ArrayList<>(pipeline.jobs());
      jobs.add(Usual.job(100 * pipeline.id() + jobs.size(), job, List.of(), List.of()));
      pipeline =
          new Pipeline(
              pipeline.id(),
              pipeline.team(),
              pipeline.name(),
              pipeline.instanceVars(),
              pipeline.paused(),
              pipeline.pausedBy(),
              pipeline.archived(),
              pipeline.exposed(),
              jobs,
              pipeline.resources(),
              pipeline.config());
      all.put(key(build), pipeline);
    }
    return pipeline;
  }

  private static String key(JsonNode node) {
    return key(
        Ages.text(node, "team").orElse("main"), name(node), Ages.text(node, "vars").orElse(""));
  }

  private static String name(JsonNode node) {
    return Ages.text(node, "pipeline").or(() -> Ages.text(node, "name")).orElse(Setting.PIPELINE);
  }

  private static String key(String team, String name, String vars) {
    return team + "\n" + name + "\n" + vars;
  }

  private Pipeline locked(List<String> pathJobs) {
    var usual = Usual.pipeline(ages.now(), pathJobs);
    return new Pipeline(
        usual.id(),
        usual.team(),
        usual.name(),
        usual.instanceVars(),
        world.has("paused"),
        Ages.text(world, "paused"),
        world.path("archived").asBoolean(),
        world.path("exposed").asBoolean(),
        usual.jobs().stream().map(this::paused).toList(),
        usual.resources().stream().map(this::checked).toList(),
        world.path("switched_off").asBoolean()
            ? usual.config().map(it -> Usual.json(it.toString().replace("\"\"", "\"true\"")))
            : usual.config());
  }

  private Job paused(Job job) {
    var by = Ages.text(world.path("paused_jobs"), job.name());
    return new Job(
        job.id(), job.name(), by.isPresent(), by, job.inputs(), job.outputs(), job.exposed());
  }

  private Resource checked(Resource usual) {
    JsonNode told = world.path("checks").path(usual.name());
    if (told.isMissingNode()) {
      return usual;
    }
    var start = ages.ago(told, "start");
    Optional<Instant> end = told.has("end") ? ages.ago(told, "end") : Optional.empty();
    return new Resource(
        usual.name(),
        usual.type(),
        Optional.of(new Check(98_500, told.path("status").asText("succeeded"), start, end)),
        ages.ago(told, "checked").or(() -> end),
        usual.versions());
  }

  private Pipeline further(JsonNode node) {
    return new Pipeline(
        Usual.PIPELINE_ID + all.size(),
        Ages.text(node, "team").orElse("main"),
        name(node),
        Ages.text(node, "vars").map(Usual::json),
        node.has("paused"),
        Ages.text(node, "paused"),
        node.path("archived").asBoolean(),
        node.path("exposed").asBoolean(),
        List.of(),
        List.of(),
        Optional.empty());
  }
}
