package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.rehearsal.bosh.DirectorTroubles;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.runbook.platform.Recreator.Answer;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.TaskOutput;

/** A task is followed through whatever happens between the Director and the bot. */
class RehearsedPollingTest {
  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  @Test
  void aLineThatIsStillBeingWrittenIsLeftForLater() {
    bosh.troubles.tasks().cutsLines();
    long task = bosh.begins(WORKER);
    var log = new StringBuilder();
    long offset = 0;

    DirectorTask state;
    do {
      bosh.passes(20);
      state = bosh.client.task(task);
      TaskOutput piece = bosh.client.events(task, offset);
      assertThat(piece.text().isEmpty() || piece.text().endsWith("\n")).isTrue();
      log.append(piece.text());
      offset = piece.next();
    } while (!state.state().isFinal());

    assertThat(log).hasToString(Recordings.text("task-260183.event.ndjson"));
  }

  @Test
  void halfALineWasReallySent() {
    bosh.troubles.tasks().cutsLines();
    long task = bosh.begins(WORKER);
    bosh.passes(10);
    bosh.client.task(task);

    var piece = bosh.client.events(task, 0);

    // Nine are due.
    assertThat(piece.text().lines()).hasSize(8);
    assertThat(Recordings.text("task-260183.event.ndjson")).startsWith(piece.text());
  }

  @ParameterizedTest
  @ValueSource(ints = {416, 200, 204})
  void anEmptyLogIsNoLog(int status) {
    bosh.troubles.tasks().answersEmptyLogsWith(status);
    long task = bosh.queues(WORKER);

    assertThat(bosh.client.events(task, 0)).isEqualTo(new TaskOutput(0, 0, ""));
    bosh.passes(1);
    bosh.client.task(task);
    bosh.ends(task);
    assertThat(bosh.log(task)).isEqualTo(Recordings.text("task-260183.event.ndjson"));
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        outage("502", it -> it.answers(502), Kind.BROKEN),
        outage("503", it -> it.answers(503), Kind.BROKEN),
        outage("504", it -> it.answers(504), Kind.BROKEN),
        outage("closed connections", Faults::stopsAnswering, Kind.UNREACHABLE));
  }

  private static Arguments outage(String name, Consumer<Faults> begin, Kind kind) {
    return argumentSet(name, begin, kind);
  }

  @ParameterizedTest
  @MethodSource("outages")
  void anOutageIsToldAndNoLineIsLostOrDoubled(Consumer<Faults> begin, Kind kind) {
    long task = bosh.begins(WORKER);
    bosh.passes(60);
    bosh.client.task(task);
    TaskOutput before = bosh.client.events(task, 0);

    begin.accept(Faults.before(bosh.director::tap));
    var told = catchThrowableOfType(RemoteFailure.class, () -> bosh.client.task(task));
    assertThat(told.kind()).isEqualTo(kind);
    bosh.passes(600);
    bosh.director.tap(Tap.NONE);

    assertThat(bosh.client.task(task).state()).isEqualTo(State.DONE);
    TaskOutput after = bosh.client.events(task, before.next());
    assertThat(before.text() + after.text()).isEqualTo(Recordings.text("task-260183.event.ndjson"));
  }

  static Stream<Arguments> hiccups() {
    return Stream.of(
        hiccup("502", it -> it.answersNext(502, 2)),
        hiccup("503", it -> it.answersNext(503, 1)),
        hiccup("closed connection", it -> it.closesNext(1)));
  }

  private static Arguments hiccup(String name, Consumer<Faults> begin) {
    return argumentSet(name, begin);
  }

  @ParameterizedTest
  @MethodSource("hiccups")
  void aHiccupIsNotEvenTold(Consumer<Faults> begin) {
    long task = bosh.begins(WORKER);

    begin.accept(Faults.before(bosh.director::tap));

    assertThat(bosh.client.task(task).state()).isEqualTo(State.PROCESSING);
  }

  @Test
  void aTokenThatExpiresInTheMiddleIsRenewedOnce() {
    long task = bosh.begins(WORKER);
    assertThat(bosh.director.tokenRequests()).hasSize(1);
    bosh.troubles.tokensExpire();

    assertThat(bosh.client.task(task).state()).isEqualTo(State.PROCESSING);
    bosh.client.events(task, 0);
    assertThat(bosh.director.tokenRequests()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 303})
  void bothKindsOfRedirectAreFollowed(int status) {
    bosh.troubles.redirectsWith(status);

    assertThat(bosh.instances()).hasSize(2);
    assertThat(bosh.recreates(WORKER).state()).isEqualTo(State.DONE);
  }

  static Stream<Arguments> lostAnswers() {
    return Stream.of(
        lost("closed connection", DirectorTroubles::losesAnswerToRecreate),
        lost("502", it -> it.answersRecreateWith(502)),
        lost("504", it -> it.answersRecreateWith(504)));
  }

  private static Arguments lost(String name, Consumer<DirectorTroubles> how) {
    return argumentSet(name, how);
  }

  @ParameterizedTest
  @MethodSource("lostAnswers")
  void aTaskWhoseAnswerWasLostIsFoundByItsContextId(Consumer<DirectorTroubles> how) {
    how.accept(bosh.troubles);

    var answer = bosh.client.recreate(WORKER, Set.of(), "inc-9.1", () -> true);

    assertThat(answer).isInstanceOf(Answer.InDoubt.class);
    assertThat(bosh.client.find("inc-9.1")).map(DirectorTask::id).contains(260183L);
    assertThat(bosh.director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
    assertThat(bosh.director.requests())
        .filteredOn(request -> request.method().equals("PUT"))
        .hasSize(1);
  }

  @Test
  void aDirectorWithoutUaaIsFollowedWithNameAndPassword() {
    try (var old = DirectorRehearsal.withoutUaa()) {
      var task = old.recreates(WORKER);

      assertThat(task.state()).isEqualTo(State.DONE);
      assertThat(task.user()).isEqualTo("actor");
      assertThat(old.instances()).hasSize(2);
      assertThat(old.director.tokenRequests()).isEmpty();
    }
  }

  @Test
  void aReaderThatActsIsToldWhichRightItLacks() {
    var reader = bosh.as(DirectorRehearsal.READER);

    assertThat(reader.recreate(WORKER, Set.of(), "inc-9.1", () -> true))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            refused -> assertThat(refused.why()).contains("lack a permission", "bosh.admin"));
    var cancel = catchThrowableOfType(RemoteFailure.class, () -> reader.cancel(1));
    assertThat(cancel.kind()).isEqualTo(Kind.UNAUTHORISED);
  }

  @Test
  void theActorsTokenIsFetchedAtTheActAndNotBefore() {
    var reader = bosh.as(DirectorRehearsal.READER);
    var both = new ActingDirector(reader, bosh.client);
    reader.locks();
    reader.openTasks();
    both.find("inc-9.1");
    assertThat(bosh.director.tokenRequests()).as("the reader's").hasSize(1);

    assertThat(both.recreate(WORKER, Set.of(), "inc-9.1", () -> true))
        .isEqualTo(new Answer.Accepted(260183));
    assertThat(bosh.director.tokenRequests()).as("the reader's and the actor's").hasSize(2);
    bosh.passes(1);
    assertThat(both.task(260183).user()).isEqualTo("actor");
    bosh.passes(20);
    both.task(260183);
    assertThat(both.events(260183, 0).text()).isNotEmpty();
    assertThat(both.find("inc-9.1")).isPresent();
    assertThat(both.cancel(260183)).isTrue();
    assertThat(both.task(260183).state()).isEqualTo(State.CANCELLED);
    assertThat(bosh.director.tokenRequests()).hasSize(2);
  }

  @Test
  void aListingWaitsForAnAgentThatDoesNotAnswer() {
    bosh.vms.doesNotAnswer(WEB.toString());

    Instant asked = bosh.now();
    var web = bosh.instance(WEB);

    assertThat(web.isUnresponsive()).isTrue();
    assertThat(web.cid()).isEqualTo(Optional.of(bosh.cid(WEB)));
    assertThat(Duration.between(asked, bosh.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
  }
}
