package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.store.ForgedRow;
import pipelinelock.vm.DirectorTask.State;

/** What an incident leaves undone is shown for as long as it is there, and can be ended. */
class LeftBehindTest {
  private static final String LOCK_JOB = "pipeline-lock";

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

  private List<Leftover> left() {
    return world.looks().left();
  }

  private Outcome played(IncidentId id) {
    return ((Phase.Closed) world.untilOver(id, false).phase()).outcome();
  }

  /** As on a real Concourse: an incident stopped half way, and its pause stayed. */
  private void isStoppedHalfWay() {
    var id = world.approved();
    world.director.tasksEndAs(State.ERROR);
    assertThat(played(id)).isEqualTo(Outcome.FAILED);
    world.director.tasksEndAs(State.DONE);
  }

  @Test
  void aPauseIsToldWithItsCureUntilItIsEnded() {
    assertThat(left()).isEmpty();
    isStoppedHalfWay();
    world.concourse.lockBuildIs(Status.ABORTED);

    assertThat(left())
        .contains(new Leftover.PausedJob("INC-1", LOCK_JOB, Optional.empty()))
        .extracting(Leftover::said)
        .contains("INC-1 left the job pipeline-lock paused, so nothing new can start.");
    assertThat(world.looks().cures()).contains(new Cure.Unpause(Optional.of(LOCK_JOB)));
    assertThat(world.looks().warnings())
        .contains("INC-1 left the job pipeline-lock paused, so nothing new can start.");

    assertThat(played(world.approved(CureKind.UNPAUSE))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.concourse.acts).endsWith("unpause");
    assertThat(left()).noneMatch(Leftover.PausedJob.class::isInstance);
    assertThat(world.looks().cures()).noneMatch(Cure.Unpause.class::isInstance);
  }

  @Test
  void onceSomebodyElseHasUnpausedItNothingIsLeft() {
    isStoppedHalfWay();
    world.concourse.unpause(LOCK_JOB);
    assertThat(left()).noneMatch(Leftover.PausedJob.class::isInstance);
  }

  /** The look alone does not make it the bot's. */
  @Test
  void aPauseThatNoIncidentMadeIsNobodysLeftover() {
    world.concourse.pause();
    assertThat(left()).isEmpty();
  }

  @Test
  void whileTheHangIsThereItsOwnCureComesFirst() {
    isStoppedHalfWay();
    assertThat(left()).contains(new Leftover.PausedJob("INC-1", LOCK_JOB, Optional.empty()));
    assertThat(world.looks().cures()).noneMatch(Cure.Unpause.class::isInstance);
    assertThat(world.asks(CureKind.UNPAUSE, "it was ours after all").decision())
        .isInstanceOf(Refused.class);
  }

  @Test
  void whatCannotBeReadIsNotCalledLeft() {
    isStoppedHalfWay();
    world.concourse.stopsAnswering();
    assertThat(left()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLockOfAnAbortedBuildIsLeftUntilItIsGivenBack(boolean heeds) {
    if (heeds) {
      world.concourse.heedsAborts();
    }
    var id = world.approved(CureKind.ABORT);
    world.untilOver(id, false);
    if (!heeds) {
      assertThat(left()).as("what is open may yet give it back").isEmpty();
      world.concourse.lockBuildIs(Status.ABORTED);
    }
    assertThat(left())
        .singleElement()
        .extracting(Leftover::said, Leftover::endedBy)
        .containsExactly(
            "INC-1 aborted pipeline-lock build 123, and the lock still belongs to it.", "release");

    assertThat(played(world.approved(CureKind.RELEASE))).isEqualTo(Outcome.COMPLETED);
    assertThat(left()).isEmpty();
  }

  @Test
  void aRunThatCameThroughKeepsItsLock() {
    world.untilOver(world.approved(CureKind.ABORT), false);
    world.concourse.lockBuildIs(Status.SUCCEEDED);
    assertThat(left()).isEmpty();
  }

  @Test
  void aVmThatAnIncidentLeftBrokenIsToldUntilItRuns() {
    isStoppedHalfWay();
    assertThat(left()).as("both VMs run").noneMatch(Leftover.BrokenVms.class::isInstance);

    world.director.hasDeadAgentOn(WORKER);
    assertThat(left())
        .first()
        .isEqualTo(new Leftover.BrokenVms("INC-1", List.of(WORKER)))
        .extracting(Leftover::said)
        .isEqualTo("INC-1 stopped half way, and concourse-worker/89f7a596 does not run.");
  }

  /** A lighter cure in between has touched no VM. */
  @Test
  void theRestOfAPlanMayBeAskedForAlsoAfterALighterCure() {
    isStoppedHalfWay();
    world.concourse.lockBuildIs(Status.ABORTED);
    assertThat(played(world.approved(CureKind.UNPAUSE))).isEqualTo(Outcome.COMPLETED);

    assertThat(played(world.approved())).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).contains(WORKER);
  }

  @Test
  void anIncidentOfWhichTheRecordDoesNotHoldIsNoWitness() {
    isStoppedHalfWay();
    var events = world.incidents.events(new IncidentId(1));
    ForgedRow.insert(
        world.database(),
        new IncidentId(1),
        events.size() + 1,
        world.now(),
        events.getLast().event());
    assertThat(left()).isEmpty();
  }

  /** Its answers were lost: nobody knows whether it arrived, so it is let go all the same. */
  @Test
  void aPauseThatMayHaveArrivedIsLetGoToo() {
    var id = world.approved();
    world.untilIntended(id, 0);
    world.concourse.stopsAnswering();
    while (world.incidents.find(id).orElseThrow().steps().getFirst() instanceof Intended) {
      world.step(id);
    }
    world.concourse.answersAgain();
    assertThat(played(id)).isEqualTo(Outcome.FAILED);
    assertThat(world.concourse.acts).containsExactly("unpause");
  }

  @Test
  void whereItCannotBeLetGoPeopleHearThatItMayBePaused() {
    var id = world.approved();
    world.untilIntended(id, 0);
    world.concourse.stopsAnswering();
    assertThat(((Phase.Closed) world.untilOver(id, false).phase()).todo())
        .anyMatch(
            it ->
                it.startsWith(
                    "The job pipeline-lock may be paused: whether the bot's request arrived is not known. When Concourse is healthy: `/pipeline-lock unpause dev04 why it is needed`, or `fly -t dev04 unpause-job -j create-cloudfoundry/pipeline-lock`"));
  }

  private boolean restStartsAgain() {
    var rest = world.previews(recreate("the rest of it is still broken"));
    assertThat(rest).isInstanceOf(Proposal.Possible.class);
    return ((Proposal.Possible) rest).plan().startsAgain();
  }

  /** The incident that stopped half way had ended it, so the rest of its plan owes it. */
  @Test
  void theRestOfAPlanStartsTheDeploymentThatItEnded() {
    world.plansStartAgain();
    isStoppedHalfWay();
    world.concourse.lockBuildIs(Status.ABORTED);
    assertThat(restStartsAgain()).isTrue();
    world.concourse.another(Status.FAILED);
    assertThat(restStartsAgain()).as("somebody has started one since").isFalse();
  }
}
