package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.replay.Replay;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.ladder.Way;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LighterWish;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.runbook.request.Proposal;

/** A plan ends with the running deployment, which it starts at most once. */
class LadderEndTest {
  private static final String WHY = "deployments wait since 11:07";
  private static final Finish START = new Finish(false, Optional.of(true));
  private static final CureWish CURE = new LightestWish(WHY, START);

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

  private IncidentId approved(CureWish wish) {
    var id = world.asks(wish).incident().orElseThrow().id();
    world.incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return id;
  }

  private Incident incident(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  private long starts() {
    return world.concourse.acts.stream().filter("start"::equals).count();
  }

  /** Until the deployment is asked for; then it gets its lock. */
  private Incident playedUntilItRuns(IncidentId id) {
    until(() -> starts() > 0, id);
    itGetsTheLock();
    return world.untilOver(id, false);
  }

  /** Fails where the incident comes to its end before that. */
  private void until(BooleanSupplier condition, IncidentId id) {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      assertThat(world.step(id)).as("%s", incident(id).steps()).isTrue();
    }
    assertThat(condition.getAsBoolean()).as("%s", incident(id).steps()).isTrue();
  }

  private void itGetsTheLock() {
    world.concourse.another(Status.SUCCEEDED);
    world.lock.isTakenBy("124", world.now());
  }

  private static Phase.Closed end(Incident incident) {
    return (Phase.Closed) incident.phase();
  }

  private static Over over(Incident incident, Class<? extends Step> kind) {
    return IntStream.range(0, incident.steps().size())
        .filter(step -> kind.isInstance(incident.step(step)))
        .mapToObj(step -> (Over) incident.steps().get(step))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> kinds(Incident incident) {
    return incident.request().plan().steps().stream()
        .map(step -> step.getClass().getSimpleName())
        .toList();
  }

  @Test
  void oneApprovalLeadsFromTheHangToTheRunningDeployment() {
    world.concourse.heedsAborts();
    var incident = playedUntilItRuns(approved(CURE));
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(end(incident).todo()).isEmpty();
    assertThat(world.concourse.acts.stream().distinct())
        .containsExactly("pause", "abort", "unpause", "start");
    assertThat(over(incident, Step.FollowDeployment.class).note())
        .isEqualTo("pipeline-lock build 124 has the lock: the deployment runs.");
    assertThat(world.director.requests).isEmpty();
    assertThat(starts()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(FakeConcourse.Start.class)
  void itIsStartedAtMostOnceWhateverComesOfTheRequestAndOfTheBot(FakeConcourse.Start comes) {
    world.concourse.heedsAborts();
    world.concourse.startIs(comes);
    var id = approved(CURE);
    until(() -> starts() > 0, id);
    boolean there =
        comes != FakeConcourse.Start.NEVER_ARRIVES && comes != FakeConcourse.Start.REFUSED;
    if (there) {
      itGetsTheLock();
    }
    var incident = world.untilOver(id, true);
    assertThat(starts()).isEqualTo(1);
    assertThat(over(incident, Step.StartDeployment.class).outcome())
        .isEqualTo(there ? StepOutcome.DONE : StepOutcome.IGNORED);
    assertThat(over(incident, Step.FollowDeployment.class).outcome())
        .isEqualTo(there ? StepOutcome.DONE : StepOutcome.NOT_NEEDED);
    assertThat(end(incident).todo().isEmpty()).isEqualTo(there);
  }

  /**
   * Between the intent and the request, in the process that wrote the one and has not sent the
   * other.
   */
  @Test
  void aCancelBeforeTheRequestStartsNothing() {
    world.concourse.heedsAborts();
    var id = approved(CURE);
    world.untilIntended(id, kinds(incident(id)).indexOf("StartDeployment"));
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(BEN)));
    var incident = world.untilOver(id, false);
    assertThat(starts()).isZero();
    assertThat(end(incident).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(over(incident, Step.StartDeployment.class).note())
        .isEqualTo("Stopped on request, before the deployment was started.");
  }

  /** The model of a ladder's end found that its record was one that nobody can have written. */
  @Test
  void aCancelWhileTheStartIsInTheAirLeavesARecordThatHolds() {
    world.concourse.heedsAborts();
    world.concourse.startIs(FakeConcourse.Start.LOSES_THE_ANSWER);
    var id = approved(CURE);
    until(() -> starts() > 0, id);
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(BEN)));
    var incident = world.untilOver(id, false);
    assertThat(starts()).isEqualTo(1);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(over(incident, Step.StartDeployment.class).note())
        .isEqualTo("pipeline-lock build 124 is started.");
    assertThat(Replay.of(world.incidents.events(id))).isInstanceOf(Replay.Sound.class);
  }

  /** Between the intent and the request: it may have left, so nobody sends it again. */
  @Test
  void aBotThatEndsBeforeTheRequestStartsNothingAndSaysSo() {
    world.concourse.heedsAborts();
    var id = approved(CURE);
    world.untilIntended(id, kinds(incident(id)).indexOf("StartDeployment"));
    var incident = world.untilOverAfterRestart(id);
    assertThat(starts()).isZero();
    assertThat(over(incident, Step.StartDeployment.class).note())
        .startsWith("The deployment was not started again: its answer was lost");
    assertThat(end(incident).todo()).first().asString().contains("trigger-job");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PENDING", "STARTED"})
  void nothingIsStartedBesideADeploymentThatWaits(Status status) {
    world.concourse.heedsAborts();
    var id = approved(CURE);
    until(() -> world.concourse.acts.contains("unpause"), id);
    world.concourse.another(status);
    int start = kinds(incident(id)).indexOf("StartDeployment");
    until(() -> incident(id).steps().get(start) instanceof Over, id);
    itGetsTheLock();
    var incident = world.untilOver(id, false);
    assertThat(starts()).isZero();
    assertThat(over(incident, Step.StartDeployment.class).outcome())
        .isEqualTo(StepOutcome.NOT_NEEDED);
    assertThat(over(incident, Step.FollowDeployment.class).outcome()).isEqualTo(StepOutcome.DONE);
  }

  @Test
  void aDeploymentThatEndsWithoutTheLockIsToldAndNotTouched() {
    world.concourse.heedsAborts();
    var id = approved(CURE);
    until(() -> starts() > 0, id);
    world.concourse.another(Status.ERRORED);
    var incident = world.untilOver(id, false);
    assertThat(over(incident, Step.FollowDeployment.class).note())
        .isEqualTo("The deployment did not get the lock: pipeline-lock build 124 is errored.");
    assertThat(end(incident).state()).endsWith("Lock released, no VM recreated");
    assertThat(world.concourse.acts.stream().filter("abort"::equals)).hasSize(1);
  }

  @Test
  void aPlanThatIsStoppedBeforeItsEndStartsNothing() {
    world.concourse.heedsAborts();
    var id = approved(CURE);
    world.untilIntended(id, 1);
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(BEN)));
    var incident = world.untilOver(id, true);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(world.concourse.acts).endsWith("unpause");
    assertThat(starts()).isZero();
  }

  /** Seen on 7.11.2: the aborted claim takes the next free lock, and then ends as aborted. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReleaseIsGivenBackOnceMoreWhereADeadClaimTakesIt(boolean restarts) {
    world.concourse.lockBuildIs(Status.ABORTED);
    world.concourse.another(Status.STARTED);
    var id = approved(new LighterWish(CureKind.RELEASE, WHY, Finish.USUAL));
    assertThat(kinds(incident(id))).containsExactly("ReleaseLock", "ReleaseAgain", "LookAgain");
    until(() -> world.lock.releases > 0, id);
    world.step(id);
    world.lock.isTakenBy("124", world.now());
    world.concourse.another(Status.ABORTED);
    var incident = world.untilOver(id, restarts);
    assertThat(over(incident, Step.ReleaseAgain.class).outcome()).isEqualTo(StepOutcome.DONE);
    assertThat(world.lock.releases).isEqualTo(2);
    assertThat(end(incident).state()).endsWith("Lock released");
  }

  @Test
  void aClaimThatWaitedAndIsWellKeepsTheLock() {
    world.concourse.lockBuildIs(Status.ABORTED);
    world.concourse.another(Status.STARTED);
    var id = approved(new LighterWish(CureKind.RELEASE, WHY, START));
    until(() -> world.lock.releases > 0, id);
    itGetsTheLock();
    var incident = world.untilOver(id, false);
    assertThat(world.lock.releases).isEqualTo(1);
    assertThat(starts()).isZero();
    assertThat(over(incident, Step.ReleaseAgain.class).outcome()).isEqualTo(StepOutcome.NOT_NEEDED);
  }

  @Test
  void anAbortGivesBackWhatItOrphaned() {
    world.abortsTakeTwo();
    world.concourse.heedsAborts();
    var id = approved(new LighterWish(CureKind.ABORT, WHY, Finish.USUAL));
    var incident = world.untilOver(id, true);
    assertThat(incident.request().plan().cure()).isEqualTo(CureKind.ABORT);
    assertThat(world.lock.releases).isEqualTo(1);
    assertThat(end(incident).state()).endsWith("Lock released");
  }

  @Test
  void whatCuresIsMadeFromTheVerdict() {
    assertThat(((Proposal.Possible) world.previews(CURE)).plan().cure())
        .isEqualTo(CureKind.RECREATE);
    world.concourse.lockBuildIs(Status.ABORTED);
    assertThat(((Proposal.Possible) world.previews(CURE)).plan().cure())
        .isEqualTo(CureKind.RELEASE);
    world.concourse.lockBuildIs(Status.SUCCEEDED);
    world.concourse.deploymentRuns("cf-deploy");
    assertThat(((Proposal.None) world.previews(CURE)).why().code())
        .isEqualTo(Decision.Code.CURE_NOT_OFFERED);
  }

  private List<String> ways(CureWish wish) {
    return ((Proposal.Possible) world.previews(wish)).ways().stream().map(Way::text).toList();
  }

  @Test
  void aDryRunShowsTheLadderBesideTheOtherWays() {
    world.concourse.otherPipelineRuns(world.now().minusSeconds(900), world.now().minusSeconds(700));
    assertThat(ways(CURE))
        .containsExactly(
            "This plan: seconds if the abort is enough, else about 14 min at most. Ends pipeline-lock build 123; with the VMs also smoke-tests/run build 9. What it leaves claimed, it gives back. It starts the deployment again.",
            "Abort alone: seconds. Ends pipeline-lock build 123. A step that ignores aborts stays as it is.",
            "By hand, as the runbook does it (all 2 VMs): about 14 min. Ends pipeline-lock build 123, smoke-tests/run build 9. The lock stays claimed, and somebody has to start the deployment.");
  }

  @Test
  void aReleaseStandsBesideWhatElseTheVerdictOffers() {
    world.concourse.lockBuildIs(Status.ABORTED);
    assertThat(ways(CURE))
        .containsExactly("This plan: seconds. Ends no build. It starts the deployment again.");
    assertThat(ways(new LighterWish(CureKind.RELEASE, WHY, Finish.USUAL)))
        .containsExactly(
            "This plan: seconds. Ends no build. The deployment must be started again.");
  }
}
