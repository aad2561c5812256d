package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.environment.Environment;
import pipelinelock.environment.Thresholds;

/**
 * A world with the right answer to it, from a file: described tersely ({@code world}), or in full
 * ({@code facts}, and {@code later} for the second look).
 */
final class WorldCase {
  private final String name;
  private final JsonNode yaml;

  WorldCase(String name, JsonNode yaml) {
    this.name = name;
    this.yaml = yaml;
  }

  String name() {
    return name;
  }

  String title() {
    return yaml.path("title").asText();
  }

  /** The states that are right, the best one first. */
  List<String> states() {
    var all = new ArrayList<String>();
    all.add(label().required("state").asText());
    all.addAll(words(yaml.path("accept")));
    return all;
  }

  /** The first cure, where the first state is given; an accepted state may have another. */
  Optional<String> cure() {
    return Ages.text(label(), "cure");
  }

  /** Instance groups' short names; empty where nothing may be recreated. */
  List<String> recreate() {
    return words(label().path("recreate"));
  }

  boolean isRunning() {
    return label().path("running").asBoolean();
  }

  boolean mayBeReleased() {
    return !label().path("release").asText("").equals("no")
        && label().path("release").asBoolean(true);
  }

  List<String> mustNotSay() {
    return words(label().path("must_not_say"));
  }

  List<String> mustSay() {
    return words(label().path("must_say"));
  }

  List<String> mustNotCure() {
    return words(yaml.path("must_not_cure"));
  }

  Environment environment() {
    return Setting.with(pathJobs(), thresholds(yaml.path("world").path("thresholds")));
  }

  /** By which the bot's clock is before the world's. */
  Duration botClock() {
    return Ages.age(yaml.path("world"), "bot_clock").orElse(Duration.ZERO);
  }

  WorldFacts at(Instant first, Duration later) {
    if (yaml.has("facts")) {
      var facts = later.isZero() || !yaml.has("later") ? yaml.path("facts") : yaml.path("later");
      return WorldFile.facts(facts);
    }
    return new TerseWorld(yaml.path("world"), pathJobs()).at(first, later);
  }

  /** When each pending build was first seen. */
  Map<Long, Instant> seen(WorldFacts facts) {
    var all = new HashMap<Long, Instant>();
    facts.concourse().builds().stream()
        .filter(it -> it.status().equals("pending"))
        .forEach(it -> all.put(it.id(), it.queued()));
    return all;
  }

  private List<String> pathJobs() {
    var told = yaml.path("world").path("path_jobs");
    return told.isMissingNode() ? Setting.PATH_JOBS : words(told);
  }

  private static Thresholds thresholds(JsonNode told) {
    var usual = Thresholds.DEFAULT;
    return new Thresholds(
        Ages.age(told, "claim").orElse(usual.claim()),
        Ages.age(told, "silence").orElse(usual.silence()),
        Ages.age(told, "pending").orElse(usual.pending()),
        Ages.age(told, "recent").orElse(usual.recentActivity()),
        usual.secondLook());
  }

  private JsonNode label() {
    return yaml.path("label");
  }

  /** A word, some words, or {@code no}. */
  private static List<String> words(JsonNode node) {
    if (node.isArray()) {
      return node.valueStream().map(JsonNode::asText).toList();
    }
    return Stream.of(node)
        .filter(it -> !it.isMissingNode() && !it.isBoolean())
        .map(JsonNode::asText)
        .filter(it -> !it.equals("no"))
        .toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
