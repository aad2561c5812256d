package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;

class FreezeTest {
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

  private void freeze() {
    assertThat(world.freezes.freeze(member(BEN), () -> true, "the Director is being upgraded"))
        .isEmpty();
  }

  private Incident incident(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  private static Outcome outcome(Incident incident) {
    return ((Phase.Closed) incident.phase()).outcome();
  }

  @Test
  void nothingIsAskedForWhileItIsFrozenEvenAfterARestart() {
    freeze();
    world.restart();
    var answer = world.asks("deployments wait since 11:07");
    assertThat(answer.decision())
        .isEqualTo(
            new Refused(
                Code.FROZEN,
                "Nothing was started: the bot is frozen (the Director is being upgraded). Running plans continue. An approver ends it with `/pipeline-lock unfreeze`."));
    assertThat(world.incidents.open()).isEmpty();
  }

  @Test
  void whatWasApprovedBeginsOnlyWhenTheFreezeHasEnded() {
    var id = world.approved();
    freeze();
    for (int i = 0; i < 5; i++) {
      world.step(id);
    }
    assertThat(incident(id).phase()).isInstanceOf(Phase.Approved.class);
    assertThat(world.incidents.events(id).stream().filter(it -> it.event() instanceof Noted))
        .as("said once")
        .hasSize(1);
    assertThat(world.freezes.unfreeze(member(BEN), () -> true)).isEmpty();
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void anApprovalRunsOutWhileItIsFrozen() {
    var id = world.approved();
    freeze();
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.LAPSED);
    assertThat(world.concourse.acts).isEmpty();
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void whatRunsGoesOnToItsEnd() {
    var id = world.approved();
    while (world.director.requests.isEmpty()) {
      world.step(id);
    }
    freeze();
    assertThat(outcome(world.untilOver(id, true))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void whoMayNotApproveMayNotFreeze() {
    assertThat(world.freezes.freeze(member(BEN), () -> false, "no").orElseThrow().code())
        .isEqualTo(Code.NOT_AN_APPROVER);
    assertThat(world.freezes.now()).isEmpty();
    freeze();
    assertThat(world.freezes.unfreeze(member(BEN), () -> false).orElseThrow().code())
        .isEqualTo(Code.NOT_AN_APPROVER);
    assertThat(world.freezes.now()).isPresent();
  }
}
