package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import pipelinelock.world.ConcourseFacts.Container;
import pipelinelock.world.ConcourseFacts.Pipeline;
import pipelinelock.world.ConcourseFacts.Reach;
import pipelinelock.world.ConcourseFacts.Worker;
import pipelinelock.world.DirectorFacts.InstanceFact;

/** A world described by what is unusual in it. Its grammar is next to the cases. */
final class TerseWorld {
  private static final List<String> CHECKED = List.of("pipeline-pool", "paas-cf");

  private final JsonNode world;
  private final List<String> pathJobs;

  TerseWorld(JsonNode world, List<String> pathJobs) {
    this.world = world;
    this.pathJobs = pathJobs;
  }

  /** The world at a look; what is in progress goes on between two of them. */
  WorldFacts at(Instant first, Duration later) {
    var ages = new Ages(first, later);
    var commits = new TerseGit(world, ages).commits(world);
    var pipelines = new TersePipelines(world, ages, pathJobs);
    var builds = new TerseBuilds(world, ages, pipelines, ClaimCommits.of(commits)).builds(world);
    return new WorldFacts(
        ages.now(), commits, concourse(ages, pipelines.all(), builds), director(ages));
  }

  private ConcourseFacts concourse(Ages ages, List<Pipeline> pipelines, List<BuildFact> builds) {
    return new ConcourseFacts(
        world.path("version").asText("7.11.2"),
        world.path("external_url").asText(Setting.URL),
        Map.of("redact_secrets", world.path("redact").asBoolean()),
        reach(),
        pipelines,
        builds,
        containers(pipelines, builds),
        workers(ages));
  }

  private Reach reach() {
    var roles = new HashMap<String, String>();
    world.path("roles").properties().forEach(it -> roles.put(it.getKey(), it.getValue().asText()));
    return new Reach(
        world.path("wrong_password").asBoolean(),
        world.path("admin").asBoolean(),
        world.has("roles") ? roles : Reach.OPERATOR.roles(),
        outage("outage"));
  }

  private Optional<Integer> outage(String key) {
    return Optional.of(world.path(key)).filter(JsonNode::isInt).map(JsonNode::asInt);
  }

  private List<Container> containers(List<Pipeline> pipelines, List<BuildFact> builds) {
    var all = new ArrayList<>(StepContainers.of(builds));
    CHECKED.forEach(it -> all.add(StepContainers.ofCheck(pipelines.getFirst(), it, Usual.WORKER)));
    world.path("containers").forEach(it -> all.add(container(it, builds, all.size())));
    world
        .path("gone_containers")
        .forEach(it -> all.removeIf(has -> isOf(has, it.asText(), builds)));
    return all;
  }

  private static Container container(JsonNode node, List<BuildFact> builds, int number) {
    var build = find(builds, node.path("build").asText());
    return new Container(
        "c-told-" + number,
        WorkerNames.of(node.path("worker").asText("W")),
        node.path("state").asText("created"),
        node.path("type").asText("put"),
        node.path("step").asText("pipeline-pool"),
        node.path("team").asText("main"),
        build.map(BuildFact::id),
        build.flatMap(BuildFact::pipeline));
  }

  private static boolean isOf(Container container, String told, List<BuildFact> builds) {
    return find(builds, told).map(BuildFact::id).equals(container.build());
  }

  private static Optional<BuildFact> find(List<BuildFact> builds, String told) {
    return builds.stream()
        .filter(it -> (it.job().orElse("one-off") + " " + it.name()).equals(told))
        .findFirst();
  }

  private List<Worker> workers(Ages ages) {
    if (!world.has("workers")) {
      return List.of(Usual.worker(ages.first()), Usual.web(ages.first()));
    }
    var all = new ArrayList<Worker>();
    world.path("workers").forEach(it -> all.add(worker(it, ages)));
    return all;
  }

  private static Worker worker(JsonNode node, Ages ages) {
    var tags = new ArrayList<String>();
    node.path("tags").forEach(it -> tags.add(it.asText()));
    return new Worker(
        WorkerNames.of(node.path("name").asText("W")),
        node.path("state").asText("running"),
        tags,
        node.path("team").asText(""),
        node.path("platform").asText("linux"),
        node.path("version").asText("2.5"),
        ages.ago(node, "start").or(() -> Optional.of(ages.ago(Duration.ofDays(9)))),
        node.has("active") ? OptionalInt.of(node.path("active").asInt()) : OptionalInt.empty(),
        node.path("active_tasks").asInt());
  }

  private DirectorFacts director(Ages ages) {
    var usual = Usual.director(ages.first());
    var tasks = new ArrayList<DirectorFacts.Task>();
    world.path("tasks").forEach(it -> tasks.add(task(it, ages)));
    var locks = new ArrayList<DirectorFacts.Lock>();
    world
        .path("locks")
        .forEach(
            it ->
                locks.add(
                    new DirectorFacts.Lock(
                        "deployment",
                        it.path("resource").asText("cf"),
                        ages.now().plusSeconds(10),
                        Optional.of(it.path("task").asLong(260_183)))));
    return new DirectorFacts(
        usual.deployment(),
        tasks,
        locks,
        instances(ages),
        world.path("listing").asText("done"),
        outage("director_outage"));
  }

  private static DirectorFacts.Task task(JsonNode node, Ages ages) {
    return new DirectorFacts.Task(
        node.path("id").asLong(260_183),
        node.path("state").asText("processing"),
        node.path("description").asText("create deployment"),
        node.path("user").asText("admin"),
        Ages.text(node, "deployment"),
        ages.ago(node, "start").orElse(ages.ago(Duration.ofMinutes(5))),
        ages.ago(node, "end"));
  }

  private List<InstanceFact> instances(Ages ages) {
    var told = world.path("instances");
    var all = new ArrayList<InstanceFact>();
    all.add(
        instance(
            Usual.instance("concourse-worker", Usual.WORKER, ages.first()), told.path("worker")));
    if (told.has("worker2")) {
      all.add(
          instance(
              Usual.instance("concourse-worker", WorkerNames.SECOND, ages.first()),
              told.path("worker2")));
    }
    all.add(instance(Usual.instance("concourse", Usual.WEB, ages.first()), told.path("web")));
    return all;
  }

  private static InstanceFact instance(InstanceFact usual, JsonNode told) {
    if (told.isMissingNode()) {
      return usual;
    }
    var state = told.isTextual() ? told.asText() : told.path("state").asText("running");
    boolean gone = state.equals("gone");
    return new InstanceFact(
        usual.group(),
        usual.id(),
        usual.index(),
        gone ? Optional.empty() : usual.cid(),
        told.path("wanted").asText("started"),
        gone ? Optional.empty() : Optional.of(state),
        told.path("ignored").asBoolean(),
        usual.vmCreated());
  }
}
