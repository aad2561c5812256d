package pipelinelock.world.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import pipelinelock.world.BuildFact;
import pipelinelock.world.CommitFact;
import pipelinelock.world.WorldFacts;
import pipelinelock.world.sim.Trial.Outcome;

/** A world that was judged wrongly, written down in the grammar of the described worlds. */
final class CaseFile {
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Outcome outcome;
  private final WorldFacts facts;

  private CaseFile(Outcome outcome) {
    this.outcome = outcome;
    this.facts = outcome.facts();
  }

  static Path write(Path folder, Outcome outcome) {
    try {
      Files.createDirectories(folder);
      return Files.writeString(
          folder.resolve("seed-%d.yaml".formatted(outcome.seed())),
          YAML.writeValueAsString(new CaseFile(outcome).yaml()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode yaml() {
    var yaml = JsonNodeFactory.instance.objectNode();
    yaml.put(
        "title",
        "Seed %d, %s: true is %s, told was %s"
            .formatted(outcome.seed(), outcome.plot(), outcome.truth().state(), outcome.told()));
    var label = yaml.putObject("label");
    label.put("state", outcome.truth().state());
    label.put("running", outcome.truth().state().startsWith("RUNNING"));
    var accept = yaml.putArray("accept");
    outcome.truth().titles().stream().sorted().forEach(accept::add);
    var wrong = yaml.putArray("wrong");
    outcome.hits().forEach(wrong::add);
    yaml.put(
        "applied", "%s: %s, then %s".formatted(outcome.applied(), outcome.cured(), outcome.end()));
    yaml.put("source", "the simulation's world of seed " + outcome.seed());
    yaml.set("world", world());
    return yaml;
  }

  private ObjectNode world() {
    var concourse = facts.concourse();
    var world = JsonNodeFactory.instance.objectNode();
    world.put("version", concourse.version());
    world.put("redact", concourse.featureFlags().getOrDefault("redact_secrets", false));
    var workers = world.putArray("workers");
    for (var worker : concourse.workers()) {
      var node = workers.addObject();
      node.put("name", worker.name());
      node.put("state", worker.state());
      worker.tags().forEach(node.putArray("tags")::add);
    }
    concourse.pipelines().stream()
        .findFirst()
        .filter(p -> p.paused())
        .ifPresent(_ -> world.put("paused", "ops"));
    commits(world.putArray("git"));
    builds(world);
    return world;
  }

  private void commits(ArrayNode git) {
    for (var commit : facts.commits().subList(1, facts.commits().size())) {
      var node = git.addObject();
      node.put("ago", ago(commit.at()));
      node.put("msg", commit.message());
      node.put("author", commit.author());
      place(commit).ifPresent(it -> node.put(isNote(commit) ? "touch" : "move", it));
    }
  }

  private static boolean isNote(CommitFact commit) {
    return commit.writes().values().stream().anyMatch(text -> text.startsWith("note"));
  }

  private static Optional<String> place(CommitFact commit) {
    return commit.writes().keySet().stream()
        .filter(path -> path.endsWith("/lock"))
        .map(path -> path.contains("/claimed/") ? "claimed" : "unclaimed")
        .sorted()
        .findFirst();
  }

  private void builds(ObjectNode world) {
    var ours = world.putArray("builds");
    var other = world.putArray("other");
    for (var build : facts.concourse().builds()) {
      boolean mine =
          build
              .pipeline()
              .equals(facts.concourse().pipelines().stream().findFirst().map(p -> p.id()));
      var node = (mine ? ours : other).addObject();
      build(build, node);
      if (!mine) {
        build
            .pipeline()
            .flatMap(
                id -> facts.concourse().pipelines().stream().filter(p -> p.id() == id).findFirst())
            .ifPresent(p -> node.put("pipeline", p.name()));
      }
    }
  }

  private void build(BuildFact build, ObjectNode node) {
    build
        .job()
        .ifPresentOrElse(
            job -> node.put("is", job + " " + build.name()), () -> node.put("oneoff", true));
    node.put("id", build.id());
    node.put("team", build.team());
    node.put("status", build.status());
    node.put("seen", ago(build.queued()));
    build.start().ifPresent(at -> node.put("start", ago(at)));
    build.end().ifPresent(at -> node.put("end", ago(at)));
    build.by().ifPresent(by -> node.put("by", by));
    run(build).ifPresent(run -> node.put("run", run));
    build.preparation().ifPresent(why -> preparation(why, node.putObject("prep")));
    if (build.status().equals("started")) {
      var raw = node.putObject("raw");
      build.plan().ifPresent(plan -> raw.set("plan", plan));
      events(build, raw.putArray("events"));
    }
  }

  private static Optional<String> run(BuildFact build) {
    return Optional.ofNullable(build.outputs().get("pipeline-trigger"))
        .or(() -> Optional.ofNullable(build.inputs().get("pipeline-trigger")))
        .map(version -> version.get("number"));
  }

  private static void preparation(BuildFact.Preparation why, ObjectNode node) {
    node.put("paused_pipeline", why.pausedPipeline());
    node.put("paused_job", why.pausedJob());
    node.put("behind", why.behind());
    var missing = node.putObject("missing");
    why.missing().forEach(missing::put);
  }

  private void events(BuildFact build, ArrayNode events) {
    for (var event : build.events()) {
      JsonNode data = event.data();
      var told = events.addArray();
      told.add(ago(Instant.ofEpochSecond(data.path("time").asLong())));
      told.add(event.type());
      ObjectNode rest = data.deepCopy();
      rest.remove("time");
      if (rest.path("origin").isObject()) {
        rest.put("origin", data.path("origin").path("id").asText());
      }
      told.add(rest);
    }
  }

  private String ago(Instant then) {
    return Duration.between(then, facts.at()).toSeconds() + "s";
  }
}
