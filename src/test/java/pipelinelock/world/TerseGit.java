package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The commits of a tersely described world. */
final class TerseGit {
  private static final String CLAIMED = Setting.PIPELINE + "/claimed/" + Setting.LOCK;
  private static final String UNCLAIMED = Setting.PIPELINE + "/unclaimed/" + Setting.LOCK;
  private static final String PERSON = "Jo Person <jo@example.org>";

  private final Ages ages;
  private final Duration skew;

  TerseGit(JsonNode world, Ages ages) {
    this.ages = ages;
    this.skew = Ages.age(world, "commit_clock").orElse(Duration.ZERO);
  }

  List<CommitFact> commits(JsonNode world) {
    var told = new ArrayList<JsonNode>();
    world.path("git").forEach(told::add);
    told.sort(
        Comparator.comparing(it -> Ages.age(it, "ago").orElseThrow(), Comparator.reverseOrder()));
    var all = new ArrayList<>(Usual.freePool(ages.ago(released(world, told))));
    told.forEach(it -> all.addAll(commit(it)));
    return all;
  }

  /** 20 h ago, or before everything that is described. */
  private static Duration released(JsonNode world, List<JsonNode> oldestFirst) {
    var usual = Duration.ofHours(20);
    var before =
        oldestFirst.stream()
            .findFirst()
            .flatMap(it -> Ages.age(it, "ago"))
            .map(it -> it.plusHours(2))
            .filter(it -> it.compareTo(usual) > 0)
            .orElse(usual);
    return Ages.age(world, "git_release_ago").orElse(before);
  }

  private List<CommitFact> commit(JsonNode node) {
    var at = ages.ago(node, "ago").orElseThrow().plus(skew);
    if (node.has("noise")) {
      return noise(at, node.path("noise").asInt());
    }
    if (node.has("claim")) {
      return List.of(moved(node, at, "claiming", node.path("claim").asText()));
    }
    if (node.has("release")) {
      return List.of(moved(node, at, "unclaiming", node.path("release").asText()));
    }
    return List.of(byHand(node, at));
  }

  private static List<CommitFact> noise(Instant at, int count) {
    var all = new ArrayList<CommitFact>();
    for (int i = 0; i < count; i++) {
      all.add(
          CommitFact.elsewhere(
              at.plusSeconds(i),
              "main/other/lock build %d claiming: other".formatted(i),
              "other-pool/claimed/other",
              Integer.toString(i)));
    }
    return all;
  }

  private static CommitFact moved(JsonNode node, Instant at, String verb, String build) {
    var message = message(node, verb, build);
    var author = Ages.text(node, "author").orElse(CommitFact.RESOURCE);
    return verb.equals("claiming")
        ? CommitFact.claim(at, author, message, Setting.PIPELINE, Setting.LOCK)
        : CommitFact.release(at, author, message, Setting.PIPELINE, Setting.LOCK);
  }

  private static String message(JsonNode node, String verb, String build) {
    boolean oneOff = build.startsWith("one-off ");
    int space = build.lastIndexOf(' ');
    var job = build.substring(0, space);
    var name = build.substring(space + 1);
    var team = Ages.text(node, "team").orElse("main");
    var pipeline = Ages.text(node, "pipeline").orElse(Setting.PIPELINE);
    var vars = Ages.text(node, "vars");
    var host = Ages.text(node, "host").orElse(Setting.URL);
    return switch (node.path("style").asText("old")) {
      case "none" -> "%s: %s".formatted(verb, Setting.LOCK);
      case "empty" -> "%s: %s\nBuild URL:".formatted(verb, Setting.LOCK);
      case "new" ->
          "%s: %s\nBuild URL: %s"
              .formatted(
                  verb,
                  Setting.LOCK,
                  oneOff
                      ? host + "/builds/" + name
                      : "%s/teams/%s/pipelines/%s/jobs/%s/builds/%s%s"
                          .formatted(
                              host,
                              encoded(team),
                              encoded(pipeline),
                              encoded(job),
                              name,
                              Ages.text(node, "url_vars").map(it -> "?" + it).orElse("")));
      default ->
          oneOff
              ? "one-off build %s %s: %s".formatted(name, verb, Setting.LOCK)
              : "%s/%s/%s%s build %s %s: %s"
                  .formatted(
                      team,
                      pipeline,
                      vars.map(it -> it + "/").orElse(""),
                      job,
                      name,
                      verb,
                      Setting.LOCK);
    };
  }

  private static String encoded(String segment) {
    return segment.replace("%", "%25").replace(" ", "%20").replace("/", "%2F");
  }

  /** {@code touch: claimed} edits, {@code move: claimed} moves, {@code add} and {@code remove}. */
  private static CommitFact byHand(JsonNode node, Instant at) {
    var message = node.path("msg").asText("by hand").repeat(node.path("repeat").asInt(1));
    var author = Ages.text(node, "author").orElse(PERSON);
    Optional<String> writes =
        Ages.text(node, "touch")
            .or(() -> Ages.text(node, "move"))
            .or(() -> Ages.text(node, "add"))
            .map(TerseGit::path);
    Optional<String> removes =
        Ages.text(node, "remove")
            .map(TerseGit::path)
            .or(
                () ->
                    Ages.text(node, "move").map(to -> to.equals("claimed") ? UNCLAIMED : CLAIMED));
    return new CommitFact(
        at,
        author,
        message,
        writes.map(it -> Map.of(it, node.has("move") ? "" : message)).orElse(Map.of()),
        removes.map(Set::of).orElse(Set.of()));
  }

  private static String path(String place) {
    return switch (place) {
      case "claimed" -> CLAIMED;
      case "unclaimed" -> UNCLAIMED;
      default -> place;
    };
  }
}
