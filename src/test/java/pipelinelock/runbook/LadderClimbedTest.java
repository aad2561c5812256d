package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.requested;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.runbook.request.RecreateWish;

/** A recreate climbs no further than it must, and ends what its own abort began. */
class LadderClimbedTest {
  private static final Finish KEEP = new Finish(true, Optional.empty());
  private static final String WHY = "deployments wait since 11:07";

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

  /** What became of the steps of this kind. */
  private static List<StepOutcome> outcomes(Incident incident, Class<? extends Step> kind) {
    return IntStream.range(0, incident.steps().size())
        .filter(step -> kind.isInstance(incident.step(step)))
        .mapToObj(step -> ((Over) incident.steps().get(step)).outcome())
        .toList();
  }

  private Incident played(RecreateWish wish) {
    return world.untilOver(approved(world.asks(wish).incident().orElseThrow().id()), false);
  }

  private IncidentId approved(IncidentId id) {
    world.incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return id;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereTheAbortIsEnoughNoVmIsTouchedAndTheLockIsGivenBack(boolean restarts) {
    world.concourse.heedsAborts();
    var incident = world.untilOver(world.approved(), restarts);
    assertThat(end(incident).headline()).contains("🟢 Lock released, no VM recreated");
    assertThat(end(incident).summary())
        .startsWith("The abort was enough: no VM was recreated.")
        .contains("pipeline-lock build 123 is aborted", "The lock was given back by commit");
    assertThat(outcomes(incident, Step.Recreate.class)).containsOnly(StepOutcome.NOT_NEEDED);
    assertThat(world.director.requests).isEmpty();
    assertThat(world.lock.releases).isEqualTo(1);
    assertThat(world.concourse.acts.stream().distinct())
        .containsExactly("pause", "abort", "unpause");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereTheWorkerIsEnoughWebIsLeftAlone(boolean restarts) {
    world.concourse.endsWithItsWorker();
    var incident = world.untilOver(world.approved(), restarts);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).headline()).contains("🟢 Lock released, 1 of 2 VMs recreated");
    assertThat(end(incident).summary()).contains("that was enough, so " + WEB + " was left alone");
  }

  /** The hang with a free lock: the claim has not landed, and its container outlives its build. */
  private IncidentId approvedWithAFreeLock() {
    world.lock.isFreeSince(world.now().minus(Duration.ofMinutes(53)));
    world.concourse.heedsAborts();
    return world.approved();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClaimThatOutlivesItsBuildCallsForItsWorkerAndNotForWeb(boolean restarts) {
    var incident = world.untilOver(approvedWithAFreeLock(), restarts);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(end(incident).headline()).contains("🟢 Lock free, 1 of 2 VMs recreated");
    assertThat(outcomes(incident, Step.GiveBack.class)).containsOnly(StepOutcome.NOT_NEEDED);
  }

  /** It is looked for patiently first: it may take the lock, and end with that. */
  @Test
  void whatADeadClaimTakesWhileThePlanLooksIsGivenBackAndNoVmIsTouched() {
    var id = approvedWithAFreeLock();
    while (world.incidents.find(id).orElseThrow().lastNote().isEmpty()) {
      world.step(id);
    }
    assertThat(world.incidents.find(id).orElseThrow().lastNote().orElseThrow())
        .startsWith("Looking for 2 min whether that was enough: pipeline-lock build 123 is aborted")
        .endsWith("If it stays so, " + WORKER + " is recreated next.");
    world.lock.isClaimedBy("123", world.now());
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).isEmpty();
    assertThat(world.lock.releases).isEqualTo(1);
    assertThat(end(incident).headline()).contains("🟢 Lock released, no VM recreated");
  }

  /** Between its intent and its sending a rung is looked at again, and not its guard alone. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nothingIsSentWhereTheHangEndedAfterTheIntent(boolean restarts) {
    var id = world.approved();
    world.untilIntended(id, 3);
    world.concourse.lockBuildIs(Status.ABORTED);
    world.passes(Duration.ofSeconds(21));
    if (restarts) {
      world.restart();
    }
    var incident = world.untilOver(id, restarts);
    assertThat(world.director.requests).isEmpty();
    assertThat(outcomes(incident, Step.Recreate.class)).containsOnly(StepOutcome.NOT_NEEDED);
    assertThat(end(incident).headline()).contains("🟢 Lock released, no VM recreated");
  }

  /** What may have left is never called spared. */
  @Test
  void anAnswerThatWasLostIsLookedForThoughTheHangHasEnded() {
    var id = world.approved();
    world.director.is(FakeDirector.Mood.NEVER_GETS_IT);
    while (!(world.incidents.find(id).orElseThrow().steps().get(3) instanceof Intended intended)
        || intended.lost().isEmpty()) {
      world.step(id);
    }
    world.concourse.lockBuildIs(Status.ABORTED);
    var incident = world.untilOver(id, true);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.director.requests).containsExactly(WORKER);
  }

  @Test
  void aLadderThatStoppedDoesNotGoOn() {
    var id = world.approved();
    world.director.is(FakeDirector.Mood.REFUSES);
    var incident = world.untilOver(id, true);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(incident.steps().get(4)).isInstanceOf(Waiting.class);
    assertThat(world.lock.releases).isZero();
  }

  @Test
  void aClaimThatPeopleWantToKeepStaysAndIsNotCalledCompleted() {
    world.concourse.heedsAborts();
    var incident = played(new RecreateWish(WHY, Set.of(), false, List.of(), KEEP));
    assertThat(world.lock.releases).isZero();
    assertThat(end(incident).headline()).contains("🔴 No VM recreated, deployments still blocked");
    assertThat(end(incident).todo()).first().asString().startsWith("Release the lock");
  }

  /** What a stricter policy guards is not had by the way. */
  @Test
  void nothingIsGivenBackWhereAReleaseAsksForMoreThanARecreate() {
    world.releasesTakeMorePeople();
    var proposal = (Proposal.Possible) world.previews(recreate(WHY));
    assertThat(proposal.plan().givesBack()).isFalse();
  }

  @Test
  void aClaimOfSomebodyElseIsNotThePlansToGiveBack() {
    world.concourse.heedsAborts();
    var id = world.approved();
    world.untilIntended(id, 0);
    world.lock.isTakenBy("124", world.now());
    world.concourse.holderIs(
        new HolderBuild.Gone(
            new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "124"),
            Optional.empty()));
    var incident = world.untilOver(id, false);
    assertThat(outcomes(incident, Step.GiveBack.class)).containsOnly(StepOutcome.NOT_NEEDED);
    assertThat(world.lock.releases).isZero();
  }

  @Test
  void aRunThatHasItsLockAfterAllKeepsIt() {
    var id = world.approved();
    world.untilIntended(id, 1);
    world.concourse.lockBuildIs(Status.SUCCEEDED);
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).isEmpty();
    assertThat(world.lock.releases).isZero();
    assertThat(outcomes(incident, Step.GiveBack.class)).containsOnly(StepOutcome.NOT_NEEDED);
  }

  @ParameterizedTest
  @EnumSource(
      value = FakeLockRepository.Mood.class,
      names = {"LOSES_THE_ANSWER", "NEVER_GETS_IT", "REFUSES"})
  void theLockIsGivenBackAtMostOnceAndTheJobGoesOnWhateverComesOfIt(FakeLockRepository.Mood mood) {
    world.concourse.heedsAborts();
    world.lock.is(mood);
    var incident = world.untilOver(world.approved(), true);
    boolean arrives = mood == FakeLockRepository.Mood.LOSES_THE_ANSWER;
    assertThat(world.lock.releases).isEqualTo(arrives ? 1 : 0);
    assertThat(outcomes(incident, Step.GiveBack.class))
        .containsOnly(arrives ? StepOutcome.DONE : StepOutcome.IGNORED);
    assertThat(world.concourse.acts).endsWith("unpause");
    assertThat(end(incident).state())
        .isEqualTo(
            arrives
                ? "🟢 Lock released, no VM recreated"
                : "🔴 No VM recreated, deployments still blocked");
  }

  /** As a version before there were ladders wrote it: it is played as it was approved. */
  @Test
  void aPlanWithoutConditionsIsPlayedToItsLastStep() {
    world.concourse.heedsAborts();
    var possible = (Proposal.Possible) world.previews(recreate(WHY));
    var request =
        requested(
            world.looks().evidence().environment().name(),
            ANA,
            WHY,
            possible.evidence(),
            asItWas(possible.plan()),
            TWO_OTHERS);
    var id = approved(world.incidents.request(request).incident().id());
    var incident = world.untilOver(id, true);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    assertThat(end(incident).headline()).contains("🔴 VMs recreated, deployments still blocked");
  }

  private static Plan asItWas(Plan plan) {
    return new Plan(
        plan.steps().stream()
            .filter(step -> !(step instanceof Step.GiveBack))
            .map(
                step ->
                    step instanceof Step.Recreate it
                        ? new Step.Recreate(it.instance(), it.cid(), it.options(), Optional.empty())
                        : step)
            .toList());
  }
}
