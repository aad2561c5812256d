package pipelinelock.rehearsal.concourse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.rehearsal.http.Caller;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.time.SteppedClock;
import pipelinelock.rehearsal.time.WorldTime;

class SimulatedConcourseTest {
  private static final String FLY = "Basic Zmx5OlpteDU=";
  private static final String LOGIN =
      "grant_type=password&username=admin&password=secret&scope=openid+profile+email+federated%3Aid+groups";
  private static final String PIPELINE = "/api/v1/teams/main/pipelines/create-cloudfoundry";
  private static final String LOCK_JOB = PIPELINE + "/jobs/pipeline-lock";
  private static final String HUNG = "/api/v1/builds/5190";

  private final SteppedClock clock = new SteppedClock();

  @AutoClose
  private final SimulatedConcourse concourse =
      ConcourseScene.withoutALock(
          new SimulatedConcourse.Config(0, "admin", "secret"), new WorldTime(clock, 1));

  @AutoClose private Caller fly = new Caller(concourse.url());
  private String token = "";

  @BeforeEach
  void logIn() throws IOException {
    var answer = fly.form("/sky/issuer/token", LOGIN, "Authorization", FLY);
    token = Caller.json(answer).path("access_token").asText();
    fly = new Caller(concourse.url(), "Authorization", "Bearer " + token);
  }

  /** Links in Slack lead to it, from the browser of somebody who has no token. */
  @Test
  void aBuildHasAPageThatShowsWhatItPrinted() throws IOException {
    var path = "/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock/builds/";
    var page = new Caller(concourse.url()).get(path + "123");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).contains("REHEARSAL", "pipeline-lock #123", "<pre>");
    assertThat(new Caller(concourse.url()).get(path + "9999").statusCode()).isEqualTo(404);
  }

  @Test
  void theTokenIsOpaqueAndOf38Characters() {
    assertThat(token).hasSize(38);
  }

  static Stream<Arguments> badLogins() {
    return Stream.of(
        argumentSet("wrong client", LOGIN, "Basic eHg6eHg=", 401, "invalid_client"),
        argumentSet("wrong password", LOGIN.replace("=secret", "=no"), FLY, 401, "access_denied"),
        argumentSet("no openid", LOGIN.replace("openid", "x"), FLY, 400, "invalid_request"),
        argumentSet(
            "other grant",
            LOGIN.replace("=password&", "=none&"),
            FLY,
            400,
            "unsupported_grant_type"));
  }

  @ParameterizedTest
  @MethodSource("badLogins")
  void aBadLoginIsRefused(String form, String client, int status, String error) throws IOException {
    try (var stranger = new Caller(concourse.url(), "Authorization", client)) {
      var answer = stranger.form("/sky/issuer/token", form);
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(Caller.json(answer).path("error").asText()).isEqualTo(error);
    }
  }

  @Test
  void theHungBuildHasBeenOpenForThreeAndFiftyMinutes() throws IOException {
    var build = Caller.json(fly.get(LOCK_JOB + "/builds/123"));
    assertThat(build.path("id").asInt()).isEqualTo(5190);
    assertThat(build.path("status").asText()).isEqualTo("started");
    assertThat(build.path("created_by").asText()).isEqualTo("admin");
    long open = clock.instant().getEpochSecond() - build.path("start_time").asLong();
    assertThat(open / 60).isEqualTo(53);
    assertThat(build.has("end_time")).isFalse();
    assertThat(fly.get(LOCK_JOB + "/builds/999").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingElseIsOpen() throws IOException {
    var builds = Caller.json(fly.get("/api/v1/builds?limit=100"));
    assertThat(builds)
        .filteredOn(build -> List.of("started", "pending").contains(build.path("status").asText()))
        .extracting(build -> build.path("id").asInt())
        .containsExactly(5190);
    assertThat(Caller.json(fly.get("/api/v1/builds?limit=2"))).hasSize(2);
  }

  @Test
  void thePathIsWholeAndOfRun411() throws IOException {
    var jobs = Caller.json(fly.get(PIPELINE + "/jobs"));
    assertThat(jobs).hasSize(27);
    for (JsonNode job : jobs) {
      var id = job.at("/finished_build/id").asInt();
      var resources = Caller.json(fly.get("/api/v1/builds/" + id + "/resources"));
      if (PipelineHistory.PATH.contains(job.path("name").asText())) {
        assertThat(resources.toString()).contains("\"number\":\"0.0.411\"");
      }
    }
  }

  @Test
  void rightsAreAsTheContractSays() throws IOException {
    try (var anonymous = new Caller(concourse.url());
        var wrong = new Caller(concourse.url(), "Authorization", "Bearer nonsense")) {
      assertThat(anonymous.get(HUNG).statusCode()).isEqualTo(200);
      var refused = anonymous.get("/api/v1/workers");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).isEqualTo("not authorized");
      assertThat(wrong.get("/api/v1/info").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void theStreamOfARunningBuildHasItsFormAndStaysOpen() throws IOException {
    try (var stream = new EventStream(concourse.url(), HUNG + "/events", token)) {
      var lines = stream.linesUntilSilence();
      assertThat(lines.subList(0, 4))
          .containsExactly(
              "id: 0",
              "event: event",
              "data: {\"data\":{\"status\":\"started\",\"time\":%d},\"event\":\"status\",\"version\":\"1.0\",\"event_id\":\"0\"}"
                  .formatted(clock.instant().getEpochSecond() - 53 * 60 - 28),
              "");
      var logs = lines.stream().filter(line -> line.contains("65d3a1e8:15")).toList();
      assertThat(logs).anyMatch(line -> line.contains("waiting for lock\\n"));
      assertThat(lines).doesNotContain("event: end");
      assertThat(stream.isOpen()).isTrue();
    }
  }

  @Test
  void theStreamOfAFinishedBuildEndsButStaysOpen() throws IOException {
    try (var stream = new EventStream(concourse.url(), "/api/v1/builds/5120/events", token)) {
      var lines = stream.linesUntilSilence();
      assertThat(lines).endsWith("event: end", "data", "");
      assertThat(stream.isOpen()).isTrue();
    }
  }

  @Test
  void aStreamGoesOnAfterTheLastEventId() throws IOException {
    try (var stream =
        new EventStream(concourse.url(), HUNG + "/events", token, "Last-Event-ID: 3")) {
      assertThat(stream.linesUntilSilence()).startsWith("id: 4");
    }
    assertThat(fly.get(HUNG + "/events", "Last-Event-ID", "x").statusCode()).isEqualTo(400);
  }

  /** The first fact of the recordings (c-03). */
  @Test
  void anAbortIsAcknowledgedAndNothingOfItIsToBeSeen() throws IOException {
    var before = fly.get(HUNG).body();
    assertThat(fly.send("PUT", HUNG + "/abort", "").statusCode()).isEqualTo(204);
    clock.passes(Duration.ofMinutes(5));
    assertThat(fly.get(HUNG).body()).isEqualTo(before);
    assertThat(fly.send("PUT", HUNG + "/abort", "").statusCode()).isEqualTo(204);
    assertThat(ConcourseScene.of(concourse).wasAborted(5190)).isTrue();
  }

  @Test
  void aNewerReleaseObeysAnAbortAfterTheGraceOfItsProcess() throws IOException {
    concourse.is(ConcourseRelease.V7_14_3);
    assertThat(Caller.json(fly.get("/api/v1/info")).path("version").asText()).isEqualTo("7.14.3");
    fly.send("PUT", HUNG + "/abort", "");
    clock.passes(Duration.ofSeconds(9));
    assertThat(statusOf(HUNG)).isEqualTo("started");
    clock.passes(Duration.ofSeconds(1));
    assertThat(statusOf(HUNG)).isEqualTo("aborted");
  }

  /** The third fact (c-07). */
  @Test
  void anIgnoredAbortEndsWithANewWebNode() throws IOException {
    fly.send("PUT", HUNG + "/abort", "");
    concourse.goes(ConcourseWorkers.WEB_VM);
    assertThat(fly.get(HUNG).statusCode()).isEqualTo(502);
    concourse.comesBack(ConcourseWorkers.WEB_VM, "00000000-0000-4000-8000-00000000b002");
    assertThat(statusOf(HUNG)).isEqualTo("started");
    clock.passes(Duration.ofSeconds(10));
    assertThat(statusOf(HUNG)).isEqualTo("aborted");
    assertThat(kinds(HUNG))
        .endsWith("initialize-get", "start-get", "selected-worker", "error", "status");
  }

  /** The fourth fact. */
  @Test
  void anIgnoredAbortEndsFourSecondsAfterANewWorkerHasCome() throws IOException {
    fly.send("PUT", HUNG + "/abort", "");
    concourse.drains(ConcourseWorkers.WORKER_VM);
    concourse.goes(ConcourseWorkers.WORKER_VM);
    clock.passes(Duration.ofMinutes(4));
    assertThat(statusOf(HUNG)).isEqualTo("started");
    concourse.comesBack(ConcourseWorkers.WORKER_VM, "00000000-0000-4000-8000-00000000b001");
    assertThat(statusOf(HUNG)).isEqualTo("started");
    clock.passes(Duration.ofSeconds(4));
    assertThat(statusOf(HUNG)).isEqualTo("aborted");
    assertThat(Caller.json(fly.get("/api/v1/teams/main/containers?build_id=5190&type=put")))
        .isEmpty();
  }

  /** The fifth fact: so abort first, always. */
  @Test
  void aWorkerThatGoesUnderAnOpenClaimStartsADeploymentWithoutTheLock() throws IOException {
    concourse.goes(ConcourseWorkers.WORKER_VM);
    clock.passes(Duration.ofMinutes(4));
    assertThat(statusOf(HUNG)).isEqualTo("started");
    clock.passes(Duration.ofMinutes(1));
    assertThat(statusOf(HUNG)).isEqualTo("succeeded");
    var next = Caller.json(fly.get(PIPELINE + "/jobs/generate-secrets"));
    assertThat(next.at("/next_build/status").asText()).isEqualTo("started");
  }

  @Test
  void aDeploymentWhoseWorkerGoesFallsSilentAndErrs() throws IOException {
    ConcourseScene.of(concourse).deploymentRuns("cf-deploy");
    var build = "/api/v1/builds/5191";
    assertThat(statusOf(build)).isEqualTo("started");
    concourse.goes(ConcourseWorkers.WORKER_VM);
    int before = eventCount(build + "/events");
    clock.passes(Duration.ofMinutes(4));
    assertThat(eventCount(build + "/events")).isEqualTo(before);
    clock.passes(Duration.ofMinutes(1));
    assertThat(statusOf(build)).isEqualTo("errored");
  }

  /** The sixth fact (c-08): a new web node receives nothing from the process that lives on. */
  @Test
  void afterAWebRestartAHealthyClaimIsSilent() throws IOException {
    var waits = "/api/v1/builds/" + ConcourseScene.of(concourse).aClaimWaitsBehindAFailedRun();
    clock.passes(Duration.ofSeconds(10));
    await().untilAsserted(() -> assertThat(kinds(waits)).endsWith("log", "log"));
    concourse.goes(ConcourseWorkers.WEB_VM);
    concourse.comesBack(ConcourseWorkers.WEB_VM, "00000000-0000-4000-8000-00000000b002");
    clock.passes(Duration.ofSeconds(10));
    assertThat(kinds(waits)).endsWith("initialize-put", "selected-worker", "start-put");
    int before = eventCount(waits + "/events");
    clock.passes(Duration.ofMinutes(20));
    assertThat(eventCount(waits + "/events")).isEqualTo(before);
    assertThat(statusOf(waits)).isEqualTo("started");
  }

  /** The last fact: until then, what is dead is called running. */
  @Test
  void aDeadWorkerIsCalledStalledFortySecondsLaterAndStays() throws IOException {
    concourse.goes(ConcourseWorkers.WORKER_VM);
    clock.passes(Duration.ofSeconds(39));
    assertThat(workerStates()).containsExactly("running", "running");
    clock.passes(Duration.ofSeconds(1));
    assertThat(workerStates()).containsExactly("stalled", "running");
    concourse.comesBack(ConcourseWorkers.WORKER_VM, "00000000-0000-4000-8000-00000000b001");
    assertThat(workerStates()).containsExactly("stalled", "running", "running");
  }

  @Test
  void aWorkerThatRetiredIsForgottenWhenNoOpenBuildIsOnIt() throws IOException {
    var before = workerNames();
    ConcourseScene.of(concourse).lockIsFree();
    concourse.drains(ConcourseWorkers.WORKER_VM);
    concourse.goes(ConcourseWorkers.WORKER_VM);
    assertThat(workerNames()).hasSize(1);
    concourse.comesBack(ConcourseWorkers.WORKER_VM, "00000000-0000-4000-8000-00000000b001");
    assertThat(workerNames())
        .hasSize(2)
        .isNotEqualTo(before)
        .anyMatch(name -> name.startsWith("89f7a596-"));
  }

  @Test
  void anAbortedBuildThatIsPendingStaysSoWhileItsJobIsPaused() throws IOException {
    fly.send("PUT", LOCK_JOB + "/pause", "");
    var path = Caller.json(fly.send("POST", LOCK_JOB + "/builds", "")).path("api_url").asText();
    fly.send("PUT", path + "/abort", "");
    clock.passes(Duration.ofMinutes(1));
    assertThat(statusOf(path)).isEqualTo("pending");
    fly.send("PUT", LOCK_JOB + "/unpause", "");
    clock.passes(Duration.ofSeconds(10));
    assertThat(statusOf(path)).isEqualTo("aborted");
  }

  @Test
  void aTriggerByHandChecksItsInputsAndTheChecksAreInTheLists() throws IOException {
    ConcourseScene.of(concourse).lockIsFree();
    var path = Caller.json(fly.send("POST", LOCK_JOB + "/builds", "")).path("api_url").asText();
    var preparation = Caller.json(fly.get(path + "/preparation"));
    assertThat(preparation.at("/missing_input_reasons/paas-cf").asText())
        .isEqualTo("checking for latest available versions");
    assertThat(Caller.json(fly.get(PIPELINE + "/builds?limit=3")))
        .extracting(it -> it.path("name").asText() + " " + it.path("resource_name").asText("-"))
        .containsExactly("check paas-cf", "check git-ssh-private-key", "124 -");
    assertThat(Caller.json(fly.get(LOCK_JOB + "/builds")))
        .extracting(it -> it.path("name").asText())
        .containsExactly("124", "123", "122");
    clock.passes(Duration.ofSeconds(10));
    assertThat(statusOf(path)).isEqualTo("started");
  }

  @Test
  void aJobIsPausedByWhoPausedIt() throws IOException {
    assertThat(fly.send("PUT", LOCK_JOB + "/pause", "").statusCode()).isEqualTo(200);
    var job = Caller.json(fly.get(LOCK_JOB));
    assertThat(job.path("paused").asBoolean()).isTrue();
    assertThat(job.path("paused_by").asText()).isEqualTo("admin");
    fly.send("PUT", LOCK_JOB + "/unpause", "");
    assertThat(Caller.json(fly.get(LOCK_JOB)).has("paused")).isFalse();
    assertThat(fly.send("PUT", PIPELINE + "/jobs/nope/pause", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aRunningDeploymentKeepsWriting() throws IOException {
    ConcourseScene.of(concourse).deploymentRuns("cf-deploy");
    var running = Caller.json(fly.get(PIPELINE + "/jobs/cf-deploy")).path("next_build");
    assertThat(running.path("status").asText()).isEqualTo("started");
    var events = "/api/v1/builds/" + running.path("id").asInt() + "/events";
    int before = eventCount(events);
    clock.passes(Duration.ofSeconds(30));
    assertThat(eventCount(events)).isEqualTo(before + 3);
  }

  @Test
  void thePlanNamesThePutThatTheEventsComeFrom() throws IOException {
    var plan = Caller.json(fly.get(HUNG + "/plan"));
    var puts = plan.findParents("put");
    assertThat(puts).anyMatch(put -> put.path("id").asText().equals("65d3a1e8:15"));
  }

  @Test
  void aDeadConcourseIsDeadInTheWayItIsTold() throws IOException {
    Faults.before(concourse::tap).answers(500);
    assertThat(fly.get("/api/v1/info").statusCode()).isEqualTo(500);
    Faults.before(concourse::tap).stopsAnswering();
    assertThatThrownBy(() -> fly.get("/api/v1/info")).isInstanceOf(IOException.class);
    concourse.tap(Tap.NONE);
    assertThat(fly.get("/api/v1/info").statusCode()).isEqualTo(200);
  }

  @Test
  void aHungConcourseSaysNothingUntilItIsWell() throws IOException {
    Faults.before(concourse::tap).hangs();
    try (var stream = new EventStream(concourse.url(), "/api/v1/info", token)) {
      assertThat(stream.isOpen()).isTrue();
    }
    concourse.tap(Tap.NONE);
    await().untilAsserted(() -> assertThat(fly.get("/api/v1/info").statusCode()).isEqualTo(200));
  }

  @Test
  void everyContainerOfAWorkerIsListedAndGoesWithIt() throws IOException {
    ConcourseScene.of(concourse).deploymentRuns("cf-deploy");
    var worker = ConcourseWorkers.WORKER_VM.substring(0, 8);
    var listed = Caller.json(fly.get("/api/v1/teams/main/containers"));
    assertThat(listed)
        .extracting(it -> it.path("type").asText() + " " + it.path("job_name").asText("-"))
        .containsExactly(
            "task cf-deploy",
            "task pipeline-lock",
            "task pipeline-lock",
            "put pipeline-lock",
            "check -",
            "check -",
            "check -",
            "check -");
    clock.passes(Duration.ofSeconds(31)); // what ended well is destroyed, and a heartbeat counts
    var left = Caller.json(fly.get("/api/v1/teams/main/containers"));
    assertThat(left).hasSize(5);
    var counted =
        StreamSupport.stream(Caller.json(fly.get("/api/v1/workers")).spliterator(), false)
            .filter(it -> it.path("name").asText().startsWith(worker))
            .mapToInt(it -> it.path("active_containers").asInt());
    assertThat(counted.sum()).isEqualTo(left.size());
    assertThat(Caller.json(fly.get("/api/v1/teams/main/containers?build_id=5190"))).isEmpty();
  }

  private String statusOf(String build) throws IOException {
    return Caller.json(fly.get(build)).path("status").asText();
  }

  private List<String> workerStates() throws IOException {
    var workers = Caller.json(fly.get("/api/v1/workers"));
    return StreamSupport.stream(workers.spliterator(), false)
        .map(worker -> worker.path("state").asText())
        .toList();
  }

  /** The kinds of a build's events, in their order. */
  private List<String> kinds(String build) throws IOException {
    try (var stream = new EventStream(concourse.url(), build + "/events", token)) {
      return stream.linesUntilSilence().stream()
          .filter(line -> line.startsWith("data: "))
          .map(line -> Json.parse(line.substring(6)).path("event").asText())
          .toList();
    }
  }

  private List<String> workerNames() throws IOException {
    var workers = Caller.json(fly.get("/api/v1/workers"));
    return StreamSupport.stream(workers.spliterator(), false)
        .map(worker -> worker.path("name").asText())
        .toList();
  }

  private int eventCount(String path) throws IOException {
    try (var stream = new EventStream(concourse.url(), path, token)) {
      return (int) stream.linesUntilSilence().stream().filter(it -> it.startsWith("id:")).count();
    }
  }

  /**
   * Reads an answer line by line and can distinguish silence from the end; chunk sizes are left
   * out.
   */
  private static final class EventStream implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    EventStream(String base, String path, String token, String... headers) throws IOException {
      var url = URI.create(base);
      socket = new Socket(url.getHost(), url.getPort());
      socket.setSoTimeout(300);
      OutputStream out = socket.getOutputStream();
      var extra = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
      out.write(
          "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s\r\n"
              .formatted(path, token, extra)
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    }

    List<String> linesUntilSilence() throws IOException {
      var raw = new StringBuilder();
      try {
        for (int next = in.read(); next >= 0; next = in.read()) {
          raw.append((char) next);
        }
      } catch (SocketTimeoutException e) {
        // Silence.
      }
      return withoutChunks(raw.substring(raw.indexOf("\r\n\r\n") + 4)).lines().toList();
    }

    boolean isOpen() throws IOException {
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException e) {
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }

    /** A chunk may end anywhere in a line. */
    private static String withoutChunks(String body) {
      var text = new StringBuilder();
      for (int at = 0; at < body.length(); ) {
        int line = body.indexOf("\r\n", at);
        int size = Integer.parseInt(body.substring(at, line), 16);
        text.append(body, line + 2, line + 2 + size);
        at = line + 2 + size + 2;
      }
      return text.toString();
    }
  }
}
