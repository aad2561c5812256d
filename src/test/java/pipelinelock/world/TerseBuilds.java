package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.world.BuildFact.Preparation;
import pipelinelock.world.ConcourseFacts.Pipeline;

/** The builds of a tersely described world. Ids that are not given follow the times. */
final class TerseBuilds {
  private static final long FIRST_ID = 5000;

  private final Ages ages;
  private final Duration skew;
  private final TersePipelines pipelines;
  private final ClaimCommits claims;
  private final List<BuildFact> builds = new ArrayList<>();
  private long nextId = FIRST_ID;

  TerseBuilds(JsonNode world, Ages ages, TersePipelines pipelines, ClaimCommits claims) {
    this.ages = ages;
    this.skew = Ages.age(world, "build_clock").orElse(Duration.ZERO);
    this.pipelines = pipelines;
    this.claims = claims;
  }

  List<BuildFact> builds(JsonNode world) {
    each(world.path("many"), this::many);
    each(world.path("filler"), this::filler);
    var told = new ArrayList<JsonNode>();
    world.path("builds").forEach(told::add);
    world.path("other").forEach(told::add);
    told.sort(Comparator.comparing(this::queued));
    told.forEach(it -> builds.add(build(it)));
    return builds;
  }

  private static void each(JsonNode node, java.util.function.Consumer<JsonNode> use) {
    if (node.isArray()) {
      node.forEach(use);
    } else if (node.isObject()) {
      use.accept(node);
    }
  }

  /** Builds of one job, day after day, up to three days ago. */
  private void many(JsonNode node) {
    int to = node.path("to").asInt();
    for (int i = node.path("from").asInt(); i <= to; i++) {
      var start = ages.ago(Duration.ofHours(72 + 24L * (to - i)));
      long id = node.path("ids").asLong() + i - node.path("from").asInt();
      ended(node, id, Integer.toString(i), start, Optional.of("0.0." + (336 + i)));
    }
  }

  /** Builds of a job that is no matter, each ten minutes, up to an hour ago. */
  private void filler(JsonNode node) {
    int count = node.path("count").asInt();
    for (int i = 0; i < count; i++) {
      var start = ages.ago(Duration.ofMinutes(60 + 10L * (count - i)));
      ended(
          node, node.path("ids").asLong() + i, Integer.toString(900 + i), start, Optional.empty());
    }
  }

  private void ended(JsonNode node, long id, String name, Instant start, Optional<String> run) {
    var job = node.path("job").asText();
    var pipeline = pipelines.of(node, job);
    var build =
        BuildFact.queued(id, pipeline, job, name, start)
            .started(start, Usual.taskPlan(job), List.of(EventFact.status(start, "started")))
            .ended(node.path("status").asText("succeeded"), start.plusSeconds(300));
    builds.add(versions(build, run, Optional.empty()));
  }

  private Instant queued(JsonNode node) {
    return ages.ago(node, "seen").or(() -> ages.ago(node, "start")).orElse(ages.first());
  }

  private BuildFact build(JsonNode node) {
    long id = node.has("id") ? node.path("id").asLong() : nextId++;
    if (node.path("oneoff").asBoolean()) {
      var team = Ages.text(node, "team").orElse("main");
      var name = Ages.text(node, "name").orElse("1");
      return told(node, "one-off", BuildFact.oneOff(id, team, name, queued(node)), "");
    }
    if (node.has("check")) {
      return check(id, node);
    }
    var is = node.required("is").asText();
    int space = is.lastIndexOf(' ');
    var job = is.substring(0, space);
    var name = is.substring(space + 1);
    Pipeline pipeline = pipelines.of(node, job);
    return told(
        node,
        job,
        BuildFact.queued(id, pipeline, job, name, queued(node)),
        "%s %s %s".formatted(pipeline.name(), job, name));
  }

  /** A check that somebody asked for, which is kept as a build. */
  private BuildFact check(long id, JsonNode node) {
    var resource = node.path("check").asText();
    var plan = Usual.json("{\"id\":\"c0\",\"check\":{\"name\":\"%s\"}}".formatted(resource));
    var start = queued(node);
    var build = BuildFact.oneOff(id, "main", "check", start);
    return new BuildFact(
            id,
            build.team(),
            Optional.of(Usual.PIPELINE_ID),
            Optional.empty(),
            build.name(),
            "pending",
            start,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Map.of(),
            Map.of(),
            false)
        .started(start, plan, List.of(EventFact.status(start, "started")));
  }

  private BuildFact told(JsonNode node, String job, BuildFact queued, String key) {
    var build = Ages.text(node, "by").map(queued::by).orElse(queued);
    if (node.has("rerun_of")) {
      build = build.rerunOf(original(node.path("rerun_of").asText(), build));
    }
    var status = node.required("status").asText();
    if (status.equals("pending")) {
      return build.prepared(preparation(node.path("prep")));
    }
    var start = ages.ago(node, "start");
    if (start.isEmpty()) {
      return build.ended(status, ages.ago(node, "end").orElse(queued.queued())); // never started
    }
    var claim = claims.by(key, start.get());
    var end =
        status.equals("started")
            ? Optional.<Instant>empty()
            : ages.ago(node, "end").or(() -> start.map(it -> it.plusSeconds(60)));
    var story = new TerseStory(node, job, start.get(), end, ages, skew);
    build = build.started(start.get().plus(skew), story.plan(), story.events(claim));
    if (end.isPresent()) {
      build = build.ended(status, end.get().plus(skew));
    }
    build = node.path("reaped").asBoolean() ? build.withReapedEvents() : build;
    var output = node.path("put").asText("done").equals("done") ? claim : Optional.<String>empty();
    return versions(build, Ages.text(node, "run"), output);
  }

  private long original(String told, BuildFact rerun) {
    var name = told.substring(told.lastIndexOf(' ') + 1);
    return builds.stream()
        .filter(it -> it.job().equals(rerun.job()) && it.pipeline().equals(rerun.pipeline()))
        .filter(it -> it.name().equals(name))
        .findFirst()
        .map(BuildFact::id)
        .orElse(1L); // long gone
  }

  private static Preparation preparation(JsonNode node) {
    var missing = new HashMap<String, String>();
    node.path("missing")
        .properties()
        .forEach(it -> missing.put(it.getKey(), it.getValue().asText()));
    Set<String> blocking = new HashSet<>();
    node.path("blocking").forEach(it -> blocking.add(it.asText()));
    return new Preparation(
        node.path("paused_pipeline").asBoolean(),
        node.path("paused_job").asBoolean(),
        node.path("behind").asBoolean(),
        blocking,
        missing);
  }

  private static BuildFact versions(BuildFact build, Optional<String> run, Optional<String> claim) {
    Map<String, Map<String, String>> trigger =
        run.map(it -> Map.of("pipeline-trigger", Map.of("number", it))).orElse(Map.of());
    boolean makes = build.job().filter(it -> it.equals("pipeline-lock")).isPresent();
    var outputs = new HashMap<>(makes ? trigger : Map.<String, Map<String, String>>of());
    claim.ifPresent(it -> outputs.put("pipeline-pool", Map.of("ref", it)));
    return build.withVersions(makes ? Map.of() : trigger, outputs);
  }
}
