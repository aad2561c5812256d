package pipelinelock.rehearsal.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.rehearsal.bosh.instance.VmWatcher;
import pipelinelock.rehearsal.http.Caller;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.time.SteppedClock;
import pipelinelock.rehearsal.time.WorldTime;

class SimulatedDirectorTest {
  private static final String[] YAML = {"Content-Type", "text/yaml"};
  private static final String RECREATE_WORKER =
      "/deployments/concourse/jobs/concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7?state=recreate";
  private static final String RECREATE_WEB =
      "/deployments/concourse/jobs/concourse/cd83da7e-525b-4177-a2dc-7169892c1be8?state=recreate";

  private final SteppedClock clock = new SteppedClock();

  @AutoClose
  private final SimulatedDirector director =
      new SimulatedDirector(
          new SimulatedDirector.Config(
              0,
              0,
              List.of(
                  new BoshClient("opsbot", "secret", List.of("bosh.admin")),
                  new BoshClient("reader", "secret", List.of("bosh.read"))),
              Duration.ofHours(1),
              false),
          new WorldTime(clock, 1),
          VmWatcher.NOBODY);

  @AutoClose private Caller bosh = new Caller(director.url());

  @BeforeEach
  void logIn() throws IOException {
    bosh = new Caller(director.url(), "Authorization", "bearer " + token("opsbot"));
  }

  @Test
  void infoNamesTheUaaAndNeedsNoToken() throws IOException {
    try (var anonymous = new Caller(director.url())) {
      var info = Caller.json(anonymous.get("/info"));
      assertThat(info.path("name").asText()).isEqualTo("dev04");
      assertThat(info.at("/user_authentication/type").asText()).isEqualTo("uaa");
      assertThat(info.at("/user_authentication/options/url").asText()).isEqualTo(director.uaaUrl());
      assertThat(info.path("user").isNull()).isTrue();
    }
  }

  @Test
  void withoutATokenThe401IsText() throws IOException {
    try (var anonymous = new Caller(director.url())) {
      var answer = anonymous.get("/tasks");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("Not authorized: '/tasks'\n");
    }
  }

  @Test
  void withTooSmallAScopeThe401IsJson() throws IOException {
    try (var reader = new Caller(director.url(), "Authorization", "bearer " + token("reader"))) {
      assertThat(reader.get("/locks").statusCode()).isEqualTo(200);
      var answer = reader.send("PUT", RECREATE_WORKER, "", YAML);
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(Caller.json(answer).path("code").asInt()).isEqualTo(600000);
    }
    assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isZero();
  }

  @Test
  void anExpiredTokenIsRefused() throws IOException {
    assertThat(bosh.get("/tasks").statusCode()).isEqualTo(200);
    clock.passes(Duration.ofHours(1));
    assertThat(bosh.get("/tasks").statusCode()).isEqualTo(401);
  }

  static Stream<Arguments> refusedRecreates() {
    var worker = "/deployments/concourse/jobs/concourse-worker/";
    return Stream.of(
        argumentSet("bad id", worker + "snoopy?state=recreate", "", 400, 70002),
        argumentSet(
            "unknown id",
            worker + "00000000-0000-0000-0000-000000000000?state=recreate",
            "",
            404,
            70001),
        argumentSet(
            "unknown deployment",
            RECREATE_WORKER.replace("concourse/jobs", "nope/jobs"),
            "",
            404,
            70000),
        argumentSet("label of 65", RECREATE_WORKER, "x".repeat(65), 400, 70010));
  }

  @ParameterizedTest
  @MethodSource("refusedRecreates")
  void aRecreateIsRefused(String path, String label, int status, int code) throws IOException {
    var headers = new String[] {"Content-Type", "text/yaml", "X-Bosh-Context-Id", label};
    var answer = bosh.send("PUT", path, "", headers);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Caller.json(answer).path("code").asInt()).isEqualTo(code);
  }

  @Test
  void aRecreateWithoutTheYamlTypeHasNoEndpoint() throws IOException {
    assertThat(bosh.send("PUT", RECREATE_WORKER, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "snoopy, '', 400, 70002",
    "00000000-0000-0000-0000-000000000000, '', 404, 70001",
    "7, '', 404, 70001",
    "0, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 400, 70010"
  })
  void aRecreateOfAnInstanceAloneIsRefused(String id, String label, int status, int code)
      throws IOException {
    var answer =
        bosh.send(
            "POST",
            "/deployments/concourse/instance_groups/concourse-worker/%s/actions/recreate"
                .formatted(id),
            "",
            "X-Bosh-Context-Id",
            label);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(Caller.json(answer).path("code").asInt()).isEqualTo(code);
  }

  @Test
  void anInstanceAloneIsRecreatedUnderItsLabel() throws IOException {
    bosh.send(
        "POST",
        "/deployments/concourse/instance_groups/concourse-worker/0/actions/recreate",
        "",
        "X-Bosh-Context-Id",
        "INC-42:1");
    var task = Caller.json(bosh.get("/tasks?context_id=INC-42:1&verbose=2")).path(0);
    assertThat(task.path("description").asText()).isEqualTo("recreate instance");
    assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
  }

  @Test
  void anIndexNamesAnInstanceToo() throws IOException {
    var path = "/deployments/concourse/jobs/concourse/0?state=recreate";
    assertThat(bosh.send("PUT", path, "", YAML).statusCode()).isEqualTo(302);
    ends(260216);
    assertThat(director.recreatesSeen(SimulatedDirector.WEB)).isEqualTo(1);
    assertThat(events(260216).body()).isEqualTo(Json.resource("bosh/task-260216.event.ndjson"));
  }

  @Test
  void aDryRunPreparesAndChangesNothing() throws IOException {
    var cid = Fleet.of(director).vmCid(SimulatedDirector.WORKER);
    bosh.send("PUT", RECREATE_WORKER + "&dry_run=true", "", YAML);
    ends(260183);
    assertThat(task(260183).path("state").asText()).isEqualTo("done");
    assertThat(task(260183).path("description").asText()).isEqualTo("create deployment (dry run)");
    assertThat(events(260183).body())
        .isEqualTo(
            Json.resource("bosh/dry-run.event.ndjson")
                .replace("1795486230", task(260183).path("started_at").asText()));
    assertThat(Fleet.of(director).vmCid(SimulatedDirector.WORKER)).isEqualTo(cid);
  }

  @Test
  void aDryRunFailsWhereAnAgentIsSilent() throws IOException {
    Fleet.of(director).doesNotAnswer(SimulatedDirector.WEB);
    bosh.send("PUT", RECREATE_WORKER + "&dry_run=true", "", YAML);
    ends(260183);
    assertThat(events(260183).body()).contains("\"code\":450002");
  }

  @ParameterizedTest
  @CsvSource({"state=recreate, 'name: concourse'", "state=restart, ''", "'', ''"})
  void whatTheRehearsalDoesNotKnowFailsAsATask(String query, String body) throws IOException {
    var path = RECREATE_WORKER.replace("state=recreate", query);
    assertThat(bosh.send("PUT", path, body, YAML).statusCode()).isEqualTo(302);
    assertThat(Caller.json(bosh.get("/tasks")).at("/0/state").asText()).isEqualTo("error");
  }

  @Test
  void theWorkersRecreateIsTheRecordedOneByteForByte() throws IOException {
    var answer = bosh.send("PUT", RECREATE_WORKER, "", labelled("x".repeat(64)));
    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location")).hasValue(director.url() + "/tasks/260183");
    assertThat(task(260183).path("state").asText()).isEqualTo("queued");
    clock.passes(Duration.ofSeconds(2));
    assertThat(task(260183).path("state").asText()).isEqualTo("processing");
    clock.passes(Duration.ofMinutes(10));
    assertThat(task(260183).path("state").asText()).isEqualTo("done");
    assertThat(events(260183).body()).isEqualTo(Json.resource("bosh/task-260183.event.ndjson"));
  }

  @Test
  void linesAppearOnTheRecordedTimetable() throws IOException {
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    begins(260183);
    clock.passes(Duration.ofSeconds(200));
    assertThat(events(260183).body().lines()).hasSize(9);
    clock.passes(Duration.ofSeconds(60));
    assertThat(events(260183).body().lines()).hasSize(11);
  }

  @Test
  void aSpeedOfSixtyTakesSeconds() throws IOException {
    try (var fast =
            new SimulatedDirector(
                SimulatedDirector.Config.of(
                    new BoshClient("opsbot", "secret", List.of("bosh.admin"))),
                new WorldTime(clock, 600),
                VmWatcher.NOBODY);
        var caller = new Caller(fast.url(), "Authorization", "bearer " + token(fast, "opsbot"))) {
      caller.send("PUT", RECREATE_WEB, "", YAML);
      await()
          .untilAsserted(
              () ->
                  assertThat(Caller.json(caller.get("/tasks/260216")).path("state").asText())
                      .isEqualTo("done"));
      assertThat(caller.get("/tasks/260216/output?type=event").body())
          .isEqualTo(Json.resource("bosh/task-260216.event.ndjson"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-, 206, bytes 0-3512/3513",
    "bytes=3512-, 206, bytes 3512-3512/3513",
    "bytes=3513-, 416, bytes */3513",
    "bytes=9999-, 416, bytes */3513",
    "'', 200, ''"
  })
  void outputComesByRange(String range, int status, String contentRange) throws IOException {
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    ends(260183);
    var answer =
        range.isEmpty()
            ? events(260183)
            : bosh.get("/tasks/260183/output?type=event", "Range", range);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Range").orElse("")).isEqualTo(contentRange);
  }

  @Test
  void anEmptyOutputIs416AndOtherTypesAre204() throws IOException {
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    assertThat(bosh.get("/tasks/260183/output?type=event", "Range", "bytes=0-").statusCode())
        .isEqualTo(416);
    assertThat(bosh.get("/tasks/260183/output?type=debug").statusCode()).isEqualTo(204);
  }

  @Test
  void aRecreatedInstanceHasANewVm() throws IOException {
    assertThat(instance("89f7a596").path("vm_cid").asText()).isEqualTo("i-0c5df587c27d5d3c4");
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    begins(260183);
    clock.passes(Duration.ofMinutes(5));
    assertThat(instance("89f7a596").path("vm_cid").isNull()).isTrue();
    ends(260183);
    var renewed = instance("89f7a596");
    assertThat(renewed.path("vm_cid").asText()).isEqualTo("i-0aaaaaaaaaaaaaaa1");
    assertThat(renewed.path("agent_id").asText()).endsWith("b001");
    assertThat(renewed.path("job_state").asText()).isEqualTo("running");
  }

  @Test
  void aSecondRecreateOfAnInstanceGetsAFreshTaskAndVm() throws IOException {
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    ends(260183);
    var first = Fleet.of(director).vmCid(SimulatedDirector.WORKER);
    var answer = bosh.send("PUT", RECREATE_WORKER, "", YAML);
    assertThat(answer.headers().firstValue("Location")).hasValue(director.url() + "/tasks/260217");
    ends(260217);
    assertThat(Fleet.of(director).vmCid(SimulatedDirector.WORKER)).isNotEqualTo(first);
    assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(2);
  }

  @Test
  void aTaskIsFoundByItsLabelThoughTheAnswerWasLost() throws IOException {
    new DirectorTroubles(director).losesAnswerToRecreate();
    assertThatThrownBy(() -> bosh.send("PUT", RECREATE_WORKER, "", labelled("INC-42:1")))
        .isInstanceOf(IOException.class);
    var found = Caller.json(bosh.get("/tasks?context_id=INC-42:1&verbose=2"));
    assertThat(found).hasSize(1);
    assertThat(found.at("/0/id").asInt()).isEqualTo(260183);
    assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
    assertThat(Caller.json(bosh.get("/tasks?context_id=INC-42:2&verbose=2"))).isEmpty();
  }

  @Test
  void whileTheLockIsHeldARecreateFailsAfterTenSeconds() throws IOException {
    new DirectorTroubles(director).holdsLock(260170);
    assertThat(Caller.json(bosh.get("/locks")).at("/0/task_id").asText()).isEqualTo("260170");
    assertThat(Caller.json(bosh.get("/deployments")).at("/0/locked").asBoolean()).isTrue();
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    begins(260183);
    assertThat(task(260183).path("state").asText()).isEqualTo("processing");
    clock.passes(Duration.ofSeconds(11));
    assertThat(task(260183).path("state").asText()).isEqualTo("error");
    assertThat(events(260183).body())
        .contains("\"code\":100")
        .contains("Locking task id is 260170, description: 'create deployment'");
  }

  @Test
  void aCancelInTheDrainEndsTheTask() throws IOException {
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    begins(260183);
    clock.passes(Duration.ofSeconds(60));
    assertThat(bosh.send("DELETE", "/task/260183", "").statusCode()).isEqualTo(204);
    assertThat(task(260183).path("state").asText()).isEqualTo("cancelled");
    assertThat(events(260183).body()).contains("\"code\":10001").contains("Task 260183 cancelled");
    assertThat(bosh.send("DELETE", "/task/260183", "").statusCode()).isEqualTo(400);
    assertThat(bosh.send("DELETE", "/task/999", "").statusCode()).isEqualTo(404);
    assertThat(Caller.json(bosh.get("/locks"))).isEmpty();
  }

  @Test
  void aTaskFailsWhereItIsTold() throws IOException {
    new DirectorTroubles(director)
        .tasks()
        .failsAt("starting jobs", 400007, "'x (0)' is not running after update.");
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    ends(260183);
    assertThat(task(260183).path("state").asText()).isEqualTo("error");
    var lines = events(260183).body().lines().toList();
    assertThat(Json.parse(lines.getLast()).at("/error/code").asInt()).isEqualTo(400007);
    assertThat(Json.parse(lines.get(lines.size() - 2)).path("state").asText()).isEqualTo("failed");
    assertThat(instance("89f7a596").path("job_state").asText()).isEqualTo("failing");
  }

  @Test
  void aKilledTaskHasNoResultAndNoErrorEvent() throws IOException {
    new DirectorTroubles(director).tasks().isKilledAt("executing drain");
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    ends(260183);
    assertThat(task(260183).path("state").asText()).isEqualTo("error");
    assertThat(task(260183).path("result").isNull()).isTrue();
    assertThat(events(260183).body()).doesNotContain("\"error\"");
  }

  @Test
  void tasksAreFilteredAndListingsShowOnlyWithVerboseTwo() throws IOException {
    bosh.get("/deployments/concourse/vms?format=full");
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    begins(260183);
    assertThat(Caller.json(bosh.get("/tasks"))).hasSize(1);
    assertThat(Caller.json(bosh.get("/tasks?verbose=2"))).hasSize(2);
    assertThat(Caller.json(bosh.get("/tasks?verbose=2&limit=1")).at("/0/id").asInt())
        .isEqualTo(260183);
    assertThat(Caller.json(bosh.get("/tasks?state=processing,queued&deployment=concourse")))
        .hasSize(1);
    assertThat(Caller.json(bosh.get("/tasks?state=done"))).isEmpty();
  }

  @Test
  void whatIsDoneToOneInstanceAloneIsListedWithoutListings() throws IOException {
    bosh.get("/deployments/concourse/vms?format=full");
    bosh.send(
        "POST", "/deployments/concourse/instance_groups/concourse-worker/0/actions/recreate", "");
    assertThat(Caller.json(bosh.get("/tasks?verbose=1")))
        .singleElement()
        .satisfies(
            task -> assertThat(task.path("description").asText()).isEqualTo("recreate instance"));
  }

  @ParameterizedTest
  @CsvSource({"https, https", "'', http"})
  void aRedirectIsMadeOfTheCallersOwnHeaders(String forwarded, String scheme) throws IOException {
    var headers =
        forwarded.isEmpty()
            ? YAML
            : new String[] {"Content-Type", "text/yaml", "X-Forwarded-Proto", forwarded};
    var location = bosh.send("PUT", RECREATE_WORKER, "", headers).headers().firstValue("Location");
    assertThat(location).hasValue(director.url().replaceFirst("http", scheme) + "/tasks/260183");
  }

  /** Only the runbook's own two keep their times, under their own numbers. */
  @Test
  void whatIsReplayedHasTimesOfNowAsTheListsBesideItHave() throws IOException {
    Fleet.of(director).isFailing(SimulatedDirector.WEB);
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    ends(260183);
    bosh.send("PUT", RECREATE_WORKER, "", YAML);
    ends(260217);

    for (int id : List.of(260183, 260217)) {
      var task = task(id);
      assertThat(events(id).body().lines().map(Json::parse))
          .as("of task " + id)
          .isNotEmpty()
          .extracting(event -> event.path("time").asLong())
          .allSatisfy(
              time ->
                  assertThat(time)
                      .isBetween(task.path("started_at").asLong(), task.path("timestamp").asLong()))
          .isSorted();
    }
  }

  @Test
  void inAFasterWorldTheyAreNotAheadOfTheClock() throws IOException {
    try (var fast =
            new SimulatedDirector(
                SimulatedDirector.Config.of(
                    new BoshClient("opsbot", "secret", List.of("bosh.admin"))),
                new WorldTime(clock, 600),
                VmWatcher.NOBODY);
        var caller = new Caller(fast.url(), "Authorization", "bearer " + token(fast, "opsbot"))) {
      Fleet.of(fast).isFailing(SimulatedDirector.WEB);
      caller.send("PUT", RECREATE_WORKER, "", YAML);
      clock.passes(Duration.ofSeconds(1));
      caller.get("/tasks/260183");
      clock.passes(Duration.ofSeconds(2));
      var task = Caller.json(caller.get("/tasks/260183"));
      assertThat(task.path("state").asText()).isEqualTo("done");
      var log = caller.get("/tasks/260183/output?type=event").body();
      assertThat(log.lines().map(Json::parse))
          .extracting(event -> event.path("time").asLong())
          .allSatisfy(
              time -> assertThat(time).isLessThanOrEqualTo(task.path("timestamp").asLong()));
    }
  }

  @Test
  void aHangingDirectorAnswersAgainWhenItIsWell() throws IOException {
    Faults.before(director::tap).answers(503);
    assertThat(bosh.get("/tasks").statusCode()).isEqualTo(503);
    Faults.before(director::tap).talksGarbage();
    assertThat(Json.read(bosh.get("/tasks").body())).isEmpty();
    director.tap(Tap.NONE);
    assertThat(bosh.get("/tasks").statusCode()).isEqualTo(200);
  }

  private void begins(int task) throws IOException {
    // Once for the queue, once for the lock: each is looked at when the Director is asked.
    clock.passes(Duration.ofSeconds(1));
    task(task);
  }

  private void ends(int task) throws IOException {
    begins(task);
    clock.passes(Duration.ofMinutes(10));
    assertThat(List.of("done", "error")).contains(task(task).path("state").asText());
  }

  private JsonNode task(int id) throws IOException {
    return Caller.json(bosh.get("/tasks/" + id));
  }

  private HttpResponse<String> events(int id) throws IOException {
    return bosh.get("/tasks/" + id + "/output?type=event");
  }

  private JsonNode instance(String prefix) throws IOException {
    var redirect = bosh.get("/deployments/concourse/instances?format=full");
    assertThat(redirect.statusCode()).isEqualTo(302);
    var location = redirect.headers().firstValue("Location").orElseThrow();
    clock.passes(Duration.ofSeconds(2));
    var path = location.substring(director.url().length());
    assertThat(Caller.json(bosh.get(path)).path("description").asText())
        .isEqualTo("retrieve vm-stats");
    return bosh.get(path + "/output?type=result")
        .body()
        .lines()
        .map(Json::parse)
        .filter(row -> row.path("id").asText().startsWith(prefix))
        .findFirst()
        .orElseThrow();
  }

  private String token(String client) throws IOException {
    return token(director, client);
  }

  private static String token(SimulatedDirector from, String client) throws IOException {
    var basic =
        Base64.getEncoder().encodeToString((client + ":secret").getBytes(StandardCharsets.UTF_8));
    try (var uaa = new Caller(from.uaaUrl(), "Authorization", "Basic " + basic)) {
      var answer = uaa.form("/oauth/token", "grant_type=client_credentials");
      return Caller.json(answer).path("access_token").asText();
    }
  }

  private static String[] labelled(String label) {
    return new String[] {"Content-Type", "text/yaml", "X-Bosh-Context-Id", label};
  }
}
