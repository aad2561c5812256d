package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.runbook.FakeLockRepository.Mood;

/** Release, abort and unpause, from the request to the end. */
class LighterCuresTest {
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

  private IncidentId release() {
    world.concourse.lockBuildIs(Status.ABORTED);
    return world.approved(CureKind.RELEASE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theLockIsGivenBackOnceEvenWithARestartBeforeEveryAct(boolean restarts) {
    var incident = world.untilOver(release(), restarts);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(end(incident).summary()).contains("The lock was given back by commit");
    assertThat(world.lock.releases).isEqualTo(1);
    assertThat(world.lock.read().place()).isEqualTo(Place.UNCLAIMED);
    assertThat(LockExamples.latest(world.lock.read()).orElseThrow().message())
        .isEqualTo(
            """
            unclaiming: lock

            Incident: INC-1
            Requested-by: U0ANA
            Approved-by: U0BEN
            Approved-by: U0CLEO
            """);
    assertThat(world.concourse.acts).isEmpty();
    assertThat(world.director.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReleaseWhoseAnswerWasLostIsFoundInTheBranch(boolean restarts) {
    var id = release();
    world.lock.is(Mood.LOSES_THE_ANSWER);
    var incident = world.untilOver(id, restarts);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.lock.releases).isEqualTo(1);
  }

  @Test
  void aReleaseWhoseAnswerWasLostIsFoundBelowTheNextClaim() {
    var id = release();
    world.lock.is(Mood.LOSES_THE_ANSWER);
    world.untilIntended(id, 0);
    world.step(id); // pushes, and loses the answer
    world.lock.isTakenBy("124", world.now());
    world.restart();
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.lock.releases).isEqualTo(1);
    assertThat(world.lock.read().holder().orElseThrow().name()).isEqualTo("124");
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"NEVER_GETS_IT", "CANNOT_BE_REACHED"})
  void aReleaseThatDoesNotArriveIsTriedAgain(Mood mood) {
    var id = release();
    world.lock.is(mood);
    world.untilIntended(id, 0);
    for (int i = 0; i < 5; i++) {
      world.step(id);
    }
    assertThat(world.lock.releases).isZero();
    world.lock.is(Mood.WELL);
    assertThat(end(world.untilOver(id, false)).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.lock.releases).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Mood.class,
      names = {"NEVER_GETS_IT", "CANNOT_BE_REACHED", "REFUSES"})
  void aReleaseThatNeverArrivesEndsAndSaysSo(Mood mood) {
    var id = release();
    world.lock.is(mood);
    var incident = world.untilOver(id, true);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary())
        .contains(mood == Mood.REFUSES ? "protected branch" : "Check the pool's newest commit");
    assertThat(world.lock.releases).isZero();
  }

  @Test
  void aReleaseApprovedUnderAPolicyThatWasEditedSinceLapses() {
    var id = release();
    world.isConfiguredWith(PolicyBuilder.like(TWO_OTHERS).approvals(3).build());
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(end(incident).summary()).contains("it now requires 3 approvals");
    assertThat(world.lock.releases).isZero();
  }

  @Test
  void aClaimBetweenApprovalAndStartMakesItLapse() {
    var id = release();
    world.lock.isTakenBy("124", world.now());
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(world.lock.releases).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClaimAfterTheStartIsLeftAlone(boolean afterTheIntent) {
    var id = release();
    if (afterTheIntent) {
      world.untilIntended(id, 0);
    } else {
      world.step(id);
    }
    world.lock.isTakenBy("124", world.now());
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("the lock is no longer as it was approved");
    assertThat(world.lock.releases).isZero();
    assertThat(world.lock.read().holder().orElseThrow().name()).isEqualTo("124");
  }

  @Test
  void aClaimAtTheVeryMomentOfTheReleaseWins() {
    var id = release();
    world.lock.is(Mood.IS_OVERTAKEN);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("somebody else changed the branch");
    assertThat(world.lock.releases).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cf-deploy", "pipeline-unlock"})
  void anOpenBuildOfARunKeepsItsLock(String job) {
    var id = release();
    world.step(id); // started
    world.concourse.deploymentRuns(job);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).summary()).contains("is open: " + job + " build 77 is started");
    assertThat(world.lock.releases).isZero();
  }

  static Stream<Arguments> holdersElsewhere() {
    var ref = new BuildRef("team-b", "other", Optional.empty(), "deploy", "9");
    var open =
        new Build(
            700,
            ref,
            Status.STARTED,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return Stream.of(
        argumentSet(
            "another pipeline that runs",
            new HolderBuild.Elsewhere(ref, Optional.empty(), List.of(open)),
            "is open: deploy build 9 is started"),
        argumentSet(
            "another Concourse",
            new HolderBuild.OtherConcourse("https://ci.other.example"),
            "another Concourse"),
        argumentSet(
            "a team without a role",
            new HolderBuild.NotVisible(ref, "viewer"),
            "which the bot cannot see"));
  }

  @ParameterizedTest
  @MethodSource("holdersElsewhere")
  void aHolderElsewhereKeepsItsLock(HolderBuild holder, String why) {
    var id = release();
    world.untilIntended(id, 0);
    world.concourse.holderIs(holder);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).summary()).contains(why);
    assertThat(world.lock.releases).isZero();
  }

  @Test
  void aHolderThatIsOpenAgainKeepsItsLock() {
    var id = release();
    world.untilIntended(id, 0);
    world.concourse.lockBuildIs(Status.STARTED);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).summary()).contains("pipeline-lock build 123 is started");
    assertThat(world.lock.releases).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatCannotBeReadKeepsTheLock(boolean director) {
    var id = release();
    world.step(id); // started
    if (director) {
      world.director.stopsAnswering();
    } else {
      world.concourse.stopsAnswering();
    }
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("counts as a running deployment");
    assertThat(world.lock.releases).isZero();
  }

  @Test
  void aReleaseIsNoCureForAHungClaim() {
    assertThat(world.asks(CureKind.RELEASE, "it looks dead to me").decision())
        .isInstanceOfSatisfying(
            Refused.class,
            no -> {
              assertThat(no.code()).isEqualTo(Code.CURE_NOT_OFFERED);
              assertThat(no.text()).startsWith("A release does not fit");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theNamedBuildIsAbortedAndNothingElseIsTouched(boolean restarts) {
    world.concourse.heedsAborts();
    var incident = world.untilOver(world.approved(CureKind.ABORT), restarts);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(end(incident).summary()).startsWith("pipeline-lock build 123 is aborted.");
    assertThat(end(incident).todo()).first().asString().contains("still claimed");
    assertThat(world.concourse.acts).containsOnly("abort");
    assertThat(world.lock.releases).isZero();
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void anIgnoredAbortIsNoCure() {
    var incident = world.untilOver(world.approved(CureKind.ABORT), false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("ignored the abort", "before 7.13.0");
  }

  @Test
  void aBuildThatEndedByItselfIsNotAborted() {
    var id = world.approved(CureKind.ABORT);
    world.step(id); // started
    world.concourse.lockBuildIs(Status.SUCCEEDED);
    var incident = world.untilOver(id, false);
    assertThat(end(incident).summary()).contains("is not open any more");
    assertThat(world.concourse.acts).isEmpty();
  }

  @Test
  void aBuildThatSpeaksAgainIsNotAborted() {
    var id = world.approved(CureKind.ABORT);
    world.step(id); // started
    world.concourse.lockBuildSpeaks();
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.concourse.acts).isEmpty();
  }

  @Test
  void aConcourseThatCannotBeReadAbortsNothing() {
    var id = world.approved(CureKind.ABORT);
    world.step(id); // started
    world.concourse.stopsAnswering();
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("counts as a running deployment");
    assertThat(world.concourse.acts).isEmpty();
  }

  @Test
  void anAbortNeedsAsManyPeopleAsItsOwnPolicySays() {
    var asked = world.asks(CureKind.ABORT, "deployments wait").incident().orElseThrow();
    assertThat(asked.missingApprovals()).isEqualTo(1);
    var own =
        world
            .incidents
            .act(asked.id(), (i, at) -> IncidentRules.approve(i, member(ANA), Optional.empty(), at))
            .orElseThrow();
    assertThat(own.decision())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.OWN_REQUEST));
  }

  private void pausedRun(boolean wholePipeline) {
    world.concourse.lockBuildIs(Status.SUCCEEDED);
    world.concourse.deploymentFailed("cf-deploy");
    if (wholePipeline) {
      world.concourse.pausesPipeline();
    } else {
      world.concourse.pausesJob("cf-deploy");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsPausedGoesOn(boolean wholePipeline) {
    pausedRun(wholePipeline);
    var id = world.approved(CureKind.UNPAUSE);
    assertThat(world.incidents.find(id).orElseThrow().step(0))
        .isEqualTo(
            wholePipeline
                ? new Step.UnpausePipeline("create-cloudfoundry")
                : new Step.UnpauseJob("cf-deploy"));
    var incident = world.untilOver(id, true);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.concourse.acts.stream().distinct())
        .containsExactly(wholePipeline ? "unpause pipeline" : "unpause");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsPausedAgainIsNoSuccess(boolean wholePipeline) {
    pausedRun(wholePipeline);
    var id = world.approved(CureKind.UNPAUSE);
    world.concourse.isPausedAgainAndAgain();
    var incident = world.untilOver(id, false);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(end(incident).summary()).contains("paused");
  }
}
