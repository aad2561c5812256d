package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.requested;
import static pipelinelock.runbook.RunbookWorld.DEV05;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.runbook.twin.TargetIdentity;
import pipelinelock.runbook.twin.TargetIdentity.Kind;

/** Two environments that turn out to be one Director and deployment. */
class TwinEnvironmentsTest {
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

  @Test
  void nothingIsAskedForWhereAnotherEnvironmentIsTheSameThing() {
    world.uuids.put(DEV05, "DIR-4 ");
    assertThat(world.asks("deployments wait since 11:07").decision())
        .isInstanceOfSatisfying(
            Refused.class,
            no -> {
              assertThat(no.code()).isEqualTo(Code.TWO_NAMES);
              assertThat(no.text())
                  .contains("dev04 and dev05 are the same thing", "uuid dir-4", "bosh.url");
            });
    assertThat(world.incidents.open()).isEmpty();
  }

  @Test
  void whatWasApprovedLapsesWhenItsDirectorTurnsOutToBeAnothersToo() {
    var id = world.approved();
    world.uuids.put(DEV04, "dir-5"); // its address leads to another Director now
    var end = (Phase.Closed) world.untilOver(id, false).phase();
    assertThat(end.outcome()).isEqualTo(Outcome.LAPSED);
    assertThat(end.summary()).contains("dev04 and dev05 are the same thing");
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void aDirectorThatNeverSaidWhoItIsIsNamedToThoseWhoApprove() {
    world.uuids.put(DEV05, "");
    var request = world.asks("deployments wait since 11:07").incident().orElseThrow().request();
    assertThat(request.notes())
        .anyMatch(it -> it.startsWith("Not known: whether dev05 is the same Director"));
  }

  @Test
  void theyNeverActSideBySideAndTheSecondGoesOnWhenTheFirstIsOver() {
    var other = begunInDev05();
    assertThat(
            world
                .held()
                .take(other, Set.of(new TargetIdentity(Kind.DEPLOYMENT, "dir-4 concourse"))))
        .isEmpty();
    var id = world.approved();
    for (int i = 0; i < 5; i++) {
      world.step(id);
    }
    var waiting = world.incidents.find(id).orElseThrow();
    assertThat(waiting.phase()).isInstanceOf(Phase.Approved.class);
    assertThat(waiting.lastNote())
        .contains(
            "It waits, because %s acts on the same Director and deployment (dir-4 concourse)."
                .formatted(other));
    assertThat(world.director.requests).isEmpty();

    world.incidents.act(other, (it, _) -> IncidentRules.cancel(it, member()));
    var end = (Phase.Closed) world.untilOver(id, true).phase();
    assertThat(end.outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void whatRunsHasItsThingsUntilItsEnd() {
    var id = world.approved();
    world.untilIntended(id, 0);
    var things = Set.of(new TargetIdentity(Kind.DEPLOYMENT, "dir-4 concourse"));
    var other = begunInDev05();
    assertThat(world.held().take(other, things)).map(it -> it.by()).contains(id);
    world.restart();
    assertThat(world.held().take(other, things)).map(it -> it.by()).contains(id);
    world.untilOver(id, false);
    assertThat(world.held().take(other, things)).isEqualTo(Optional.empty());
  }

  private IncidentId begunInDev05() {
    return world
        .incidents
        .request(requested(DEV05, ANA, "it is stuck", HUNG, RUNBOOK, TWO_OTHERS))
        .incident()
        .id();
  }

  private static pipelinelock.incident.policy.Person member() {
    return pipelinelock.incident.IncidentExamples.member(ANA);
  }
}
