package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.UnprovenRecord;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.store.ForgedRow;
import pipelinelock.store.database.Database;

/** What the driver does with a start that somebody wrote into the database. */
abstract class ForgedStartContract {
  @TempDir private Path folder;
  private RunbookWorld world;

  /** The same one again after a restart. */
  abstract Database open(Path file);

  @BeforeEach
  void begin() {
    world = new RunbookWorld(folder, this::open);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void nothingIsDone(IncidentId id) {
    assertThatThrownBy(() -> world.step(id)).isInstanceOf(UnprovenRecord.class);
    world.restart();
    assertThatThrownBy(() -> world.step(id)).isInstanceOf(UnprovenRecord.class);
    assertThat(world.director.recreates(WORKER) + world.director.recreates(WEB)).isZero();
    assertThat(world.concourse.acts).isEmpty();
  }

  /** Found by attack: it recreated both VMs. */
  @Test
  void anInsertedStartWithoutApprovalsRecreatesNothing() {
    var id =
        world.asks(CureKind.RECREATE, "deployments wait since 11:07").incident().orElseThrow().id();
    var evidence = world.incidents.find(id).orElseThrow().request().evidence();
    ForgedRow.insert(world.database(), id, 2, world.now(), new IncidentEvent.Started(evidence));
    nothingIsDone(id);
  }

  /** Its approvals are real, and the row is no link of the chain. */
  @Test
  void anInsertedStartBehindRealApprovalsRecreatesNothing() {
    var id = world.approved();
    var incident = world.incidents.find(id).orElseThrow();
    assertThat(incident.phase()).isInstanceOf(Phase.Approved.class);
    ForgedRow.insert(
        world.database(),
        id,
        incident.sequence() + 1,
        world.now(),
        new IncidentEvent.Started(incident.request().evidence()));
    nothingIsDone(id);
  }
}
