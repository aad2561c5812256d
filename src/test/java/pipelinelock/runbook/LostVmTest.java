package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.vm.InstanceId;

/** An instance without a VM is a state to start from: the Director makes the VM by that request. */
class LostVmTest {
  @TempDir private Path folder;
  @AutoClose private RunbookWorld world;

  @BeforeEach
  void begin() {
    world = new RunbookWorld(folder);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLostVmIsPlannedApprovedAndMadeAnew(boolean restarts) {
    world.director.hasLostTheVmOf(WORKER);

    var asked = asks();
    assertThat(asked.request().plan().steps())
        .extracting(Step::text)
        .contains("recreate " + WORKER + " (it has no VM)");
    assertThat(asked.request().notes())
        .contains(WORKER + " has no VM: the Director creates one for it.");
    var incident = approved(asked, restarts);

    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(note(incident, WORKER)).startsWith(WORKER + " runs on a new VM, ");
  }

  @Test
  void aVmThatCameWithTheRecreateBeforeIsNotRecreatedAgain() {
    world.director.hasLostTheVmOf(WEB);
    var asked = asks();
    world.director.beforeItGetsTheNextRequest(() -> world.director.hasOtherVm(WEB, "i-made"));

    var incident = approved(asked, false);

    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(note(incident, WEB))
        .isEqualTo(WEB + " has a VM by now, i-made, and runs; nothing was recreated.");
  }

  private Incident asks() {
    return world
        .asks(recreate("deployments wait since 11:07", Set.of(), false, List.of()))
        .incident()
        .orElseThrow();
  }

  private Incident approved(Incident asked, boolean restarts) {
    world.incidents.act(
        asked.id(), (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        asked.id(), (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return world.untilOver(asked.id(), restarts);
  }

  private static String note(Incident incident, InstanceId instance) {
    var steps = incident.request().plan().steps();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Recreate step && step.instance().equals(instance)) {
        return ((Over) incident.steps().get(i)).note();
      }
    }
    throw new AssertionError("no step for " + instance);
  }
}
