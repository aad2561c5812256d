package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.REQUESTER_COUNTS;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.runbook.FakeDirector.Mood;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.runbook.request.RecreateWish;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.RecreateOption;

class IncidentDriverTest {
  private static final Finish KEEP = new Finish(true, Optional.empty());
  private static final UserId DAN = new UserId("T1", "U0DAN");

  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static Phase.Closed end(Incident incident) {
    return (Phase.Closed) incident.phase();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theRunbookIsPlayedToItsEndEvenWithARestartAfterEveryEvent(boolean restarts) {
    var incident = world.untilOver(world.approved(), restarts);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    assertThat(world.concourse.acts.stream().distinct())
        .containsExactly("pause", "abort", "unpause");
    assertThat(world.lock.releases).as("what the abort orphaned is given back").isEqualTo(1);
    assertThat(end(incident).headline()).contains("🟢 Lock released, VMs recreated");
    assertThat(end(incident).todo())
        .singleElement()
        .asString()
        .startsWith("Start the deployment again");
  }

  private IncidentId startedAlone() {
    var glass = new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0", Duration.ofHours(24));
    world.isConfiguredWith(PolicyBuilder.like(TWO_OTHERS).breakGlass(glass).build());
    var id = world.asks("deployments wait since 11:07").incident().orElseThrow().id();
    world.incidents.act(
        id,
        (it, at) ->
            BreakGlassRules.breakGlass(
                it, member(BEN), Optional.of("dev04"), "nobody answers", at));
    return id;
  }

  /** Until the driver would sleep for the rest of the day. */
  private Incident untilItWaitsForItsReview(IncidentId id) {
    while (!BreakGlassRules.isOpenForReview(world.incidents.find(id).orElseThrow())) {
      world.step(id);
    }
    return world.incidents.find(id).orElseThrow();
  }

  private long reminders(IncidentId id) {
    return world.incidents.events(id).stream()
        .filter(it -> it.event() instanceof ReviewReminded)
        .count();
  }

  @Test
  void whatOnePersonStartedAloneRunsAndItsReviewIsAskedForDailyOverRestarts() {
    var id = startedAlone();
    assertThat(end(untilItWaitsForItsReview(id)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    world.step(id);
    assertThat(reminders(id)).as("not at once").isZero();
    world.step(id);
    assertThat(reminders(id)).as("a day later").isEqualTo(1);
    world.isDownFor(Duration.ofDays(3));
    world.step(id);
    assertThat(reminders(id)).as("not once more for each day that the bot was down").isEqualTo(2);
    world.incidents.act(id, (it, _) -> BreakGlassRules.review(it, member(CLEO), "it was right"));
    assertThat(world.step(id)).as("nothing is left to do").isFalse();
  }

  @Test
  void whoMayNotStartItAloneAnyMoreDoesNot() {
    var id = startedAlone();
    world.people((user, _) -> new Person(user, Standing.DEACTIVATED, Set.of()));
    assertThat(end(untilItWaitsForItsReview(id)).outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(end(world.incidents.find(id).orElseThrow()).summary())
        .contains("U0BEN used break-glass, and may no longer do so");
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void nobodyIsTakenForTheOneWhoBrokeItWhileSlackIsSilent() {
    var id = startedAlone();
    world.people((user, _) -> new Person(user, Standing.UNKNOWN, Set.of()));
    for (int i = 0; i < 3; i++) {
      world.step(id);
    }
    assertThat(world.incidents.find(id).orElseThrow().phase()).isInstanceOf(Phase.Approved.class);
    assertThat(world.director.requests).isEmpty();
  }

  /** What is written to a deleted file is on no record; both VMs once went so. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void nothingIsRecreatedWhileTheRecordsFileIsGone(int step) throws IOException {
    var id = world.approved();
    world.untilIntended(id, step);
    var away = Files.move(folder.resolve("record.db"), folder.resolve("away.db"));
    assertThatThrownBy(() -> world.step(id))
        .isInstanceOf(RecordUnavailable.class)
        .hasMessageContaining("was removed or replaced");
    assertThat(world.director.recreates(WORKER) + world.director.recreates(WEB)).isZero();
    Files.move(away, folder.resolve("record.db"));
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void everyLineOfTheTaskIsRecordedOnce() {
    var id = world.approved();
    world.untilOver(id, true);
    long next = 0;
    for (var recorded : world.incidents.events(id)) {
      if (recorded.event() instanceof TaskSaid said && said.task() == 260183) {
        assertThat(said.offset()).isEqualTo(next);
        next += said.bytes();
      }
    }
    assertThat(next).isPositive();
  }

  @Test
  void aLostAnswerIsFoundByItsContextId() {
    var id = world.approved();
    world.director.is(Mood.LOSES_THE_ANSWER);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.recreates(WORKER)).isEqualTo(1);
    assertThat(world.director.recreates(WEB)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRequestWhoseAnswerWasLostIsNeverSentAgain(boolean restarts) {
    var id = world.approved();
    world.director.is(Mood.NEVER_GETS_IT);
    world.untilIntended(id, 3);
    world.step(id); // sends, and loses the answer
    var incident = world.untilOver(id, restarts);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("most likely not started");
    assertThat(end(incident).todo()).anyMatch(todo -> todo.contains("unpause-job"));
  }

  /** The process is asked to end, and the Director is slower than that. */
  @Test
  void aRequestThatIsCutOffWhenTheProcessEndsIsNeverSentAgain() {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.director.beforeItGetsTheNextRequest(
        () -> {
          world.settles(id);
          throw new IllegalStateException("cut off");
        });
    assertThatThrownBy(() -> world.step(id)).hasMessage("cut off");
    var incident = world.untilOverAfterRestart(id);
    assertThat(world.director.requests).as("what comes next sends nothing").isEmpty();
    assertThat(end(incident).summary()).contains("most likely not started");
  }

  /** The whole end of a process, while the Director has the request and says nothing. */
  @Test
  void aProcessThatEndsAmidARequestPutsItsAnswerOnRecordAsLost() throws InterruptedException {
    var id = world.approved();
    world.untilIntended(id, 3);
    var arrived = new CountDownLatch(1);
    var answers = new CountDownLatch(1);
    world.director.beforeItGetsTheNextRequest(
        () -> {
          arrived.countDown();
          Uninterruptibles.awaitUninterruptibly(answers);
        });
    var loop = world.loop();
    try {
      loop.start();
      assertThat(arrived.await(1, TimeUnit.MINUTES)).isTrue();
      loop.close();
      assertThat(world.incidents.find(id).orElseThrow().steps().get(3))
          .isInstanceOfSatisfying(
              Intended.class,
              it -> assertThat(it.lost().orElseThrow().why()).contains("was stopped before"));
    } finally {
      answers.countDown();
    }
  }

  /** Not only of an exception: else its thread would be dead, and the node would keep its lease. */
  @Test
  void anErrorOfTheMachineDoesNotEndTheThreadOfAnIncident() {
    var id = world.approved();
    var errors = new AtomicInteger(2);
    world.people(
        (user, named) -> {
          if (errors.getAndDecrement() > 0) {
            throw new StackOverflowError();
          }
          return member(user);
        });
    var told = new CopyOnWriteArrayList<Throwable>();
    try (var loop = world.loop((_, bug) -> told.add(bug))) {
      loop.start();
      await().until(() -> world.incidents.find(id).orElseThrow().phase() instanceof Phase.Running);
    }
    assertThat(told).hasSize(2).allMatch(StackOverflowError.class::isInstance);
  }

  @Test
  void aRequestThatArrivesAfterItsProcessWasToldToEndIsFollowedByTheNextOne() {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.director.beforeItGetsTheNextRequest(() -> world.settles(id));
    world.step(id); // the answer comes when the loss of it is on record
    var incident = world.untilOverAfterRestart(id);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void theEndOfAProcessSaysNothingOfWhatIsNotInTheAir() {
    var id = world.approved();
    world.settles(id);
    world.untilIntended(id, 3);
    world.settles(id);
    assertThat(world.incidents.find(id).orElseThrow().steps().get(3))
        .isInstanceOfSatisfying(Intended.class, it -> assertThat(it.lost()).isEmpty());
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    world.settles(id);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  /** However late after its intent the request left. */
  @Test
  void theTaskOfALostAnswerIsLookedForTwoMinutesFromTheLossOn() {
    var id = world.approved();
    world.director.is(Mood.CANNOT_BE_REACHED);
    world.untilIntended(id, 3);
    var late = world.now().plusSeconds(100);
    while (world.now().isBefore(late)) {
      world.step(id);
    }
    world.director.is(Mood.NEVER_GETS_IT);
    while (world.director.requests.isEmpty()) {
      world.step(id);
    }
    var lost = world.now();
    world.untilOver(id, false);
    assertThat(Duration.between(lost, world.now())).isGreaterThanOrEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aCrashBetweenIntentAndRequestSendsItOnceAfterLooking() {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.restart();
    world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aCrashAfterTheRequestFindsTheTaskInsteadOfSendingAgain() {
    var id = world.approved();
    world.untilIntended(id, 3);
    var intended = (Intended) world.incidents.find(id).orElseThrow().steps().get(3);
    // The request left the process, which died before it could record the answer.
    world.director.recreate(WORKER, Set.of(), intended.contextId(), () -> true);
    world.restart();
    world.untilOver(id, false);
    assertThat(world.director.recreates(WORKER)).isEqualTo(1);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aRequestThatLeftLongAfterItsIntentIsWaitedForToo() {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.isDownFor(Duration.ofMinutes(5));
    var intended = (Intended) world.incidents.find(id).orElseThrow().steps().get(3);
    // The process that took over sent it and died at once; it reaches the Director after its death.
    world.isDownFor(Duration.ofSeconds(1));
    world.step(id);
    assertThat(world.director.requests).as("not sent while it may be on its way").isEmpty();
    world.director.recreate(WORKER, Set.of(), intended.contextId(), () -> true);
    world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aBuildIsAbortedHoweverLongTheBotWasDownBeforeIt() {
    world.concourse.heedsAborts();
    var id = world.approved();
    while (!(world.incidents.find(id).orElseThrow().steps().get(1) instanceof Intended)) {
      world.step(id);
    }
    assertThat(world.concourse.acts).containsExactly("pause");
    world.isDownFor(Duration.ofMinutes(30));
    var incident = world.untilOver(id, false);
    assertThat(world.concourse.acts.stream().distinct())
        .containsExactly("pause", "abort", "unpause");
    assertThat(incident.steps().get(1).toString()).contains("is aborted");
  }

  @Test
  void whatCannotBeReadAfterARestartIsReadAgain() {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.isDownFor(Duration.ofMinutes(5));
    world.concourse.stopsAnswering();
    for (int i = 0; i < 40; i++) {
      world.step(id);
    }
    world.concourse.answersAgain();
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aDeploymentThatBeganSinceTheRequestMakesItLapse() {
    var id = world.approved();
    world.concourse.deploymentRuns("cf-deploy");
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(world.director.requests).isEmpty();
    assertThat(world.concourse.acts).isEmpty();
  }

  @Test
  void aStartThatWasDecidedBeforeALongSleepIsDecidedAgain() {
    var id = world.approved();
    var slept = new AtomicBoolean();
    world.people(
        (user, named) -> {
          if (slept.compareAndSet(false, true)) {
            world.passes(Duration.ofMinutes(20));
          }
          return member(user);
        });
    var incident = world.untilOver(id, false);
    assertThat(slept).isTrue();
    assertThat(end(incident).outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(world.concourse.acts).isEmpty();
  }

  @Test
  void aDeploymentThatBeginsAfterTheStartStopsThePlanBeforeTheNextVm() {
    var id = untilTheWorkerIsAskedFor();
    world.concourse.deploymentRuns("cf-deploy");
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("a deployment runs: cf-deploy build 77");
    assertThat(end(incident).todo()).anyMatch(todo -> todo.contains(WEB.toString()));
  }

  /** The lock does not protect other pipelines, and a recreate ends their builds all the same. */
  @Test
  void aBuildOfAnotherPipelineThatBeginsAfterTheStartIsNotEndedByTheNextVm() {
    var id = untilTheWorkerIsAskedFor();
    world.concourse.otherPipelineRuns(world.now(), world.now().plus(Duration.ofHours(1)));
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary())
        .contains("main/smoke-tests/run build 9 started after the approved look");
  }

  @Test
  void aBuildOfAnotherPipelineThatEndsInTimeHoldsTheNextVmUpAndNoMore() {
    var id = untilTheWorkerIsAskedFor();
    world.concourse.otherPipelineRuns(world.now(), world.now());
    while (note(id).filter(note -> note.contains("smoke-tests")).isEmpty()) {
      world.step(id);
    }
    world.passes(Duration.ofMinutes(6)); // longer than anything else is waited for
    world.step(id);
    assertThat(world.director.requests).containsExactly(WORKER);
    world.concourse.otherPipelineEnds();
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  /**
   * Reasons take turns: none of them cuts the waiting for another one short, or floods the thread.
   */
  @Test
  void aReadThatFailsAmidTheWaitForAnotherPipelineEndsNothing() {
    var id = untilTheWorkerIsAskedFor();
    world.concourse.otherPipelineRuns(world.now(), world.now());
    while (note(id).filter(note -> note.contains("smoke-tests")).isEmpty()) {
      world.step(id);
    }
    for (int i = 0; i < 60; i++) { // for 10 minutes
      world.concourse.answersAgain();
      world.step(id);
      world.concourse.stopsAnswering();
      world.step(id);
    }
    world.concourse.answersAgain();
    assertThat(world.incidents.find(id).orElseThrow().isOpen()).isTrue();
    assertThat(notes(id)).hasSizeBetween(2, 12);
    world.concourse.otherPipelineEnds();
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  /** Silence proves no hang, whoever the build belongs to. */
  @Test
  void aSilentBuildOfAnotherPipelineOnAGoodWorkerIsNotEnded() {
    var longAgo = world.now().minus(Duration.ofHours(3));
    world.concourse.otherPipelineRuns(longAgo, longAgo);
    var id = untilTheWorkerIsAskedFor();
    world.concourse.otherPipelineIsOnAGoodWorker();
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).summary())
        .contains("main/smoke-tests/run build 9 is open, though silent");
  }

  @Test
  void aBuildOfAnotherPipelineThatLostItsWorkerAndThatPeopleSawHoldsNothingUp() {
    var longAgo = world.now().minus(Duration.ofHours(3));
    world.concourse.otherPipelineRuns(longAgo, longAgo);
    var incident = world.untilOver(world.approved(), false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(incident.request().notes()).anyMatch(note -> note.contains("smoke-tests"));
  }

  @Test
  void aSilentBuildOfAnotherPipelineThatSpeaksAgainIsNotEnded() {
    var longAgo = world.now().minus(Duration.ofHours(3));
    world.concourse.otherPipelineRuns(longAgo, longAgo);
    var id = untilTheWorkerIsAskedFor();
    world.concourse.otherPipelineRuns(longAgo, world.now().plus(Duration.ofHours(1)));
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).summary()).contains("main/smoke-tests/run build 9 runs");
  }

  @Test
  void otherPipelinesThatCannotBeReadCountAsRunning() {
    var id = untilTheWorkerIsAskedFor();
    world.concourse.hidesOtherPipelines();
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).summary()).contains("counts as a running deployment");
  }

  @Test
  void workOfATeamThatTheBotDoesNotSeeIsNotEnded() {
    var id = untilTheWorkerIsAskedFor();
    world.concourse.unseenTeamWorks();
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).summary())
        .contains("worker cd83da7e-web runs work that the bot cannot see");
  }

  @Test
  void anotherPipelinesBuildWhoseEventsCannotBeReadCountsAsRunning() {
    var longAgo = world.now().minus(Duration.ofHours(3));
    world.concourse.otherPipelineRuns(longAgo, longAgo);
    var id = untilTheWorkerIsAskedFor();
    world.concourse.hidesEventsOfOtherPipelines();
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).summary())
        .contains("the events of main/smoke-tests/run build 9 could not be read");
  }

  private Optional<String> note(IncidentId id) {
    return world.incidents.find(id).orElseThrow().lastNote();
  }

  private IncidentId untilTheWorkerIsAskedFor() {
    var id = world.approved();
    while (world.director.recreates(WORKER) == 0) {
      world.step(id);
    }
    return id;
  }

  @Test
  void aLoginThatTakesLongIsFollowedByAnotherLook() {
    var id = world.approved();
    world.director.duringTheNextLogin(() -> world.passes(Duration.ofSeconds(20)));
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aDeploymentThatBeginsDuringALongLoginIsSeenByIt() {
    var id = world.approved();
    world.director.duringTheNextLogin(
        () -> {
          world.passes(Duration.ofSeconds(20));
          world.concourse.deploymentRuns("cf-deploy");
        });
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).isEmpty();
    assertThat(end(incident).summary()).contains("a deployment runs: cf-deploy build 77");
  }

  /** Also where no time seems to pass: what was held up once is looked at again. */
  @Test
  void aDeploymentThatBeginsWhileTheDirectorCannotBeReachedIsSeen() {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.director.is(Mood.CANNOT_BE_REACHED);
    world.step(id);
    world.director.is(Mood.WELL);
    world.concourse.deploymentRuns("cf-deploy");
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void whatCannotBeReadBeforeARecreateCountsAsRunning() {
    var id = world.approved();
    world.step(id); // started
    world.director.stopsAnswering();
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).isEmpty();
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("counts as a running deployment");
    assertThat(world.concourse.acts)
        .as("nothing was begun, so the job goes on")
        .endsWith("unpause");
  }

  @Test
  void unreadableEvidenceAtTheStartLetsTheApprovalRunOut() {
    var id = world.approved();
    world.concourse.stopsAnswering();
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void aVmThatSomebodyElseRecreatedIsLeftAlone() {
    var id = world.approved();
    world.step(id);
    world.director.hasOtherVm(WORKER, "i-somebody-elses");
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).isEmpty();
    assertThat(end(incident).summary()).contains("another VM than the approved one");
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"ERROR", "TIMEOUT", "CANCELLED"})
  void aTaskThatDoesNotEndWellStopsThePlan(State state) {
    var id = world.approved();
    world.director.tasksEndAs(state);
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).outcome())
        .isEqualTo(state == State.CANCELLED ? Outcome.CANCELLED : Outcome.FAILED);
    assertThat(world.concourse.acts).as("half-cured: people decide").doesNotContain("unpause");
  }

  @Test
  void aRefusalOfTheDirectorIsToldAndNothingIsDone() {
    var id = world.approved();
    world.director.is(Mood.REFUSES);
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).summary()).contains("refused").contains("70001");
  }

  @Test
  void aDirectorThatCannotBeAskedIsAskedLater() {
    var id = world.approved();
    world.director.is(Mood.CANNOT_BE_REACHED);
    world.untilIntended(id, 3);
    for (int i = 0; i < 5; i++) {
      world.step(id);
    }
    world.director.is(Mood.WELL);
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aDirectorThatCannotBeAskedForLongStopsThePlan() {
    var id = world.approved();
    world.director.is(Mood.CANNOT_BE_REACHED);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("could not be asked: no route");
    assertThat(world.concourse.acts)
        .as("no VM was touched, so the job goes on")
        .endsWith("unpause");
  }

  @Test
  void aCancelStopsBetweenTwoSteps() {
    var id = world.approved();
    world.step(id);
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(ANA)));
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(world.director.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCancelOfWhatWasNotSentYetStopsIt(boolean restarts) {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.director.is(Mood.CANNOT_BE_REACHED);
    world.step(id);
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(ANA)));
    world.director.is(Mood.WELL);
    if (restarts) {
      world.restart();
    }
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(incident.steps().get(3).toString()).contains("before anything was sent");
    assertThat(world.director.requests).isEmpty();
    assertThat(world.concourse.acts).as("no VM was begun, so the job goes on").endsWith("unpause");
  }

  @Test
  void aCancelDuringATaskAsksTheDirector() {
    var id = world.approved();
    while (!(world.incidents.find(id).orElseThrow().steps().get(3) instanceof Following)) {
      world.step(id);
    }
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(ANA)));
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(world.director.requests).containsExactly(WORKER);
  }

  @Test
  void aDirectorThatIsAwayForAWhileIsWaitedFor() {
    var id = world.approved();
    while (!(world.incidents.find(id).orElseThrow().steps().get(3) instanceof Following)) {
      world.step(id);
    }
    world.director.stopsAnswering();
    for (int i = 0; i < 100; i++) {
      world.step(id);
    }
    assertThat(notes(id)).as("told once, not a hundred times").hasSize(1);
    assertThat(notes(id).getFirst()).contains("keeps asking");
    world.director.answersAgain();
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  private List<String> notes(IncidentId id) {
    return world.incidents.events(id).stream()
        .filter(recorded -> recorded.event() instanceof Noted)
        .map(recorded -> ((Noted) recorded.event()).note())
        .toList();
  }

  @Test
  void whatAStoppedPlanLeftUndoneMayBeAskedForAgain() {
    var first = world.approved();
    world.director.tasksEndAs(State.ERROR);
    assertThat(end(world.untilOver(first, false)).outcome()).isEqualTo(Outcome.FAILED);
    world.director.tasksEndAs(State.DONE);
    var second = world.approved();
    assertThat(world.incidents.find(second).orElseThrow().request().plan().recreates())
        .extracting(Step.Recreate::instance)
        .containsExactly(WORKER, WEB);
    assertThat(end(world.untilOver(second, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.concourse.acts).as("the job that was left paused goes on").endsWith("unpause");
  }

  /** The verdict offers no recreate any more, so nothing else would say what one ends. */
  @Test
  void theRestOfAPlanNamesWhatItEndsToo() {
    var first = world.approved();
    while (world.director.recreates(WORKER) == 0) {
      world.step(first);
    }
    world.step(first);
    world.incidents.act(first, (i, _) -> IncidentRules.cancel(i, member(ANA)));
    world.untilOver(first, false);
    world.concourse.lockBuildIs(Status.ABORTED);
    var longAgo = world.now().minus(Duration.ofHours(3));
    world.concourse.otherPipelineRuns(longAgo, longAgo);
    var rest = world.asks("finish what was begun").incident().orElseThrow();
    assertThat(rest.request().notes())
        .contains("It ends smoke-tests/run build 9 (started by admin).");
  }

  @Test
  void aRetryIsNoWayRoundARunningDeployment() {
    var first = world.approved();
    world.director.tasksEndAs(State.ERROR);
    world.untilOver(first, false);
    world.concourse.deploymentRuns("cf-deploy");
    assertThat(world.asks("finish what was begun").decision()).isInstanceOf(Refused.class);
  }

  static Stream<Arguments> lostRights() {
    return Stream.of(
        argumentSet("deactivated", Standing.DEACTIVATED, Set.of(), "is deactivated now"),
        argumentSet("guest", Standing.GUEST, Set.of(), "is no longer a full member"),
        argumentSet("moved away", Standing.STRANGER, Set.of(), "is no longer a full member"));
  }

  @ParameterizedTest
  @MethodSource("lostRights")
  void anApproverWhoMayNotAnyMoreMakesItLapse(Standing standing, Set<String> groups, String why) {
    var id = world.approved();
    world.people((who, _) -> new Person(who, who.equals(BEN) ? standing : Standing.MEMBER, groups));
    var incident = world.untilOver(id, false);
    assertThat(incident.phase())
        .isInstanceOfSatisfying(
            Phase.Closed.class,
            end -> {
              assertThat(end.outcome()).isEqualTo(Outcome.LAPSED);
              assertThat(end.summary()).contains("U0BEN approved").contains(why);
            });
    assertThat(world.director.requests).isEmpty();
    assertThat(world.concourse.acts).isEmpty();
  }

  static Stream<Arguments> requestersWhoDoNotCount() {
    return Stream.of(
        argumentSet("deactivated", Standing.DEACTIVATED, "the account is deactivated now"),
        argumentSet("a guest", Standing.GUEST, "is no longer a full member"),
        argumentSet("a bot", Standing.BOT, "is no longer a full member"),
        argumentSet("moved away", Standing.STRANGER, "is no longer a full member"));
  }

  /** Found by attack: two people were needed, and one of them had left the company. */
  @ParameterizedTest
  @MethodSource("requestersWhoDoNotCount")
  void aRequestThatIsAYesCountsOnlyWhileItsRequesterDoes(Standing standing, String why) {
    world.isConfiguredWith(REQUESTER_COUNTS);
    var id = approvedByBenAlone();
    world.people(
        (who, named) ->
            new Person(who, who.equals(ANA) ? standing : Standing.MEMBER, named.groups()));
    var end = end(world.untilOver(id, false));
    assertThat(end.outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(end.summary()).contains("U0ANA requested it and counts, and " + why);
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void aRequesterWhoIsTakenFromTheListIsNoYesAnyMore() {
    world.isAskedBy(DAN);
    world.isConfiguredWith(REQUESTER_COUNTS);
    var id = approvedByBenAlone();
    world.people((who, _) -> new Person(who, Standing.MEMBER, Set.of())); // Dan left the group
    var end = end(world.untilOver(id, false));
    assertThat(end.outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(end.summary()).contains("U0DAN requested it and counts, and is no longer");
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void theRequestOfSomebodyWhoMayNotApproveIsNoYes() {
    world.people((who, _) -> new Person(who, Standing.MEMBER, Set.of()));
    world.isAskedBy(DAN);
    world.isConfiguredWith(REQUESTER_COUNTS);
    var id = approvedByBenAlone();
    assertThat(world.incidents.find(id).orElseThrow().missingApprovals()).isEqualTo(1);
    world.incidents.act(
        id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aRequestThatIsAYesStartsWithOneMore() {
    world.isConfiguredWith(REQUESTER_COUNTS);
    assertThat(end(world.untilOver(approvedByBenAlone(), false)).outcome())
        .isEqualTo(Outcome.COMPLETED);
  }

  private IncidentId approvedByBenAlone() {
    var id = world.asks("deployments wait since 11:07").incident().orElseThrow().id();
    world.incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    return id;
  }

  @Test
  void nothingBeginsWhileSlackDoesNotTellWhoTheApproversAre() {
    var id = world.approved();
    world.people((who, _) -> new Person(who, Standing.UNKNOWN, Set.of()));
    for (int i = 0; i < 3; i++) {
      world.step(id);
    }
    assertThat(world.incidents.find(id).orElseThrow().phase()).isInstanceOf(Phase.Approved.class);

    world.people((who, named) -> new Person(who, Standing.MEMBER, named.groups()));
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void aPolicyThatWasEditedInFlightMakesItLapse() {
    var id = world.approved();
    world.isConfiguredWith(PolicyBuilder.like(TWO_OTHERS).approvals(3).build());
    var incident = world.untilOver(id, false);
    assertThat(incident.phase())
        .isInstanceOfSatisfying(
            Phase.Closed.class,
            end ->
                assertThat(end.summary())
                    .contains("policy was changed since the request: it now requires 3 approvals"));
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void aYesThatIsTakenBackBeforeTheStartStopsIt() {
    var id = world.approved();
    world.incidents.act(id, (i, _) -> IncidentRules.revoke(i, BEN));
    var incident = world.untilOver(id, false);
    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.EXPIRED);
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void aPreviewHasTheWholePlanAndAsksNobody() {
    var preview = (Proposal.Possible) world.previews(recreate(""));
    assertThat(preview.plan().recreates())
        .extracting(Step.Recreate::instance)
        .containsExactly(WORKER, WEB);
    assertThat(preview.notes()).last().asString().contains("the runbook's took 14 min");
    assertThat(world.incidents.open()).isEmpty();
    assertThat(world.concourse.acts).isEmpty();

    var id = world.approved();
    assertThat(world.incidents.find(id).orElseThrow().request().plan()).isEqualTo(preview.plan());
  }

  @Test
  void aPreviewOfWhatDoesNotFitSaysWhy() {
    world.concourse.deploymentRuns("cf-deploy");
    assertThat(world.previews(recreate("")))
        .isInstanceOfSatisfying(
            Proposal.None.class,
            no -> assertThat(no.why().code()).isEqualTo(Code.CURE_NOT_OFFERED));
  }

  @Test
  void aSecondRequestIsToldOfTheFirst() {
    world.asks("deployments wait since 11:07");
    var second = world.asks("me too, me too");
    assertThat(second.decision())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.ACTIVE_INCIDENT));
    assertThat(second.incident().map(Incident::id)).isEqualTo(Optional.of(new IncidentId(1)));
  }

  @Test
  void aRunningDeploymentIsNoCaseForARecreate() {
    world.concourse.deploymentRuns("cf-deploy");
    assertThat(world.asks("it looks hung to me").decision())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.CURE_NOT_OFFERED));
  }

  @Test
  void anOptionThatThePolicyDoesNotNameIsRefused() {
    var wish = recreate("the claim is silent", Set.of(RecreateOption.SKIP_DRAIN), false);
    assertThat(world.asks(wish).decision())
        .isInstanceOfSatisfying(
            Refused.class,
            no -> {
              assertThat(no.code()).isEqualTo(Code.OPTION_NOT_ALLOWED);
              assertThat(no.text()).contains("--skip-drain", "approvals.options");
            });
  }

  @Test
  void whatThePlanEndsIsToldToThoseWhoApprove() {
    var wish = new RecreateWish("the claim is silent", Set.of(), false, List.of(), KEEP);
    var incident = world.asks(wish).incident().orElseThrow();
    assertThat(incident.request().notes())
        .contains(
            "It ends create-cloudfoundry/pipeline-lock build 123 (started by admin).",
            "What its abort leaves claimed stays claimed: nothing here gives the lock back.");
  }

  @Test
  void aReasonIsNeeded() {
    assertThat(world.asks("  hung  ").decision())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.REASON_TOO_SHORT));
  }

  @Test
  void thePlanIsTheRunbook() {
    var incident = world.asks("deployments wait since 11:07").incident().orElseThrow();
    assertThat(incident.request().plan().steps())
        .extracting(Step::text)
        .containsExactly(
            "pause the job pipeline-lock, so that nothing new starts",
            "abort pipeline-lock build 123 and wait for its end",
            "read the lock again",
            "recreate concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7 (VM i-0c5df587c27d5d3c4), only if the lock is still hung",
            "recreate concourse/cd83da7e-525b-4177-a2dc-7169892c1be8 (VM i-032e8d53aeeee59c5), only if the lock is still hung",
            "check that the VMs run and Concourse answers, and what the lock says",
            "give the lock back, if what was aborted here leaves it claimed",
            "unpause the job pipeline-lock");
  }
}
