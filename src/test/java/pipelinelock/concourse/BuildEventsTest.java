package pipelinelock.concourse;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.concourse.Answers.answer;
import static pipelinelock.concourse.ConcourseClientTest.assertFails;
import static pipelinelock.concourse.EventServer.Then.ENDS;
import static pipelinelock.concourse.EventServer.Then.REPEATS;
import static pipelinelock.concourse.EventServer.Then.STAYS_OPEN;
import static pipelinelock.concourse.Events.IMAGE_GET;
import static pipelinelock.concourse.Events.PUT;
import static pipelinelock.concourse.Events.START;
import static pipelinelock.concourse.Events.TASK;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.Patience;
import pipelinelock.concourse.EventServer.Connection;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.BuildActivity.Kind;
import pipelinelock.pipeline.BuildActivity.Life;
import pipelinelock.pipeline.BuildActivity.Purpose;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.pipeline.BuildActivity.Step;
import pipelinelock.pipeline.PipelineExamples;

class BuildEventsTest {
  private static final Duration LONG = Patience.LIMIT;
  private static final Duration SHORT = Duration.ofMillis(700);

  @Test
  void anOpenBuildIsReadUpToNow() throws Exception {
    try (var server = server(new Connection(Events.waitingClaim().toString(), STAYS_OPEN))) {
      var last = Optional.of(Instant.ofEpochSecond(START + 7));
      assertThat(activity(server))
          .isEqualTo(
              new BuildActivity(
                  5190,
                  List.of(
                      PipelineExamples.step(
                          TASK,
                          Kind.TASK,
                          "lock-the-pipeline",
                          Purpose.NONE,
                          PutPhase.FAILED,
                          Optional.of(Instant.ofEpochSecond(START + 2)),
                          Optional.empty()),
                      new Step(
                          PUT,
                          Kind.PUT,
                          "pipeline-pool",
                          Purpose.CLAIM,
                          PutPhase.WAITING,
                          last,
                          Optional.of("89f7a596-7a06"),
                          List.of(new Life(last, last))),
                      PipelineExamples.step(
                          "65d3a1e8:18",
                          Kind.GET,
                          "pipeline-pool",
                          Purpose.NONE,
                          PutPhase.NONE,
                          Optional.empty(),
                          Optional.empty())),
                  last,
                  Optional.empty()));
    }
  }

  @Test
  void aFinishedBuildIsReadToItsEndAndNoFurther() throws Exception {
    var text = Events.waitingClaim().log(PUT, "claimed!").finishPut(0).status("succeeded").end();
    long began = System.nanoTime();
    try (var server = server(new Connection(text.toString(), STAYS_OPEN))) {
      var activity = Answers.client(server.url(), LONG, LONG).activity(5190);

      assertThat(activity.poolPut()).isEqualTo(PutPhase.DONE);
      assertThat(activity.lastEvent()).contains(Instant.ofEpochSecond(START + 10));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(2));
  }

  static Stream<Arguments> stories() {
    return Stream.of(
        story(new Events().status("started"), PutPhase.NONE),
        story(new Events().of("initialize-task", TASK), PutPhase.NONE),
        story(new Events().of("initialize-put", PUT), PutPhase.IMAGE),
        story(new Events().of("initialize-get", IMAGE_GET), PutPhase.IMAGE),
        story(
            new Events().of("initialize-put", PUT).selectedWorker(IMAGE_GET, "w"), PutPhase.IMAGE),
        story(new Events().of("initialize-put", PUT).of("waiting-for-worker", PUT), PutPhase.IMAGE),
        story(new Events().of("initialize-put", PUT).selectedWorker(PUT, "w"), PutPhase.CONTAINER),
        story(
            new Events().of("initialize-put", PUT).selectedWorker(PUT, "w").of("start-put", PUT),
            PutPhase.STARTED),
        story(
            new Events().of("start-put", PUT).log(PUT, "claiming lock on: x\\n"), PutPhase.STARTED),
        story(
            new Events().of("start-put", PUT).log(PUT, "waiting f").log(PUT, "or lock\\n."),
            PutPhase.WAITING),
        story(Events.waitingClaim().log(PUT, ".").log(PUT, "."), PutPhase.WAITING),
        story(Events.waitingClaim().log(PUT, "\\nclaimed!\\n"), PutPhase.WAITING),
        story(Events.waitingClaim().finishPut(0), PutPhase.DONE),
        story(Events.waitingClaim().finishPut(1), PutPhase.FAILED),
        story(Events.waitingClaim().error(PUT, "interrupted"), PutPhase.ERRORED),
        story(
            new Events().of("initialize-put", PUT).error(IMAGE_GET, "no image"), PutPhase.ERRORED),
        story(Events.waitingClaim().error(TASK, "elsewhere"), PutPhase.WAITING),
        story(
            Events.waitingClaim().of("initialize-put", PUT).selectedWorker(PUT, "w"),
            PutPhase.CONTAINER),
        story(Events.waitingClaim().of("brand-new-event", PUT), PutPhase.WAITING));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void thePhaseFollowsFromTheEvents(Events events, PutPhase phase) throws Exception {
    try (var server = server(new Connection(events.end().toString(), STAYS_OPEN))) {
      assertThat(activity(server).poolPut()).isEqualTo(phase);
    }
  }

  @Test
  void otherStepsCountAsLifeButNotAsTheLocks() throws Exception {
    var events = Events.waitingClaim().log(TASK, "busy\\n").error(TASK, "task broke").end();
    try (var server = server(new Connection(events.toString(), STAYS_OPEN))) {
      var activity = activity(server);

      assertThat(activity.lastPoolEvent()).contains(Instant.ofEpochSecond(START + 7));
      assertThat(activity.lastEvent()).contains(Instant.ofEpochSecond(START + 9));
      assertThat(activity.error()).contains("task broke");
    }
  }

  @ParameterizedTest
  @CsvSource({"ENDS", "BREAKS"})
  void aStreamThatIsCutIsGoneOnWith(EventServer.Then cut) throws Exception {
    var rest = Events.from(8).log(PUT, ".").finishPut(0).end();
    try (var server =
        server(
            new Connection(Events.waitingClaim() + "id: 8\nevent: ev", cut),
            new Connection(rest.toString(), STAYS_OPEN))) {
      assertThat(activity(server).poolPut()).isEqualTo(PutPhase.DONE);
      assertThat(server.lastEventIds()).containsExactly(Optional.empty(), Optional.of("7"));
    }
  }

  @ParameterizedTest
  @CsvSource({"ENDS", "BREAKS"})
  void aStreamThatIsCutAgainAndAgainIsAFailure(EventServer.Then cut) throws Exception {
    try (var server = server(new Connection(Events.waitingClaim().toString(), cut))) {
      assertFails(() -> activity(server), RemoteFailure.Kind.UNREACHABLE, "events of build 5190");
      assertThat(server.lastEventIds()).hasSize(3);
    }
  }

  @Test
  void aStreamThatNeverBeginsIsAFailureAndNotSilence() throws Exception {
    try (var server = server(new Connection("", STAYS_OPEN))) {
      assertFails(
          () -> client(server, Duration.ofSeconds(4)).activity(5190), // the login is in it
          RemoteFailure.Kind.TIMED_OUT,
          "events of build 5190");
    }
  }

  @Test
  void aStreamThatHangsAfterAFullBatchIsAFailureAndNotSilence() throws Exception {
    var batch = new Events();
    for (int i = 0; i < 2_000; i++) {
      batch.log(TASK, "line");
    }
    try (var server = server(new Connection(batch.toString(), STAYS_OPEN))) {
      assertFails(
          () -> client(server, SHORT).activity(5190), RemoteFailure.Kind.TIMED_OUT, "0.7 s");
    }
  }

  @Test
  void aHistoryTooLongForTheTimeIsAFailureAndNotSilence() throws Exception {
    var old = Events.waitingClaim().log(TASK, "line").toString();
    try (var server = server(new Connection(old, REPEATS))) {
      assertFails(
          () -> client(server, Duration.ofSeconds(4)).activity(5190), // the login is in it
          RemoteFailure.Kind.TIMED_OUT,
          "events of build 5190");
    }
  }

  @Test
  void aBusyBuildIsReadOnlyAsFarAsTheQuestion() throws Exception {
    var now = InstantSource.fixed(Instant.ofEpochSecond(START + 3));
    try (var server = server(new Connection(Events.waitingClaim().toString(), REPEATS))) {
      var client = new ConcourseClient(Answers.config(server.url(), LONG), Answers.HTTP, now);

      assertThat(client.activity(5190).lastEvent()).contains(Instant.ofEpochSecond(START + 4));
    }
  }

  @Test
  void aPendingBuildHasNoActivityYet() throws Exception {
    try (var server = new EventServer(Optional.empty(), new Connection("", STAYS_OPEN))) {
      var activity = activity(server);

      assertThat(activity.poolPut()).isEqualTo(PutPhase.NONE);
      assertThat(activity.lastEvent()).isEmpty();
    }
  }

  @Test
  void reapedEventsAreNoEvents() throws Exception {
    try (var server = server(new Connection(new Events().end().toString(), STAYS_OPEN))) {
      assertThat(activity(server).lastEvent()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "403, FORBIDDEN",
    "401, UNAUTHORISED",
    "404, NOT_FOUND",
    "429, BUSY",
    "503, BROKEN",
  })
  void aRefusedStreamIsExplained(int status, RemoteFailure.Kind kind) throws Exception {
    try (var server = server(new Connection(status, "no", ENDS))) {
      assertFails(
          () -> activity(server),
          kind,
          "%d while reading the events of build 5190".formatted(status));
    }
  }

  @Test
  void aStaleTokenIsRenewedForTheStreamToo() throws Exception {
    try (var server =
        server(
            new Connection(401, "not authorized", ENDS),
            new Connection(Events.waitingClaim().end().toString(), STAYS_OPEN))) {
      assertThat(activity(server).poolPut()).isEqualTo(PutPhase.WAITING);
    }
  }

  @Test
  void anEventThatIsNoJsonIsNotSkipped() throws Exception {
    var torn = Events.waitingClaim().raw("id: 8\nevent: event\ndata: {\"data\":{\n\n").end();
    try (var server = server(new Connection(torn.toString(), STAYS_OPEN))) {
      assertFails(() -> activity(server), RemoteFailure.Kind.GARBAGE, "not JSON");
    }
  }

  private static Arguments story(Events events, PutPhase phase) {
    return Arguments.of(events, phase);
  }

  private static EventServer server(Connection... connections) throws IOException {
    return new EventServer(Optional.of(answer("plan")), connections);
  }

  private static BuildActivity activity(EventServer server) {
    return client(server, LONG).activity(5190);
  }

  private static ConcourseClient client(EventServer server, Duration limit) {
    return Answers.client(server.url(), limit);
  }
}
