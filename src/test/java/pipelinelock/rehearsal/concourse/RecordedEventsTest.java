package pipelinelock.rehearsal.concourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.lock.ClaimedPool;
import pipelinelock.rehearsal.time.SteppedClock;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * Holds the events that the simulated Concourse writes against those of real ones of its version
 * ({@code concourse-real}): each kind has the version and the fields that it has there, and follows
 * only what it follows there in the life of one step.
 */
class RecordedEventsTest {
  private static final String FIRST = "first of its step";

  private final SteppedClock clock = new SteppedClock();
  private final WorldTime time = new WorldTime(clock, 1);
  private final Pool pool = new Pool();

  /** A lock that a test gives back. */
  private static final class Pool implements ClaimedPool {
    private boolean free;

    @Override
    public boolean isFree() {
      return free;
    }

    @Override
    public Optional<String> claim(String build) {
      free = false;
      return Optional.of("5b07861c0f1d4f6a8c1e2b3a4d5c6b7a8f9e0d1c");
    }
  }

  @Test
  void everyEventIsOfARecordedFormAndFollowsWhatItFollowsThere() throws Exception {
    var real = Grammar.of(recorded());
    assertThat(real.follows).hasSizeGreaterThan(20);
    var simulated = Grammar.of(lives());

    simulated.forms.forEach(
        (kind, forms) ->
            assertThat(real.forms.getOrDefault(kind, Set.of())).as(kind).containsAll(forms));
    assertThat(real.follows).containsAll(simulated.follows);
    assertThat(simulated.forms)
        .as("the lives of this test show every kind that the simulation writes")
        .hasSizeGreaterThanOrEqualTo(13);
  }

  @Test
  void aBuildBeginsAndEndsWithItsStatus() throws Exception {
    for (var stream : Stream.concat(recorded().stream(), lives().stream()).toList()) {
      assertThat(stream.getFirst().path("event").asText()).isEqualTo("status");
      var statuses =
          stream.stream().filter(event -> event.path("event").asText().equals("status")).count();
      boolean over = stream.getLast().path("event").asText().equals("status");
      assertThat(statuses).isEqualTo(over && stream.size() > 1 ? 2 : 1);
    }
  }

  /** The second fact of the README, c-04. */
  @Test
  void anAbortedClaimThatTookTheLockEndsWithTheVeryEventsOfARealOne() throws Exception {
    var real = stream("c-04-aborted-claim-took-the-lock", 112);
    assertThat(lastWords(abortedClaimTakesTheLock())).isEqualTo(lastWords(real));
  }

  /** The third fact, c-07: the new web node ends it at its first step. */
  @Test
  void anAbortedClaimEndsUnderANewWebNodeWithTheVeryEventsOfARealOne() throws Exception {
    var real = stream("c-07-claimed-by-dead-builds-process", 152);
    assertThat(lastWords(abortedClaimMeetsANewWeb())).isEqualTo(lastWords(real));
  }

  /** The sixth fact, c-09: what it printed is lost, and so is its put's answer. */
  @Test
  void aClaimThatLandsAfterAWebRestartLooksAsThatOfARealOne() throws Exception {
    var real = stream("c-09-claim-after-web-restart", 764);
    var simulated = unheardClaimTakesTheLock();
    assertThat(messages(simulated)).isEqualTo(messages(real));
    assertThat(simulated.getLast().path("data").path("status").asText()).isEqualTo("succeeded");
  }

  private List<List<JsonNode>> lives() throws Exception {
    return List.of(
        claimTakesTheLock(),
        abortedClaimTakesTheLock(),
        abortedClaimMeetsANewWeb(),
        unheardClaimTakesTheLock(),
        deploymentLosesItsWorker());
  }

  private List<JsonNode> claimTakesTheLock() throws Exception {
    return life(
        (concourse, id) -> {
          pool.free = true;
          passes(concourse, Duration.ofSeconds(10));
        });
  }

  private List<JsonNode> abortedClaimTakesTheLock() throws Exception {
    return life(
        (concourse, id) -> {
          abort(concourse, id);
          passes(concourse, Duration.ofSeconds(10));
          pool.free = true;
          passes(concourse, Duration.ofSeconds(10));
        });
  }

  private List<JsonNode> abortedClaimMeetsANewWeb() throws Exception {
    return life(
        (concourse, id) -> {
          passes(concourse, Duration.ofSeconds(10));
          abort(concourse, id);
          webRestarts(concourse);
        });
  }

  private List<JsonNode> unheardClaimTakesTheLock() throws Exception {
    return life(
        (concourse, id) -> {
          webRestarts(concourse);
          pool.free = true;
          passes(concourse, Duration.ofSeconds(10));
        });
  }

  private List<JsonNode> deploymentLosesItsWorker() throws Exception {
    return life(
        (concourse, id) -> {
          concourse.goes(ConcourseWorkers.WORKER_VM);
          passes(concourse, Duration.ofMinutes(5));
        });
  }

  private interface Story {
    void of(SimulatedConcourse concourse, int waitingBuild) throws Exception;
  }

  /** What the build wrote whose claim waits as the story begins. */
  private List<JsonNode> life(Story story) throws Exception {
    pool.free = false;
    var config = new SimulatedConcourse.Config(0, "admin", "secret");
    try (var concourse = new SimulatedConcourse(config, time, pool)) {
      int id = ConcourseScene.of(concourse).aClaimWaitsBehindAFailedRun();
      story.of(concourse, id);
      return ConcourseScene.of(concourse).eventsOf(id).stream()
          .map(event -> Json.parse(event.wire(0).lines().toList().get(2).substring(6)))
          .toList();
    }
  }

  private void passes(SimulatedConcourse concourse, Duration duration) {
    clock.passes(duration);
    concourse.advance();
  }

  private static void abort(SimulatedConcourse concourse, int id) {
    concourse.abort(concourse.pipeline().build(id));
  }

  private void webRestarts(SimulatedConcourse concourse) {
    concourse.goes(ConcourseWorkers.WEB_VM);
    concourse.comesBack(ConcourseWorkers.WEB_VM, "00000000-0000-4000-8000-00000000b002");
    passes(concourse, Duration.ofSeconds(10));
  }

  /** Everything after the last dot, without the times and the ids of steps. */
  private static List<String> lastWords(List<JsonNode> stream) {
    var words = new ArrayList<String>();
    for (var event : stream) {
      var data = event.path("data");
      words.add(
          "%s %s%s%s"
              .formatted(
                  event.path("event").asText(),
                  data.path("payload").asText(),
                  data.path("message").asText(),
                  data.path("status").asText()));
      if (data.path("payload").asText().equals(".")) {
        words.clear();
      }
    }
    return words;
  }

  private static List<String> messages(List<JsonNode> stream) {
    return stream.stream()
        .filter(event -> event.path("event").asText().equals("error"))
        .map(event -> event.path("data").path("message").asText())
        .toList();
  }

  private static List<List<JsonNode>> recorded() throws Exception {
    var streams = new ArrayList<List<JsonNode>>();
    try (var files = Files.walk(folder())) {
      for (var file : files.filter(RecordedEventsTest::isAStreamOfThisVersion).sorted().toList()) {
        var stream = stream(file);
        if (!stream.isEmpty()) {
          streams.add(stream);
        }
      }
    }
    return streams;
  }

  private static boolean isAStreamOfThisVersion(Path file) {
    var path = file.toString();
    return path.endsWith(".sse") && (path.contains("/c-") || path.contains("/7-"));
  }

  private static List<JsonNode> stream(String moment, int build) throws Exception {
    return stream(folder().resolve(moment).resolve("events").resolve(build + ".sse"));
  }

  private static List<JsonNode> stream(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("data: {"))
        .map(line -> Json.parse(line.substring(6)))
        .toList();
  }

  private static Path folder() throws Exception {
    return Path.of(
        Objects.requireNonNull(RecordedEventsTest.class.getResource("/concourse-real")).toURI());
  }

  /** What is said of each kind of event, and in which order kinds follow in one step. */
  private record Grammar(Map<String, Set<String>> forms, Set<String> follows) {
    static Grammar of(List<List<JsonNode>> streams) {
      var grammar = new Grammar(new TreeMap<>(), new TreeSet<>());
      streams.forEach(grammar::add);
      return grammar;
    }

    private void add(List<JsonNode> stream) {
      var last = new HashMap<String, String>();
      for (var event : stream) {
        var kind = event.path("event").asText();
        var data = event.path("data");
        var fields = new TreeSet<String>();
        data.fieldNames().forEachRemaining(fields::add);
        forms
            .computeIfAbsent(kind, _ -> new TreeSet<>())
            .add(event.path("version").asText() + " " + fields);
        var step = data.path("origin").path("id").asText();
        follows.add(last.getOrDefault(step, FIRST) + " > " + kind);
        last.put(step, kind);
      }
    }
  }
}
