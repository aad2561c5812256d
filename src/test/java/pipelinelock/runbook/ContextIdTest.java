package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.WORKER;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.runbook.FakeDirector.Mood;
import pipelinelock.runbook.plan.ContextId;

/** BOSH's own log names incident, step and person; the Director takes 64 characters at most. */
class ContextIdTest {
  private static final UUID FRESH = UUID.fromString("1a2b3c4d-0000-4000-8000-000000000000");

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

  private Incident incidentOf(String user) {
    world.isAskedBy(new UserId("T1", user));
    return world.asks("deployments wait since 11:07").incident().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "U0ANA, pipeline-lock:INC-1:step-4:1a2b3c4d:U0ANA",
    "W0123456789ABCDEF, pipeline-lock:INC-1:step-4:1a2b3c4d:W0123456789ABCDEF",
    "U0<!x>, pipeline-lock:INC-1:step-4:1a2b3c4d",
    "UAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA, pipeline-lock:INC-1:step-4:1a2b3c4d",
  })
  void itNamesThePersonWhereThatFits(String user, String label) {
    var id = ContextId.of(incidentOf(user), 3, FRESH);

    assertThat(id.text()).isEqualTo(label).hasSizeLessThanOrEqualTo(64);
    assertThat(ContextId.isOwn(id.text())).isTrue();
  }

  @Test
  void aLostRequestIsFoundByItsWholeLabel() {
    var id = world.approved();
    world.director.is(Mood.LOSES_THE_ANSWER);
    world.untilOver(id, false);

    var events = world.incidents.events(id).stream().map(recorded -> recorded.event()).toList();
    assertThat(events)
        .filteredOn(StepIntended.class::isInstance)
        .extracting(it -> ((StepIntended) it).contextId())
        .anySatisfy(label -> assertThat(label).matches("pipeline-lock:INC-1:step-4:.{8}:U0ANA"));
    assertThat(events).hasAtLeastOneElementOfType(TaskAccepted.class);
    assertThat(world.director.recreates(WORKER)).isEqualTo(1);
  }
}
