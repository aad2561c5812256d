package pipelinelock.bosh;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.Patience;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.BasicUser;
import pipelinelock.bosh.api.BoshConfig.Credentials;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.Http;
import pipelinelock.runbook.platform.Recreator.Answer;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceTable;
import pipelinelock.vm.TaskOutput;

class DirectorTest {
  private static final String CONTEXT = "inc-7.1";
  private static final UaaClient CLIENT = new UaaClient("opsbot", "s3cret");

  private final FakeDirector fake = new FakeDirector();
  private Instant now = Instant.parse("2024-02-19T10:00:00Z");
  private Director director;

  @BeforeEach
  void start() {
    fake.start();
    director = director(CLIENT, Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    fake.stop();
  }

  @Test
  void instancesComeFromTheListingsTask() {
    fake.lists(12, Recordings.text("vms.result.ndjson"), "queued", "processing", "done");

    List<Instance> instances = director.instances();

    assertThat(instances).hasSize(2).allMatch(Instance::isRunning);
    Instance worker = instances.getFirst();
    assertThat(worker.id()).isEqualTo(FakeDirector.WORKER);
    assertThat(worker.cid()).contains("i-0c5df587c27d5d3c4");
    assertThat(worker.vmCreatedAt()).contains(Instant.parse("2024-02-18T10:01:02Z"));
    assertThat(worker.processes()).containsExactly(new Instance.Process("worker", "running"));
    assertThat(fake.paths())
        .containsExactly(
            "GET /info",
            "POST /uaa/oauth/token",
            "GET /deployments/concourse/instances?format=full",
            "GET /tasks/12",
            "GET /tasks/12",
            "GET /tasks/12",
            "GET /tasks/12/output?type=result",
            "GET /deployments/concourse/instances");
  }

  @Test
  void instancesReadAsInTheTableOfBoshVms() {
    fake.lists(12, Recordings.text("vms.result.ndjson"), "done");

    String table = new InstanceTable(director.instances()).text("concourse");

    String printed = Recordings.text("vms.cli.txt");
    assertThat(table)
        .isEqualTo(
            printed.substring(printed.indexOf("Deployment"), printed.indexOf("\nSucceeded")));
  }

  @Test
  void anInstanceWithoutVmIsListed() {
    fake.lists(12, Recordings.text("instances-detached.result.ndjson"), "done");

    Instance worker = director.instances().getFirst();

    assertThat(worker.cid()).isEmpty();
    assertThat(worker.wanted()).isEqualTo("detached");
    assertThat(worker.jobState()).isEmpty();
    assertThat(worker.stemcell()).isEmpty();
    assertThat(new InstanceTable(List.of(worker)).rows().lines().toList().get(1))
        .isEqualTo(
            "concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7  -              b1  -    -       concourse_worker  -       -  ");
  }

  @ParameterizedTest
  @CsvSource({
    "real-280.0.0/instances.result.ndjson, 2, 0, 0",
    "real-280.0.0/instances-detached.result.ndjson, 2, 0, 0",
    "vms-ignored.result.ndjson, 2, 0, 1",
    "vms-unresponsive.result.ndjson, 2, 1, 0"
  })
  void recordedListingsAreRead(String recording, int all, int unresponsive, int ignored) {
    fake.lists(12, Recordings.text(recording), "done");

    assertThat(director.instances())
        .hasSize(all)
        .satisfies(
            instances ->
                assertThat(instances.stream().filter(Instance::isUnresponsive))
                    .hasSize(unresponsive))
        .satisfies(
            instances -> assertThat(instances.stream().filter(Instance::ignored)).hasSize(ignored));
  }

  @Test
  void aListingThatIsNotDoneInTimeIsGivenUp() {
    fake.lists(12, "", "processing");
    director =
        Director.of(
            config(CLIENT, Duration.ofSeconds(5), Duration.ofMillis(400)),
            Http.client(),
            () -> now);

    assertFailure(director::instances, Kind.TIMED_OUT, "task 12 is 'processing' and was not done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"error", "cancelled", "timeout"})
  void aListingThatEndsBadlyIsBroken(String state) {
    fake.lists(12, "", state);

    assertFailure(director::instances, Kind.BROKEN, "task 12 ended as '%s'".formatted(state));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "null",
        "{}",
        "{\"job_name\":\"*\",\"id\":\"x\",\"index\":0,\"state\":\"started\"}"
      })
  void aListingThatCannotBeReadIsGarbage(String line) {
    fake.lists(12, line + "\n", "done");

    assertFailure(director::instances, Kind.GARBAGE, "an instance that the bot cannot read");
  }

  @Test
  void aMissingDeploymentIsNamed() {
    fake.answers(
        "/deployments/concourse/instances?format=full",
        status(404).withBody(Recordings.text("error.404-deployment.json")));

    assertThatThrownBy(director::instances)
        .hasMessage(
            "The Director answered 404 while listing the instances of concourse: "
                + "Deployment 'nope' doesn't exist (code 70000)");
  }

  @Test
  void openTasksAreThoseThatDoSomething() {
    String states = "/tasks?state=queued,processing,cancelling&verbose=2";
    String list =
        "[%s,%s,%s,%s,%s]"
            .formatted(
                FakeDirector.task(5, "processing", "create deployment", ""),
                FakeDirector.task(4, "processing", "retrieve vm-stats", ""),
                FakeDirector.task(3, "queued", "scan and fix", ""),
                FakeDirector.task(2, "processing", "ssh: setup:{}", ""),
                FakeDirector.task(1, "done", "create deployment", ""));
    fake.answers(states.replace(",", "%2C"), okJson(list));
    fake.answers(states, okJson(list));

    assertThat(director.openTasks()).extracting(DirectorTask::id).containsExactly(5L, 3L);
  }

  @Test
  void locksTellTheirTask() {
    fake.answers("/locks", okJson(Recordings.text("locks.held.json")));

    assertThat(director.locks())
        .containsExactly(
            new DirectorLock(
                "deployment",
                "concourse",
                Optional.of(260183L),
                Optional.of(Instant.ofEpochSecond(1708337431))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[null]", "{}", "[{}]", "[7]", ""})
  void aListThatIsNoneIsGarbage(String body) {
    fake.answers("/locks", ok(body));
    fake.answers("/tasks?context_id=inc-7.1&verbose=2", ok(body));

    assertFailure(() -> director.find(CONTEXT), Kind.GARBAGE, "context id inc-7.1");
    if (!body.equals("[{}]")) {
      assertFailure(director::locks, Kind.GARBAGE, "while reading the locks");
    }
  }

  @Test
  void aTaskIsRead() {
    fake.answers("/tasks/260183", okJson(Recordings.text("task-260183.done.json")));

    assertThat(director.task(260183))
        .isEqualTo(
            new DirectorTask(
                260183,
                DirectorTask.State.DONE,
                "create deployment",
                "xxxxxxxx@digital.cabinet-office.gov.uk",
                Optional.of("concourse"),
                "",
                Optional.of(Instant.ofEpochSecond(1708337191)),
                Optional.of(Instant.ofEpochSecond(1708337764)),
                Optional.of("/deployments/concourse")));
  }

  @Test
  void anUnknownTaskStateIsNeverTakenForAnEnd() {
    fake.answers("/tasks/7", okJson(FakeDirector.task(7, "odd", "x", "")));

    assertFailure(() -> director.task(7), Kind.GARBAGE, "task 7 is 'odd'");
  }

  @Test
  void aPrunedTaskIsNotFound() {
    fake.answers("/tasks/999", status(404).withBody(Recordings.text("error.404-task.json")));

    assertFailure(() -> director.task(999), Kind.NOT_FOUND, "Task 999 not found (code 10000)");
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 303})
  void aRecreateIsAcceptedAsATask(int status) {
    fake.recreates(FakeDirector.redirect(status, 260183));

    assertThat(recreate()).isEqualTo(new Answer.Accepted(260183));
    assertThat(fake.paths())
        .containsExactly(
            "GET /info",
            "GET /info",
            "POST /uaa/oauth/token",
            "PUT /deployments/concourse/jobs/" + FakeDirector.WORKER + "?state=recreate");
  }

  static Stream<Arguments> doubtfulAnswers() {
    return Stream.of(
        Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Arguments.of("closed", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Arguments.of("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        Arguments.of("slow", FakeDirector.redirect(302, 1).withFixedDelay(3_000)),
        Arguments.of("500", status(500)),
        Arguments.of("502", status(502).withBody("<html>Bad Gateway</html>")),
        Arguments.of("503", status(503).withHeader("Retry-After", "0")),
        Arguments.of("504", status(504)),
        Arguments.of("408", status(408)),
        Arguments.of("200", ok()),
        Arguments.of("no location", status(302)),
        Arguments.of("odd location", status(302).withHeader("Location", "/tasks/")),
        Arguments.of("login page", status(302).withHeader("Location", "https://sso/tasks/7/x")),
        Arguments.of("307", status(307).withHeader("Location", "/tasks/7")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("doubtfulAnswers")
  void anAnswerThatTellsNothingLeavesDoubtAndIsNotAskedForAgain(
      String name, ResponseDefinitionBuilder answer) {
    director = director(CLIENT, Duration.ofSeconds(1));
    fake.recreates(answer);

    assertThat(recreate()).isInstanceOf(Answer.InDoubt.class);
    assertThat(fake.putsAsked()).isEqualTo(1);
  }

  @Test
  void aTaskMadeByALostAnswerIsFoundByItsContextId() {
    fake.recreates(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    fake.answers(
        "/tasks?context_id=inc-7.1&verbose=2",
        okJson("[" + FakeDirector.task(260183, "processing", "create deployment", CONTEXT) + "]"));

    assertThat(recreate()).isInstanceOf(Answer.InDoubt.class);
    assertThat(director.find(CONTEXT)).map(DirectorTask::id).contains(260183L);
    assertThat(fake.putsAsked()).isEqualTo(1);
  }

  @Test
  void anotherTaskIsNeverTakenForOnesOwn() {
    fake.answers(
        "/tasks?context_id=inc-7.1&verbose=2",
        okJson("[" + FakeDirector.task(5, "processing", "create deployment", "") + "]"));

    assertThat(director.find(CONTEXT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "ü", "x\r\nX-Other: 1"})
  void aContextIdHasAForm(String contextId) {
    assertThatThrownBy(() -> director.find(contextId)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> director.recreate(FakeDirector.WORKER, Set.of(), contextId, () -> true))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(fake.paths()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "404 | error.404-instance.json   | 'concourse/concourse-worker/00000000-0000-0000-0000-000000000000' doesn't exist (code 70001)",
        "400 | error.400-context-id.json | X-Bosh-Context-Id cannot be more than 64 characters in length (code 70010)",
        "401 | error.401-scope.json      | the credentials lack a permission. Require one of the scopes: bosh.admin, bosh.2daf673a-9755-4b4f-aa6d-3632fbed8012.admin (code 600000)"
      })
  void aRefusalSaysWhy(int status, String recording, String why) {
    fake.recreates(status(status).withBody(Recordings.text(recording)));

    assertThat(recreate())
        .isEqualTo(
            new Answer.Refused(
                "The Director answered %d while recreating %s: %s"
                    .formatted(status, FakeDirector.WORKER, why)));
    assertThat(fake.putsAsked()).isEqualTo(1);
    assertThat(fake.tokensIssued()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsNoLongerAcceptedIsRenewedAndTheRecreateSentOnceMore() {
    fake.answers("/locks", okJson("[]"));
    director.locks();
    fake.issues("second.token", 600);
    fake.recreatesFor("second.token", FakeDirector.redirect(302, 260183));

    assertThat(recreate()).isEqualTo(new Answer.Accepted(260183));
    assertThat(fake.putsAsked()).isEqualTo(2);
    assertThat(fake.tokensIssued()).isEqualTo(2);
  }

  @Test
  void whatIsNotWantedAnyMoreAfterTheLoginIsNotSent() {
    fake.recreates(FakeDirector.redirect(302, 260183));
    var loggedInFirst = new AtomicBoolean();

    var answer =
        director.recreate(
            FakeDirector.WORKER,
            Set.of(),
            CONTEXT,
            () -> {
              loggedInFirst.set(fake.tokensIssued() == 1);
              return false;
            });

    assertThat(answer).isInstanceOf(Answer.NotSent.class);
    assertThat(loggedInFirst).isTrue();
    assertThat(fake.putsAsked()).isZero();
  }

  @Test
  void whatIsNotWantedAnyMoreWhenTheTokenIsRenewedIsNotSentAgain() {
    var wanted = new AtomicBoolean(true);

    assertThat(
            director.recreate(
                FakeDirector.WORKER, Set.of(), CONTEXT, () -> wanted.getAndSet(false)))
        .isInstanceOf(Answer.NotSent.class);
    assertThat(fake.putsAsked()).isEqualTo(1);
    assertThat(fake.tokensIssued()).isEqualTo(2);
  }

  @Test
  void aTokenThatCannotBeRenewedLeavesNoDoubtThoughTheFirstRequestLeft() {
    fake.answers("/locks", okJson("[]"));
    director.locks();
    fake.uaaAnswers(aResponse().withStatus(500));

    assertThat(recreate())
        .isInstanceOfSatisfying(
            Answer.NotSent.class, it -> assertThat(it.why()).contains("UAA answered 500"));
    assertThat(fake.putsAsked()).isEqualTo(1);
  }

  @Test
  void aLostAnswerToTheSecondRequestLeavesDoubtThoughTheFirstWasRefused() {
    fake.answers("/locks", okJson("[]"));
    director.locks();
    fake.issues("second.token", 600);
    fake.recreatesFor("second.token", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

    assertThat(recreate()).isInstanceOf(Answer.InDoubt.class);
    assertThat(fake.putsAsked()).isEqualTo(2);
  }

  @Test
  void aTokenThatRunsOutBetweenTheGreetingAndTheRequestLeavesNoDoubt() {
    fake.recreates(FakeDirector.redirect(302, 260183));
    fake.issuesOneThatIsOver();

    assertThat(recreate()).isInstanceOf(Answer.NotSent.class);
    assertThat(fake.tokensIssued()).isEqualTo(2);
    assertThat(fake.putsAsked()).isZero();
  }

  @Test
  void aTokenThatIsNeverAcceptedIsRenewedOnce() {
    assertThat(recreate())
        .isEqualTo(
            new Answer.Refused(
                "The Director answered 401 while recreating %s: it rejects a token that its UAA has just issued for 10 min. Compare the clocks of both, and check the client's access-token-validity"
                    .formatted(FakeDirector.WORKER)));
    assertThat(fake.putsAsked()).isEqualTo(2);
    assertThat(fake.tokensIssued()).isEqualTo(2);
  }

  @Test
  void aTokenThatIsOverWhenItComesIsNotToldAsBadCredentials() {
    fake.issues("over.before.it.comes", 0);

    assertFailure(
        () -> director.locks(), Kind.UNAUTHORISED, "a token that its UAA has just issued for 0 s");
  }

  @Test
  void aTokenServesUntilFourFifthsOfItsLifeAreOver() {
    fake.answers("/locks", okJson("[]"));
    director.locks();
    now = now.plusSeconds(479);
    director.locks();
    assertThat(fake.tokensIssued()).isEqualTo(1);

    now = now.plusSeconds(1);
    director.locks();
    assertThat(fake.tokensIssued()).isEqualTo(2);
  }

  @Test
  void threadsShareOneTokenRequest() {
    fake.answers("/locks", okJson("[]"));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20)
          .mapToObj(_ -> CompletableFuture.supplyAsync(director::locks, threads))
          .toList()
          .forEach(CompletableFuture::join);
    }

    assertThat(fake.tokensIssued()).isEqualTo(1);
  }

  static Stream<Arguments> uaaFaults() {
    return Stream.of(
        Arguments.of(
            status(401)
                .withBody("{\"error\":\"unauthorized\",\"error_description\":\"Bad credentials\"}"),
            Kind.UNAUTHORISED,
            "UAA answered 401 while fetching a token for the client opsbot: Bad credentials"),
        Arguments.of(status(500), Kind.BROKEN, "UAA answered 500"),
        Arguments.of(status(429), Kind.BUSY, "UAA answered 429"),
        Arguments.of(ok("<html>"), Kind.GARBAGE, "UAA sent a web page, for example a login page"),
        Arguments.of(okJson("{\"expires_in\":600}"), Kind.GARBAGE, "no usable token"),
        Arguments.of(okJson("{\"access_token\":\"x\"}"), Kind.GARBAGE, "not the expected JSON"),
        Arguments.of(
            okJson("{\"access_token\":\"a\\nb\",\"expires_in\":600}"),
            Kind.GARBAGE,
            "no usable token"));
  }

  @ParameterizedTest
  @MethodSource("uaaFaults")
  void aFaultOfTheUaaIsTheUaas(ResponseDefinitionBuilder answer, Kind kind, String message) {
    fake.uaaAnswers(answer);

    assertFailure(director::locks, kind, message);
    assertThat(recreate())
        .isInstanceOf(kind == Kind.UNAUTHORISED ? Answer.Refused.class : Answer.NotSent.class);
    assertThat(fake.putsAsked()).isZero();
  }

  @Test
  void anotherDirectorIsNotAskedForAnything() {
    fake.isItself("00000000-0000-0000-0000-000000000000");
    fake.recreates(FakeDirector.redirect(302, 1));
    fake.cancels(status(204));

    assertFailure(director::instances, Kind.REFUSED, "the settings expect uuid");
    assertThat(recreate()).isInstanceOf(Answer.Refused.class);
    assertFailure(() -> director.cancel(7), Kind.REFUSED, "The bot sent it no request");
    assertThat(fake.paths()).containsOnly("GET /info");
  }

  @Test
  void aDirectorThatIsReplacedMeanwhileIsNotAskedToRecreate() {
    fake.answers("/locks", okJson("[]"));
    fake.recreates(FakeDirector.redirect(302, 1));
    director.locks();
    fake.isItself("00000000-0000-0000-0000-000000000000");

    assertThat(recreate()).isInstanceOf(Answer.Refused.class);
    assertThat(fake.putsAsked()).isZero();
  }

  @Test
  void aDirectorWithoutUaaGetsNameAndPassword() {
    fake.hasUsersOfItsOwn();
    director = director(new BasicUser("admin", "pässword"), Duration.ofSeconds(5));
    fake.answersBasic("/locks", okJson("[]"));

    assertThat(director.locks()).isEmpty();
    assertThat(fake.tokensIssued()).isZero();
  }

  @Test
  void credentialsOfTheOtherKindAreNotSent() {
    director = director(new BasicUser("admin", "pässword"), Duration.ofSeconds(5));

    assertFailure(director::locks, Kind.UNAUTHORISED, "expects a client of its UAA");
    assertThat(fake.paths()).containsExactly("GET /info");
  }

  @ParameterizedTest
  @CsvSource({"204, true", "400, false"})
  void aCancelCanBeTooLate(int status, boolean taken) {
    fake.cancels(status(status).withBody("Cannot cancel task 7: invalid state (cancelling)"));

    assertThat(director.cancel(7)).isEqualTo(taken);
  }

  @ParameterizedTest
  @CsvSource({"404, NOT_FOUND", "401, UNAUTHORISED", "500, BROKEN"})
  void aCancelThatWasNotTakenSaysSo(int status, Kind kind) {
    fake.cancels(status(status).withBody("{\"code\":1,\"description\":\"no\"}"));

    assertFailure(() -> director.cancel(7), kind, "while cancelling task 7");
  }

  static Stream<Arguments> ranges() {
    var lines = "{\"a\":1}\n{\"ü\":2}\n";
    return Stream.of(
        Arguments.of("rest", 8, part(8, 17, "{\"ü\":2}\n"), new TaskOutput(8, 9, "{\"ü\":2}\n")),
        Arguments.of("begin", 0, part(0, 17, lines), new TaskOutput(0, 17, lines)),
        Arguments.of(
            "half line", 0, part(0, 10, "{\"a\":1}\n{\""), new TaskOutput(0, 8, "{\"a\":1}\n")),
        Arguments.of("only half a line", 8, part(8, 10, "{\""), new TaskOutput(8, 0, "")),
        Arguments.of("nothing new", 17, unsatisfied("17"), new TaskOutput(17, 0, "")),
        Arguments.of("nothing yet, rack 2", 0, unsatisfied("0"), new TaskOutput(0, 0, "")),
        Arguments.of("nothing yet, rack 3", 0, ok(""), new TaskOutput(0, 0, "")),
        Arguments.of("all of it", 8, ok(lines), new TaskOutput(8, 9, "{\"ü\":2}\n")),
        Arguments.of("all of it and no more", 17, ok(lines), new TaskOutput(17, 0, "")),
        Arguments.of("old task", 0, status(204), new TaskOutput(0, 0, "")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ranges")
  void eventsAreReadFromAByteOn(
      String name, long offset, ResponseDefinitionBuilder answer, TaskOutput expected) {
    fake.hasEvents(offset, answer);

    assertThat(director.events(7, offset)).isEqualTo(expected);
  }

  static Stream<Arguments> wrongRanges() {
    return Stream.of(
        Arguments.of(part(0, 17, "{}\n"), Kind.GARBAGE, "another range than byte 20 on"),
        Arguments.of(status(206).withBody("{}\n"), Kind.GARBAGE, "another range than byte 20 on"),
        Arguments.of(unsatisfied("17"), Kind.GARBAGE, "a log shorter than the 20 bytes read"),
        Arguments.of(ok("{}\n"), Kind.GARBAGE, "a log shorter than the 20 bytes read"),
        Arguments.of(status(404), Kind.NOT_FOUND, "while reading the events of task 7"),
        Arguments.of(status(502), Kind.BROKEN, "while reading the events of task 7"));
  }

  @ParameterizedTest
  @MethodSource("wrongRanges")
  void anAnswerToAnotherQuestionIsNotTaken(
      ResponseDefinitionBuilder answer, Kind kind, String message) {
    fake.hasEvents(20, answer);

    assertFailure(() -> director.events(7, 20), kind, message);
  }

  @Test
  void aLongLogIsReadPieceByPiece() {
    String line = "{\"a\":\"%s\"}\n".formatted("x".repeat(999_991));
    String log = line.repeat(5);
    fake.hasEvents(0, part(0, log.length(), log));

    TaskOutput piece = director.events(7, 0);

    assertThat(piece.bytes()).isEqualTo(4L * line.length());
    assertThat(piece.text()).isEqualTo(line.repeat(4));
  }

  @Test
  void aSecretShowsNowhere() {
    var config = config(CLIENT, Duration.ofSeconds(5));
    assertThat(config.toString()).doesNotContain("s3cret");
    assertThat(CLIENT.toString()).doesNotContain("s3cret");
    assertThat(new BasicUser("admin", "pässword").toString()).doesNotContain("pässword");
    fake.uaaAnswers(status(401).withBody("s3cret"));

    assertThatThrownBy(director::locks).hasMessageNotContaining("s3cret");
  }

  private static ResponseDefinitionBuilder part(long from, long size, String body) {
    return status(206)
        .withHeader("Content-Range", "bytes %d-%d/%d".formatted(from, size - 1, size))
        .withBody(body);
  }

  private static ResponseDefinitionBuilder unsatisfied(String size) {
    return status(416)
        .withHeader("Content-Range", "bytes */" + size)
        .withBody("Byte range unsatisfiable");
  }

  private Answer recreate() {
    return director.recreate(FakeDirector.WORKER, Set.of(), CONTEXT, () -> true);
  }

  private static void assertFailure(ThrowingCallable call, Kind kind, String message) {
    RemoteFailure failure = catchThrowableOfType(RemoteFailure.class, call);
    assertThat(failure).isNotNull().hasMessageContaining(message);
    assertThat(failure.kind()).isEqualTo(kind);
  }

  private Director director(Credentials credentials, Duration answer) {
    return Director.of(config(credentials, answer), Http.client(), () -> now);
  }

  private BoshConfig config(Credentials credentials, Duration answer) {
    return config(credentials, answer, Patience.LIMIT);
  }

  private BoshConfig config(Credentials credentials, Duration answer, Duration listing) {
    return new BoshConfig(
        URI.create(fake.url()),
        Optional.of(FakeDirector.UUID),
        Optional.empty(),
        credentials,
        Optional.empty(),
        "concourse",
        new Timeouts(answer, listing, Duration.ofMillis(20)));
  }
}
