package pipelinelock.bosh.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.bosh.FakeDirector;
import pipelinelock.bosh.Recordings;
import pipelinelock.vm.InstanceId;

class UpdateLogTest {
  /** Recordings of a real Director: those that were cut short leave their instance dirty. */
  @ParameterizedTest
  @CsvSource({
    "real-280.0.0/recreate-worker, 1, 0",
    "real-280.0.0/cancelled-in-drain, 1, 1",
    "real-280.0.0/cancelled-in-pre-start, 1, 1",
    "real-280.0.0/worker-killed, 1, 1",
    "real-280.0.0/not-running, 1, 1",
    "real-280.0.0/lock-timeout, 0, 0",
    "real-280.0.0/unresponsive-neighbour, 0, 0",
    "real-280.0.0/no-converge, 1, 1",
    "task-260183, 1, 0",
    "task-cancelled-in-drain, 1, 1",
    "real-280.0.0-more/create-swap-delete, 1, 0",
    "real-280.0.0-more/create-swap-delete-create-vm-failed, 1, 1",
    "real-280.0.0-more/create-swap-delete-neighbour-finished-by-next-recreate, 2, 0",
    "real-280.0.0-more/dirty.1-cancelled-in-drain, 1, 1",
    "real-280.0.0-more/dirty.2-lock-error, 0, 0",
    "real-280.0.0-more/rollback.1-deploy-fails-at-second-worker, 2, 1",
    "real-280.0.0-more/target-without-vm, 1, 0",
    "real-280.0.0-more/pre-start-failed-on-new-vm, 1, 1",
  })
  void whatBeganAndDidNotFinishIsHalfWay(String recording, int begun, int unfinished) {
    var log = new UpdateLog();
    log.read(Recordings.text(recording + ".event.ndjson"));

    assertThat(log.begun()).hasSize(begun);
    assertThat(log.unfinished()).hasSize(unfinished);
    assertThat(log.changesSomething()).isEqualTo(begun > 0);
    assertThat(log.deletes()).isFalse();
  }

  @Test
  void groupsMayHaveAnyNameAndInstancesMayBeDeleted() {
    String id = "89f7a596-7a06-4cae-8565-981af56840e7";
    var log = new UpdateLog();
    log.read(
        """
        {"time":1,"stage":"Deleting unneeded instances","tags":["a"],"task":"a/%1$s (3)","state":"started"}
        {"time":1,"stage":"Updating instance","tags":["w"],"task":"wörk er+1/x/%1$s (0) (canary)","state":"started"}
        """
            .formatted(id));

    assertThat(log.unfinished()).containsExactly(new InstanceId("wörk er+1/x", id));
    assertThat(log.deletes()).isTrue();
  }

  @Test
  void aRecreateWithFixFinishesADeadNeighbourToo() {
    String log = Recordings.text("real-280.0.0/unresponsive-neighbour-fix.event.ndjson");
    var web = InstanceId.parse("concourse/fc5dd5ce-e154-489d-b10c-247b01a952a6");
    var logs = new Transcripts();

    assertThat(logs.hasFinished(log, web)).isTrue();
    assertThat(logs.hasFinished(log.lines().limit(12).collect(Collectors.joining("\n")), web))
        .as("before its last line")
        .isFalse();
    assertThat(logs.hasFinished(log, FakeDirector.WORKER)).as("is in another deployment").isFalse();
  }
}
