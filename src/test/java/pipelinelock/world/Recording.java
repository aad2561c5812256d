package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A recorded moment of a real Concourse, moved to another time: every time in answers, events and
 * commits is shifted, and the ids of commits are those that the shifted commits get.
 */
final class Recording {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PAST = Duration.ofDays(1000);

  private final Path folder;
  private final JsonNode truth;
  private final Duration shift;
  private final Instant recorded;
  private final FastExport.Branch pool;
  private final Map<String, String> ids = new TreeMap<>();
  private final Map<String, JsonNode> answers = new TreeMap<>();
  private final Map<Long, String> streams = new TreeMap<>();

  private Recording(Path folder, Instant at) throws IOException {
    this.folder = folder;
    truth = JSON.readTree(folder.resolve("truth.json").toFile());
    recorded = Instant.parse(truth.required("at").asText());
    shift = Duration.between(recorded, at);
    pool = FastExport.read(Files.readAllBytes(folder.resolve("pool.fast-export")), shift);
    var made = PoolCommits.ids(pool.commits());
    var originals = pool.originals().isEmpty() ? rebuilt() : pool.originals();
    for (int i = 0; i < made.size(); i++) {
      ids.put(originals.get(i), made.get(i));
    }
    JSON.readTree(mapped(Files.readString(folder.resolve("api.json"))))
        .required("answers")
        .properties()
        .forEach(it -> answers.put(it.getKey(), shifted(it.getValue())));
    try (Stream<Path> files = Files.list(folder.resolve("events"))) {
      for (var file : files.toList()) {
        streams.put(number(file), stream(mapped(Files.readString(file))));
      }
    }
  }

  /** The moment, as if it were at another time. */
  static Recording of(Path folder, Instant at) {
    try {
      return new Recording(folder, at);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " is no recording", e);
    }
  }

  String name() {
    return String.valueOf(folder.getFileName());
  }

  String truth() {
    return truth.path("truth").asText();
  }

  /** The states that are right: one, or more where the maker was not sure. */
  List<String> states() {
    return List.of(truth.required("state").asText().split("\\||\\bor\\b")).stream()
        .map(String::strip)
        .toList();
  }

  List<CommitFact> commits() {
    return pool.commits();
  }

  /** An answer, word for word but for times and commits; its {@code status} and {@code body}. */
  Optional<JsonNode> answer(String pathAndQuery) {
    return Optional.ofNullable(answers.get(pathAndQuery));
  }

  Map<String, JsonNode> answers() {
    return answers;
  }

  /** The recorded event stream of a build. */
  Optional<String> stream(long build) {
    return Optional.ofNullable(streams.get(build));
  }

  /** What the commits' ids were: the same commits at the same times have the same ones. */
  private List<String> rebuilt() throws IOException {
    var stream = Files.readAllBytes(folder.resolve("pool.fast-export"));
    return PoolCommits.ids(FastExport.read(stream, Duration.ZERO).commits());
  }

  private static long number(Path file) {
    return Long.parseLong(String.valueOf(file.getFileName()).replace(".sse", ""));
  }

  private String mapped(String text) {
    var all = text;
    for (var id : ids.entrySet()) {
      all = all.replace(id.getKey(), id.getValue());
    }
    return all;
  }

  private String stream(String recordedStream) {
    var lines = new ArrayList<String>();
    for (var line : recordedStream.split("\n", -1)) {
      lines.add(line.startsWith("data: {") ? "data: " + event(line.substring(6)) : line);
    }
    return String.join("\n", lines);
  }

  private JsonNode event(String text) {
    try {
      return shifted(JSON.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With every number that is a time of the recording's moved: ids are far smaller. */
  private JsonNode shifted(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().forEach(it -> it.setValue(shifted(it.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, shifted(array.get(i)));
      }
    } else if (node.isIntegralNumber() && isTime(node.asLong())) {
      return LongNode.valueOf(node.asLong() + shift.toSeconds());
    }
    return node;
  }

  private boolean isTime(long number) {
    return number > recorded.minus(PAST).getEpochSecond()
        && number < recorded.plus(Duration.ofDays(1)).getEpochSecond();
  }

  /** Whether the ids that the pool really got are those that the answers name. */
  boolean names(List<ObjectId> written) {
    return written.stream().allMatch(it -> ids.containsValue(it.name()));
  }

  @Override
  public String toString() {
    return name();
  }
}
