package pipelinelock.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;

/** Moments of real Concourses, replayed through the real readers. */
class RecordedConcourseTest {
  private static final Path FOLDER = Path.of("src/test/resources/concourse-real");
  private static final Instant AT = Instant.parse("2027-02-03T04:05:06Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new YAMLMapper();
  private static final WorldReport REPORT = new WorldReport();

  /** What Concourse shows and no reader needs. */
  private static final List<String> BESIDE =
      List.of(
          "addr",
          "baggageclaim_url",
          "active_volumes",
          "resource_types",
          "metadata",
          "last_updated",
          "paused_at",
          "first_occurrence",
          "pipeline_id",
          "working_directory",
          "passed",
          "has_new_inputs",
          "trigger",
          "schema",
          "plan",
          "reap_time",
          "groups",
          "sub",
          "cluster_name");

  @TempDir private Path folder;

  static List<Recording> recordings() throws IOException {
    try (Stream<Path> all = Files.list(FOLDER)) {
      return all.filter(Files::isDirectory).sorted().map(it -> Recording.of(it, AT)).toList();
    }
  }

  @AfterAll
  static void report() {
    REPORT.write("concourse-real.txt");
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void isToldAsItWas(Recording recording) throws IOException {
    var replay = new Replay(recording, AT, folder);
    var looks = replay.looks();
    var last = isHang(recording) ? looks.getLast() : looks.getFirst();
    var faults = faults(recording, last);
    var told =
        "%s, truly %s: %s%n  %s%n  %s %s%n  warns %s"
            .formatted(
                last.headline(),
                recording.states(),
                recording.truth(),
                faults,
                last.reason(),
                last.cures().stream().map(Cure::title).toList(),
                last.warnings());
    REPORT.add(recording.name(), faults.isEmpty(), told);

    assertThat(faults).as("%s%n  not answered: %s", told, replay.unanswered()).isEmpty();
    if (recording.states().stream().anyMatch(it -> it.startsWith("RUNNING"))) {
      assertThat(looks).as(told).allSatisfy(RecordedConcourseTest::harmsNobody);
    }
  }

  /** What the responder makes of a recording's facts is what the real Concourse answered. */
  @ParameterizedTest
  @MethodSource("recordings")
  void theTestsConcourseAnswersAsTheRealOne(Recording recording) throws JsonProcessingException {
    var concourse = new ConcourseAnswers(RecordedFacts.of(recording));
    var moved = RecordedFacts.movedMeanwhile(recording);
    for (var answer : recording.answers().entrySet()) {
      if (moved.stream().anyMatch(answer.getValue().toString()::contains)) {
        continue;
      }
      var url = HttpUrl.get("http://127.0.0.1" + answer.getKey());
      var told = concourse.answer(Ask.of("GET", url, Map.of("authorization", "Bearer x")));
      var body = told.body().isEmpty() ? "null" : told.body();

      assertThat(told.status())
          .as(answer.getKey())
          .isEqualTo(answer.getValue().path("status").asInt());
      if (told.status() == 200) {
        assertThat(bare(JSON.readTree(body)))
            .as(answer.getKey())
            .isEqualTo(bare(answer.getValue().path("body")));
      }
    }
  }

  private static List<String> faults(Recording recording, Diagnosis look) throws IOException {
    var state = look.verdict().title();
    var said = YAML.readTree(FOLDER.resolve("said.yaml").toFile()).path(recording.name());
    var text = look.headline() + look.reason() + look.rival() + look.warnings() + look.cures();
    var faults = new ArrayList<String>();
    if (recording.states().stream()
        .noneMatch(it -> it.equals(state) || it.startsWith(state + ","))) {
      faults.add("state " + state);
    }
    Ages.text(said, "cure")
        .filter(it -> look.cures().stream().map(Cure::title).noneMatch(it::equals))
        .ifPresent(it -> faults.add("does not offer " + it));
    Ages.text(said, "say")
        .filter(it -> !text.contains(it))
        .ifPresent(it -> faults.add("does not say " + it));
    Ages.text(said, "not").filter(text::contains).ifPresent(it -> faults.add("says " + it));
    return faults;
  }

  /** Which shows at the second look at the latest; everything else shows at once. */
  private static boolean isHang(Recording recording) {
    return recording.states().stream()
        .anyMatch(it -> it.startsWith("HUNG") || it.equals("WORKER STALLED"));
  }

  private static void harmsNobody(Diagnosis look) {
    assertThat(look.recreate()).isEmpty();
    assertThat(look.cures().stream().map(Cure::title)).doesNotContain("release");
  }

  /** In one order, and without what no reader needs. */
  private static JsonNode bare(JsonNode node) {
    if (node instanceof ObjectNode object) {
      var sorted = JSON.createObjectNode();
      object
          .propertyStream()
          .filter(it -> !BESIDE.contains(it.getKey()))
          .sorted(Map.Entry.comparingByKey())
          .forEach(it -> sorted.set(it.getKey(), named(it.getKey(), bare(it.getValue()))));
      return sorted;
    }
    if (node.isArray()) {
      var all = JSON.createArrayNode();
      node.forEach(it -> all.add(bare(it)));
      return all;
    }
    return node.isIntegralNumber() ? LongNode.valueOf(node.asLong()) : node;
  }

  /** What a build got and put comes in no order, and no tags as a null or as none. */
  private static JsonNode named(String key, JsonNode value) {
    if (key.equals("tags") && value.isNull()) {
      return JSON.createArrayNode();
    }
    if (!List.of("inputs", "outputs").contains(key) || !value.isArray()) {
      return value;
    }
    var sorted = JSON.createArrayNode();
    value
        .valueStream()
        .sorted(Comparator.comparing(it -> it.path("name").asText()))
        .forEach(sorted::add);
    return sorted;
  }
}
