package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WITH_OPTIONS;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/**
 * With {@code --fix} a recreate also recreates the VM of every silent agent (recorded as
 * unresponsive-neighbour-fix): the second step finds that done, if the plan's own task did it.
 */
class DeadSecondTargetTest {
  @TempDir private Path folder;
  @AutoClose private RunbookWorld world;

  @BeforeEach
  void begin() {
    world = new RunbookWorld(folder);
    world.isConfiguredWith(WITH_OPTIONS);
    world.director.hasDeadAgentOn(WEB);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theFirstRecreateCuresItAndItsOwnStepFindsThatDone(boolean restarts) {
    var id = approved(Set.of(RecreateOption.FIX));
    var incident = world.untilOver(id.id(), restarts);

    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(over(incident, WEB).note())
        .isEqualTo(
            WEB
                + " runs on a new VM, i-too-260183: its agent did not answer, so task 260183 of this plan replaced its VM too. Nothing more was recreated.");
  }

  @Test
  void aloneEachIsRecreatedInItsTurn() {
    var id = approved(Set.of(RecreateOption.FIX, RecreateOption.NO_CONVERGE));
    var incident = world.untilOver(id.id(), false);

    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aVmThatSomebodyElseMadeIsStillAnotherThanTheApprovedOne() {
    var id = approved(Set.of(RecreateOption.FIX, RecreateOption.NO_CONVERGE));
    while (!(step(world.incidents.find(id.id()).orElseThrow(), WORKER) instanceof Over)) {
      world.step(id.id());
    }
    world.director.hasOtherVm(WEB, "i-somebody-elses");
    var incident = world.untilOver(id.id(), false);

    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(over(incident, WEB).note()).contains("another VM than the approved one");
    assertThat(world.director.requests).containsExactly(WORKER);
  }

  private Incident approved(Set<RecreateOption> options) {
    var asked =
        world
            .asks(recreate("deployments wait since 11:07", options, false))
            .incident()
            .orElseThrow();
    world.incidents.act(
        asked.id(), (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        asked.id(), (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return asked;
  }

  private static Over over(Incident incident, InstanceId instance) {
    return (Over) step(incident, instance);
  }

  private static StepProgress step(Incident incident, InstanceId instance) {
    var steps = incident.request().plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Recreate step && step.instance().equals(instance)) {
        return incident.steps().get(i);
      }
    }
    throw new AssertionError("no step for " + instance);
  }
}
