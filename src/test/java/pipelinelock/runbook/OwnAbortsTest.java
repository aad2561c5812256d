package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.DEV04;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.store.ForgedRow;
import pipelinelock.store.SqlIncidentRecord;

/** What the record says about aborts, on the real record and past the real driver. */
class OwnAbortsTest {
  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void begin() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void anAbortThatDidNothingIsToldByTheStatusForAsLongAsTheBuildIsOpen() {
    assertThat(world.looks().warnings()).noneMatch(line -> line.contains("was aborted"));

    world.untilOver(world.approved(CureKind.ABORT), false);

    assertThat(world.looks().warnings())
        .anyMatch(line -> line.startsWith("pipeline-lock build 123 was aborted for INC-1 "));
    world.concourse.endsWithItsWorker();
    world.concourse.workerIsGone();
    assertThat(world.looks().warnings()).noneMatch(line -> line.contains("was aborted"));
  }

  @Test
  void anIntentCountsForItsRequestMayHaveLeft() {
    var id = world.approved(CureKind.ABORT);
    assertThat(aborts(Duration.ofHours(1))).isEmpty();
    world.untilIntended(id, 0);
    assertThat(world.concourse.acts).isEmpty();
    assertThat(aborts(Duration.ofHours(1)))
        .containsExactly(
            new AskedAbort(FakeConcourse.BUILD, "pipeline-lock build 123", "INC-1", world.now()));
  }

  @Test
  void aStepThatEndedBeforeItsRequestAbortedNothing() {
    var id = world.approved(CureKind.ABORT);
    world.step(id); // started
    world.concourse.lockBuildSpeaks();
    world.untilOver(id, false);
    assertThat(world.concourse.acts).isEmpty();
    assertThat(aborts(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void whatIsOlderThanTheQuestionIsNotRead() {
    world.untilOver(world.approved(CureKind.ABORT), false);
    world.passes(Duration.ofHours(2));
    assertThat(aborts(Duration.ofHours(3))).hasSize(1);
    assertThat(aborts(Duration.ofHours(1))).isEmpty();
  }

  @Test
  void aRecordThatDoesNotHoldIsNoRecordOfNothing() {
    var id =
        world.asks(CureKind.ABORT, "deployments wait since 11:07").incident().orElseThrow().id();
    var evidence = world.incidents.find(id).orElseThrow().request().evidence();
    ForgedRow.insert(world.database(), id, 2, world.now(), new IncidentEvent.Started(evidence));

    assertThatThrownBy(() -> aborts(Duration.ofHours(1)))
        .isInstanceOf(RemoteFailure.class)
        .hasMessage("the bot's record could not be read, so what it aborted is not known");
    assertThat(world.looks().warnings())
        .anyMatch(line -> line.startsWith("not read: what the bot itself aborted: "));
  }

  private List<AskedAbort> aborts(Duration back) {
    var record = new SqlIncidentRecord(world.database(), world::now);
    return new OwnAborts(record).since(DEV04, world.now().minus(back));
  }
}
