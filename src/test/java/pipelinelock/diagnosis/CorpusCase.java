package pipelinelock.diagnosis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fingerprint;

/**
 * One labelled case of {@code src/test/resources/diagnosis}: facts in, state and first cure out.
 */
public record CorpusCase(String name, JsonNode yaml) {
  static final Path FOLDER = Path.of("src/test/resources/diagnosis");

  private static final Set<String> KEYS =
      Set.of(
          "why",
          "state",
          "cure",
          "recreate",
          "confirmed",
          "looks",
          "moved",
          "says",
          "warns",
          "lock",
          "holder",
          "builds",
          "other",
          "paused",
          "paused_jobs",
          "workers",
          "instances",
          "tasks",
          "director_locks",
          "checks",
          "version",
          "locking",
          "switched_off",
          "unread",
          "archived",
          "redacts_secrets",
          "containers",
          "unseen",
          "path_jobs",
          "aborted");

  public static List<CorpusCase> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".yaml"))
          .sorted()
          .map(CorpusCase::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static CorpusCase named(String name) {
    return read(FOLDER.resolve(name + ".yaml"));
  }

  private static CorpusCase read(Path file) {
    try {
      var yaml = new YAMLMapper().readTree(file.toFile());
      yaml.fieldNames()
          .forEachRemaining(
              key -> {
                if (!KEYS.contains(key)) {
                  throw new IllegalArgumentException("%s: no such key: %s".formatted(file, key));
                }
              });
      return new CorpusCase(file.getFileName().toString().replace(".yaml", ""), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  public String why() {
    return yaml.required("why").asText();
  }

  public String state() {
    return yaml.required("state").asText();
  }

  /** The title of the first cure; {@code none}. */
  public String cure() {
    return yaml.required("cure").asText();
  }

  /** {@code worker}, {@code web}; empty = refused. */
  public List<String> recreate() {
    return words(yaml.path("recreate"));
  }

  public boolean confirmed() {
    return yaml.path("confirmed").asBoolean(true);
  }

  public List<String> says() {
    return words(yaml.path("says"));
  }

  public List<String> warns() {
    return words(yaml.path("warns"));
  }

  public static List<String> words(JsonNode node) {
    if (node.isTextual()) {
      return List.of(node.asText());
    }
    return node.valueStream().map(JsonNode::asText).toList();
  }

  public Evidence evidence() {
    return evidence(CorpusEvidence.AT);
  }

  /** The same case at another time. */
  public Evidence evidence(Instant at) {
    return new CorpusEvidence(yaml, at).evidence();
  }

  /** Two looks unless the case says one. */
  public Optional<Look> firstLook(Evidence evidence) {
    if (yaml.path("looks").asInt(2) == 1) {
      return Optional.empty();
    }
    Instant then = evidence.at().minusSeconds(90);
    Map<Long, Instant> events = new HashMap<>();
    evidence
        .activity()
        .forEach(
            (id, fact) ->
                fact.value()
                    .flatMap(VerdictGuard::lastEvent)
                    .ifPresent(last -> events.put(id, last)));
    if (yaml.path("moved").asBoolean()) {
      events.replaceAll((_, last) -> last.minus(Duration.ofSeconds(80)));
    }
    return Optional.of(new Look(Fingerprint.of(evidence), then, events));
  }

  public Diagnosis diagnosis() {
    Evidence evidence = evidence();
    return Diagnosis.of(evidence, firstLook(evidence));
  }

  @Override
  public String toString() {
    return name;
  }
}
