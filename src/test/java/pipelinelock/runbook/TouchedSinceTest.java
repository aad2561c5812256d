package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.UnfinishedTasks;

/**
 * A converge touches whatever is not as it should be when it begins, not when people approved it. A
 * neighbour that has failed since is on no list that they read.
 */
class TouchedSinceTest {
  private static final InstanceId NEIGHBOUR =
      InstanceId.parse("prometheus/c2fbc54b-13ee-4646-b155-78b6816170b3");
  private static final Set<RecreateOption> ALONE = Set.of(RecreateOption.NO_CONVERGE);

  @TempDir private Path folder;
  @AutoClose private RunbookWorld world;

  @BeforeEach
  void begin() {
    world = new RunbookWorld(folder);
    world.director.hasOtherVm(NEIGHBOUR, "i-3");
  }

  private IncidentId approved(Set<RecreateOption> options, boolean withNeighbours) {
    var id =
        world
            .asks(recreate("deployments wait since 11:07", options, withNeighbours, List.of()))
            .incident()
            .orElseThrow()
            .id();
    world.incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return id;
  }

  private Incident incident(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  /** The last look before the start is over: the lock job is paused. */
  private void begun(IncidentId id) {
    while (!(incident(id).steps().getFirst() instanceof Over)) {
      world.step(id);
    }
  }

  private void untilItWaits(IncidentId id) {
    for (int i = 0; i < 2000 && incident(id).lastNote().isEmpty(); i++) {
      world.step(id);
    }
  }

  private static Outcome outcome(Incident incident) {
    return ((Phase.Closed) incident.phase()).outcome();
  }

  @Test
  void theRecreateWaitsAndGoesOnWhenTheNeighbourIsWellAgain() {
    var id = approved(Set.of(), false);
    begun(id);
    world.director.hasLostTheVmOf(NEIGHBOUR);

    untilItWaits(id);

    assertThat(incident(id).lastNote().orElseThrow())
        .isEqualTo(
            "The recreate of %s waits: it would touch more than people approved: %s has no VM: the Director creates one first."
                .formatted(WORKER, NEIGHBOUR));
    assertThat(world.director.requests).isEmpty();

    world.director.hasOtherVm(NEIGHBOUR, "i-3");
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void whereItStaysSoNothingIsRecreated() {
    var id = approved(Set.of(), false);
    begun(id);
    world.director.hasDeadAgentOn(NEIGHBOUR);

    var incident = world.untilOver(id, false);

    assertThat(outcome(incident)).isEqualTo(Outcome.FAILED);
    assertThat(world.director.requests).isEmpty();
    assertThat(((Phase.Closed) incident.phase()).summary())
        .contains("it would touch more than people approved: The agent of " + NEIGHBOUR);
  }

  @Test
  void whatTheyHaveReadAndApprovedIsNotInTheWay() {
    world.director.hasLostTheVmOf(NEIGHBOUR);
    var id = approved(Set.of(), true);

    world.untilOver(id, false);

    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aloneItTouchesNoneOfThem() {
    world.isConfiguredWith(PolicyBuilder.like(TWO_OTHERS).options(ALONE).build());
    var id = approved(ALONE, false);
    begun(id);
    world.director.hasLostTheVmOf(NEIGHBOUR);

    world.untilOver(id, false);

    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  /** What earlier tasks left was known when people approved, and is not known any more. */
  @Test
  void leftoversThatCanNoLongerBeReadHoldItUpToo() {
    var id = approved(Set.of(), false);
    begun(id);
    world.director.hasLeft(UnfinishedTasks.notRead("Task 341 not found"));

    untilItWaits(id);

    assertThat(incident(id).lastNote().orElseThrow())
        .contains("could not be read: Task 341 not found");
    assertThat(world.director.requests).isEmpty();
  }
}
