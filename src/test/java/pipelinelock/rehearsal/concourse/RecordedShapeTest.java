package pipelinelock.rehearsal.concourse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.rehearsal.http.Caller;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.SteppedClock;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * Holds what the simulated Concourse answers against what real ones of its version were recorded to
 * answer ({@code concourse-real}): the same keys, the same kinds of values, the same order of
 * lists. A simulator that gives more than the real one is kinder than it.
 */
class RecordedShapeTest {
  private static final String BUILDS = "/api/v1/builds/\\d+";
  private static final String PIPELINE = "/api/v1/teams/main/pipelines/create-cloudfoundry";

  /** The recorded pipeline has no groups, and was never paused as a whole. */
  private static final Set<String> NOT_RECORDED = Set.of("groups", "paused_by");

  private final SteppedClock clock = new SteppedClock();

  @AutoClose
  private final SimulatedConcourse concourse =
      ConcourseScene.withoutALock(
          new SimulatedConcourse.Config(0, "admin", "secret"), new WorldTime(clock, 1));

  @AutoClose private Caller fly = new Caller(concourse.url());

  @BeforeEach
  void logIn() throws IOException {
    var answer =
        fly.form(
            "/sky/issuer/token",
            "grant_type=password&username=admin&password=secret&scope=openid+federated%3Aid",
            "Authorization",
            "Basic Zmx5OlpteDU=");
    var token = Caller.json(answer).path("access_token").asText();
    fly = new Caller(concourse.url(), "Authorization", "Bearer " + token);
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/info,                                   /api/v1/info",
    "/api/v1/user,                                   /api/v1/user",
    "/api/v1/workers,                                /api/v1/workers",
    "/api/v1/builds?limit=100,                       /api/v1/builds\\?limit=100",
    "/api/v1/teams/main/builds?limit=100,            /api/v1/teams/main/builds\\?limit=100",
    "/api/v1/teams/main/containers,                  /api/v1/teams/main/containers",
    "/api/v1/teams/main/pipelines,                   /api/v1/teams/main/pipelines",
    PIPELINE + ",                                    " + PIPELINE,
    PIPELINE + "/jobs,                               " + PIPELINE + "/jobs",
    PIPELINE + "/builds?limit=100,                   " + PIPELINE + "/builds\\?limit=100",
    PIPELINE + "/jobs/pipeline-lock/builds?limit=20, " + PIPELINE + "/jobs/[^/]+/builds.*",
    PIPELINE + "/resources/pipeline-pool,            " + PIPELINE + "/resources/pipeline-pool",
    PIPELINE + "/resources/pipeline-pool/versions,   " + PIPELINE + "/resources/[^/]+/versions.*",
    "/api/v1/builds/5190,                            " + BUILDS,
    "/api/v1/builds/5144,                            " + BUILDS,
    "/api/v1/builds/5120,                            " + BUILDS,
    "/api/v1/builds/5190/preparation,                " + BUILDS + "/preparation",
    "/api/v1/builds/5190/resources,                  " + BUILDS + "/resources",
    "/api/v1/builds/5120/resources,                  " + BUILDS + "/resources",
    "/api/v1/builds/5190/plan,                       " + BUILDS + "/plan",
    "/api/v1/builds/5130/plan,                       " + BUILDS + "/plan",
  })
  void everyRouteAnswersInTheShapeOfARealOne(String path, String recorded) throws Exception {
    assertIsShapedAs(path, recorded);
  }

  @Test
  void whatIsPausedTriggeredAndAbortedKeepsTheShape() throws Exception {
    fly.send("PUT", PIPELINE + "/jobs/pipeline-lock/pause", "");
    fly.send("PUT", "/api/v1/builds/5190/abort", "");
    concourse.comesBack(ConcourseWorkers.WEB_VM, "00000000-0000-4000-8000-00000000a003");
    clock.passes(Duration.ofSeconds(10));
    fly.send("POST", PIPELINE + "/jobs/pipeline-lock/builds", "");
    ConcourseScene.of(concourse).deploymentRuns("cf-deploy");

    assertIsShapedAs(PIPELINE + "/jobs", PIPELINE + "/jobs");
    assertIsShapedAs(PIPELINE + "/builds?limit=100", PIPELINE + "/builds\\?limit=100");
    assertIsShapedAs("/api/v1/teams/main/containers", "/api/v1/teams/main/containers");
    assertIsShapedAs("/api/v1/workers", "/api/v1/workers");
  }

  @Test
  void listsComeInTheOrderOfARealOne() throws Exception {
    fly.send("POST", PIPELINE + "/jobs/pipeline-lock/builds", "");
    for (var path :
        List.of(
            "/api/v1/builds?limit=100",
            "/api/v1/teams/main/builds?limit=100",
            PIPELINE + "/builds?limit=100",
            PIPELINE + "/jobs/pipeline-lock/builds?limit=20")) {
      var newestFirst = java.util.Comparator.<Integer>reverseOrder();
      for (var real : recorded(path.replace("?", "\\?"))) {
        assertThat(ids(real)).as("recorded " + path).isSortedAccordingTo(newestFirst);
      }
      assertThat(ids(Caller.json(fly.get(path))))
          .as(path)
          .hasSizeGreaterThan(1)
          .isSortedAccordingTo(newestFirst);
    }
    for (var real : recorded(PIPELINE + "/jobs")) {
      assertThat(ids(real)).as("recorded jobs").isSorted();
    }
    assertThat(ids(Caller.json(fly.get(PIPELINE + "/jobs")))).isSorted();
  }

  /** The third fact of the README, moment c-07: the process of an ended build can still claim. */
  @Test
  void theContainerOfAClaimThatEndedBadlyStaysUntilItsWorkerGoes() throws Exception {
    var claim = "/api/v1/teams/main/containers?type=put&build_id=5190";
    fly.send("PUT", "/api/v1/builds/5190/abort", "");
    clock.passes(Duration.ofMinutes(3));
    assertThat(ConcourseScene.of(concourse).statusOf(5190)).isEqualTo("started");

    concourse.comesBack(ConcourseWorkers.WEB_VM, "00000000-0000-4000-8000-00000000a003");
    clock.passes(Duration.ofSeconds(10));

    assertThat(Caller.json(fly.get("/api/v1/builds/5190")).path("status").asText())
        .isEqualTo("aborted");
    assertThat(Caller.json(fly.get(claim))).hasSize(1);
    concourse.drains(ConcourseWorkers.WORKER_VM);
    concourse.goes(ConcourseWorkers.WORKER_VM);
    clock.passes(Duration.ofMinutes(1));
    concourse.comesBack(ConcourseWorkers.WORKER_VM, "00000000-0000-4000-8000-00000000a004");
    assertThat(Caller.json(fly.get(claim))).isEmpty();
  }

  private static List<Integer> ids(JsonNode list) {
    var ids = new ArrayList<Integer>();
    list.forEach(it -> ids.add(it.path("id").asInt()));
    return ids;
  }

  private void assertIsShapedAs(String path, String recorded) throws Exception {
    var real = recorded(recorded);
    assertThat(real).as("recordings of " + recorded).isNotEmpty();
    var answer = fly.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(Shape.of(real).differences(Caller.json(answer), NOT_RECORDED)).as(path).isEmpty();
  }

  private static List<JsonNode> recorded(String path) throws IOException, URISyntaxException {
    var folder =
        Path.of(
            Objects.requireNonNull(RecordedShapeTest.class.getResource("/concourse-real")).toURI());
    var bodies = new ArrayList<JsonNode>();
    try (var moments = Files.list(folder)) {
      for (var moment : moments.filter(RecordedShapeTest::isOfThisVersion).sorted().toList()) {
        var answers = Json.parse(Files.readString(moment.resolve("api.json"))).path("answers");
        answers
            .properties()
            .forEach(
                it -> {
                  if (it.getKey().matches(path) && it.getValue().path("status").asInt() == 200) {
                    bodies.add(it.getValue().path("body"));
                  }
                });
      }
    }
    return bodies;
  }

  private static boolean isOfThisVersion(Path moment) {
    return Stream.of("c-", "7-")
        .anyMatch(Objects.requireNonNull(moment.getFileName()).toString()::startsWith);
  }
}
