package pipelinelock.world;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import pipelinelock.world.ConcourseFacts.Container;
import pipelinelock.world.ConcourseFacts.Job;
import pipelinelock.world.ConcourseFacts.Pipeline;
import pipelinelock.world.ConcourseFacts.Resource;

/** What Concourse answers to a request that changes nothing: a pure function of the facts. */
final class ConcourseAnswers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN =
      """
      {"access_token":"Oze9ffw5xLbuwI0tfDDj+JDy5Wcwy9VlAAAAAA","token_type":"bearer","expires_in":86399,"id_token":"eyJhbGciOiJSUzI1NiIs"}
      """;
  private static final String WRONG_PASSWORD =
      """
      {"error":"access_denied","error_description":"Invalid username or password"}
      """;

  private final ConcourseFacts facts;
  private final ConcourseJson json;

  ConcourseAnswers(ConcourseFacts facts) {
    this.facts = facts;
    this.json = new ConcourseJson(facts);
  }

  /** The answer; 404 without a body where Concourse has no such endpoint. */
  Told answer(Ask ask) {
    var outage = facts.reach().outage();
    if (outage.isPresent()) {
      return Told.text(outage.get(), "");
    }
    var path = ask.path();
    if (path.equals(List.of("sky", "issuer", "token"))) {
      return token();
    }
    if (path.size() < 3 || !path.get(0).equals("api") || !path.get(1).equals("v1")) {
      return Told.nothing(404);
    }
    return api(ask, path.subList(2, path.size()))
        .with("X-Concourse-Version", List.of(facts.version()));
  }

  private Told token() {
    return facts.reach().wrongPassword()
        ? new Told(401, Map.of("Content-Type", List.of("application/json")), WRONG_PASSWORD, false)
        : new Told(200, Map.of("Content-Type", List.of("application/json")), TOKEN, false);
  }

  private Told api(Ask ask, List<String> path) {
    return switch (path.getFirst()) {
      case "info" -> Told.json(json.info());
      case "user" -> authorised(ask, () -> Told.json(json.user()));
      case "workers" -> authorised(ask, this::workers);
      case "pipelines" -> pipelines(it -> isVisible(ask, it));
      case "jobs" -> jobs(it -> isVisible(ask, it));
      case "teams" -> path.size() == 1 ? teams(ask) : team(ask, path);
      case "builds" -> path.size() == 1 ? builds(ask, visibleBuilds(ask)) : build(ask, path);
      default -> Told.nothing(404);
    };
  }

  private Told workers() {
    return list(facts.workers(), json::worker);
  }

  private Told teams(Ask ask) {
    var teams = new TreeMap<String, Long>();
    facts.pipelines().forEach(it -> teams.putIfAbsent(it.team(), (long) teams.size() + 1));
    teams.keySet().removeIf(it -> !isMember(ask, it));
    return list(
        List.copyOf(teams.entrySet()),
        it -> ConcourseJson.object().put("id", it.getValue()).put("name", it.getKey()));
  }

  private Told pipelines(Predicate<Pipeline> which) {
    return list(facts.pipelines().stream().filter(which).toList(), json::pipeline);
  }

  private Told jobs(Predicate<Pipeline> which) {
    var all = ConcourseJson.array();
    facts.pipelines().stream()
        .filter(which)
        .filter(it -> !it.archived())
        .forEach(it -> it.jobs().forEach(job -> all.add(json.job(it, job, of(it, job), false))));
    return Told.json(all);
  }

  private Told team(Ask ask, List<String> path) {
    String team = path.get(1);
    String what = path.size() > 2 ? path.get(2) : "";
    return switch (what) {
      case "pipelines" ->
          path.size() == 3
              ? pipelines(it -> it.team().equals(team) && isVisible(ask, it))
              : pipeline(ask, team, path.get(3), path.subList(4, path.size()));
      case "builds" ->
          builds(ask, visibleBuilds(ask).stream().filter(it -> it.team().equals(team)).toList());
      case "containers" -> member(ask, team, () -> containers(ask, team));
      default -> Told.nothing(404);
    };
  }

  private Told pipeline(Ask ask, String team, String name, List<String> rest) {
    var found =
        facts.pipelines().stream()
            .filter(it -> it.team().equals(team) && it.name().equals(name))
            .filter(it -> it.instanceVars().equals(vars(ask)))
            .findFirst();
    if (found.isPresent() && !isVisible(ask, found.get())) {
      return refusal(ask);
    }
    return found.map(it -> pipeline(ask, it, rest)).orElse(Told.nothing(404));
  }

  private Told pipeline(Ask ask, Pipeline pipeline, List<String> rest) {
    if (rest.isEmpty()) {
      return Told.json(json.pipeline(pipeline));
    }
    return switch (rest.getFirst()) {
      case "config" -> member(ask, pipeline.team(), () -> config(pipeline));
      case "builds" -> builds(ask, of(pipeline));
      case "jobs" -> rest.size() == 1 ? jobs(it -> it.equals(pipeline)) : job(ask, pipeline, rest);
      case "resources" -> resources(pipeline, rest);
      default -> Told.nothing(404);
    };
  }

  private static Told config(Pipeline pipeline) {
    var body = ConcourseJson.object();
    body.set("config", pipeline.config().orElse(ConcourseJson.object()));
    return Told.json(body);
  }

  private Told job(Ask ask, Pipeline pipeline, List<String> rest) {
    var found = pipeline.jobs().stream().filter(it -> it.name().equals(rest.get(1))).findFirst();
    if (found.isEmpty()) {
      return Told.nothing(404);
    }
    var builds = of(pipeline, found.get());
    return switch (rest.size()) {
      case 2 -> Told.json(json.job(pipeline, found.get(), builds, true));
      case 3 -> builds(ask, builds);
      default ->
          builds.stream()
              .filter(it -> it.name().equals(rest.get(3)))
              .findFirst()
              .map(it -> Told.json(json.build(it)))
              .orElse(Told.nothing(404));
    };
  }

  private Told resources(Pipeline pipeline, List<String> rest) {
    if (rest.size() == 1) {
      return list(pipeline.resources(), it -> json.resource(pipeline, it));
    }
    Optional<Resource> found =
        pipeline.resources().stream().filter(it -> it.name().equals(rest.get(1))).findFirst();
    return found
        .map(
            it ->
                rest.size() == 2
                    ? Told.json(json.resource(pipeline, it))
                    : rest.size() == 3 && rest.get(2).equals("versions")
                        ? Told.json(ConcourseJson.versions(it))
                        : Told.nothing(404))
        .orElse(Told.nothing(404));
  }

  private Told build(Ask ask, List<String> path) {
    var build =
        Optional.of(path.get(1))
            .filter(it -> it.matches("\\d{1,18}"))
            .flatMap(it -> facts.build(Long.parseLong(it)));
    if (build.isEmpty()) {
      return Told.nothing(404);
    }
    var pipeline = build.get().pipeline().flatMap(facts::pipeline);
    boolean exposed = pipeline.filter(Pipeline::exposed).isPresent();
    String what = path.size() > 2 ? path.get(2) : "";
    boolean open = exposed && (what.isEmpty() || what.equals("resources") || jobIsExposed(build));
    return open || isMember(ask, build.get().team()) ? build(ask, build.get(), what) : refusal(ask);
  }

  private boolean jobIsExposed(Optional<BuildFact> build) {
    return build
        .flatMap(BuildFact::pipeline)
        .flatMap(facts::pipeline)
        .flatMap(
            it ->
                it.jobs().stream()
                    .filter(job -> build.flatMap(BuildFact::job).equals(Optional.of(job.name())))
                    .findFirst())
        .filter(Job::exposed)
        .isPresent();
  }

  private Told build(Ask ask, BuildFact build, String what) {
    return switch (what) {
      case "" -> Told.json(json.build(build));
      case "resources" -> Told.json(ConcourseJson.resources(build));
      case "preparation" -> Told.json(json.preparation(build));
      case "plan" -> build.plan().map(ConcourseAnswers::plan).orElse(Told.nothing(404));
      case "events" -> EventStream.of(build, ask);
      default -> Told.nothing(404);
    };
  }

  private static Told plan(JsonNode plan) {
    var body = ConcourseJson.object();
    body.put("schema", "exec.v2");
    body.set("plan", plan);
    return Told.json(body);
  }

  private Told builds(Ask ask, List<BuildFact> builds) {
    var page = new BuildPages(builds, ask).page();
    var told = list(page.builds(), json::build);
    var address = facts.externalUrl() + "/" + String.join("/", ask.path()) + "?";
    return page.links().isEmpty()
        ? told
        : told.with("Link", page.links().stream().map(it -> "<" + address + it).toList());
  }

  private Told containers(Ask ask, String team) {
    var wanted = new ArrayList<Predicate<Container>>();
    ask.parameter("type").ifPresent(type -> wanted.add(it -> it.type().equals(type)));
    ask.parameter("step_name").ifPresent(step -> wanted.add(it -> it.stepName().equals(step)));
    ask.parameter("build_id")
        .ifPresent(id -> wanted.add(it -> it.build().map(String::valueOf).equals(Optional.of(id))));
    ask.parameter("pipeline_name")
        .ifPresent(
            name ->
                wanted.add(
                    it ->
                        it.pipeline()
                            .flatMap(facts::pipeline)
                            .filter(of -> of.name().equals(name))
                            .isPresent()));
    ask.parameter("job_name").ifPresent(job -> wanted.add(it -> job(it).equals(Optional.of(job))));
    return list(
        facts.containers().stream()
            .filter(it -> it.team().equals(team) && wanted.stream().allMatch(p -> p.test(it)))
            .toList(),
        json::container);
  }

  private Optional<String> job(Container container) {
    return container.build().flatMap(facts::build).flatMap(BuildFact::job);
  }

  private List<BuildFact> visibleBuilds(Ask ask) {
    return facts.builds().stream()
        .filter(
            it ->
                isMember(ask, it.team())
                    || it.pipeline().flatMap(facts::pipeline).filter(Pipeline::exposed).isPresent())
        .toList();
  }

  private List<BuildFact> of(Pipeline pipeline) {
    return facts.builds().stream()
        .filter(it -> it.pipeline().equals(Optional.of(pipeline.id())))
        .toList();
  }

  private List<BuildFact> of(Pipeline pipeline, Job job) {
    return facts.builds().stream()
        .filter(it -> it.pipeline().equals(Optional.of(pipeline.id())))
        .filter(it -> it.job().equals(Optional.of(job.name())))
        .toList();
  }

  private boolean isVisible(Ask ask, Pipeline pipeline) {
    return pipeline.exposed() || isMember(ask, pipeline.team());
  }

  private boolean isMember(Ask ask, String team) {
    return hasToken(ask) && facts.reach().sees(team);
  }

  private static boolean hasToken(Ask ask) {
    return ask.header("authorization").filter(it -> it.startsWith("Bearer ")).isPresent();
  }

  private Told member(Ask ask, String team, java.util.function.Supplier<Told> answer) {
    return isMember(ask, team) ? answer.get() : refusal(ask);
  }

  private static Told authorised(Ask ask, java.util.function.Supplier<Told> answer) {
    return hasToken(ask) ? answer.get() : refusal(ask);
  }

  private static Told refusal(Ask ask) {
    return hasToken(ask) ? Told.text(403, "forbidden") : Told.text(401, "not authorized");
  }

  private static <T> Told list(List<T> things, Function<T, ? extends JsonNode> writing) {
    var all = JsonNodeFactory.instance.arrayNode();
    things.forEach(it -> all.add(writing.apply(it)));
    return Told.json(all);
  }

  /** {@code vars={…}}, or {@code vars.branch="main"} a variable. */
  private static Optional<JsonNode> vars(Ask ask) {
    try {
      if (ask.parameter("vars").isPresent()) {
        return Optional.of(JSON.readTree(ask.parameter("vars").get()));
      }
      var all = ConcourseJson.object();
      for (var parameter : new TreeMap<>(ask.query()).entrySet()) {
        if (parameter.getKey().startsWith("vars.")) {
          all.set(
              parameter.getKey().substring("vars.".length()), JSON.readTree(parameter.getValue()));
        }
      }
      return Optional.<JsonNode>of(all).filter(it -> !it.isEmpty());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("instance vars are JSON, not " + ask.query(), e);
    }
  }
}
