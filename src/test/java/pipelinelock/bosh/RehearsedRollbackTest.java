package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.InstanceId;

/** A deployment broke off, and a recreate of another VM takes back what it had finished. */
class RehearsedRollbackTest {
  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();
  private InstanceId second;
  private long broken;

  @BeforeEach
  void breakOff() {
    second = InstanceId.parse(bosh.vms.addsWorker());
    broken = bosh.troubles.deployBreaksOff(WORKER.toString(), second.toString());
  }

  private long recreatesWeb() {
    long task = bosh.begins(WEB);
    assertThat(bosh.ends(task).state()).isEqualTo(State.DONE);
    return task;
  }

  @Test
  void itsLogReadsAsTheRecordedOne() {
    var log = bosh.transcript(broken);

    assertThat(log)
        .anyMatch(line -> line.endsWith("L executing drain: " + WORKER + " (0) (canary)"))
        .anyMatch(line -> line.contains("Updating instance concourse-worker: " + second))
        .last()
        .asString()
        .contains("Error: Action Failed get_task: Task x result: 1 of 1 pre-start scripts failed");
    assertThat(bosh.client.task(broken).state()).isEqualTo(State.ERROR);
  }

  @Test
  void theBotKnowsWhatAConvergeWouldTakeBack() {
    var left = bosh.client.leftovers();

    assertThat(left.good()).contains(broken - 1);
    assertThat(left.halfWay()).containsExactly(second);
    assertThat(left.broken().getFirst().changed()).containsExactly(WORKER, second);
  }

  @Test
  void aPlainRecreateOfWebTakesBothWorkersBackOnce() {
    assertThat(bosh.transcript(recreatesWeb()))
        .anyMatch(line -> line.contains("L executing drain: " + WORKER))
        .anyMatch(line -> line.contains("L executing drain: " + second));

    assertThat(bosh.client.leftovers().broken()).isEmpty();
    assertThat(bosh.transcript(recreatesWeb())).noneMatch(line -> line.contains(WORKER.toString()));
  }

  /** The recorded deployment has three workers, one of them besides this. */
  @Test
  void itsRecreateOfWebReadsAsTheRecordedOneButForItsTimes() {
    String recorded = "real-280.0.0-more/rollback.2-recreate-of-web-rolls-first-worker-back";
    var renamed =
        Map.of(
            "web/8725b964-d6e0-4b49-8a12-fe5f76904d63",
            WEB.toString(),
            "worker/c2fbc54b-13ee-4646-b155-78b6816170b3",
            WORKER.toString(),
            "worker/9994c333-56ff-4906-8974-0b7e2265471e (2)",
            second + " (1)",
            "[\"web\"]",
            "[\"concourse\"]",
            "[\"worker\"]",
            "[\"concourse-worker\"]");

    assertThat(RecordedEvents.untimed(bosh.log(recreatesWeb())))
        .isEqualTo(RecordedEvents.untimed(recorded, renamed));
  }

  @Test
  void aloneItTouchesNeitherAndBothStayAsTheyAre() {
    long task = bosh.begins(WEB, NO_CONVERGE);
    assertThat(bosh.ends(task).state()).isEqualTo(State.DONE);

    assertThat(bosh.transcript(task)).allMatch(line -> line.contains("instance " + WEB));
    assertThat(bosh.client.leftovers().broken()).hasSize(1);
  }
}
