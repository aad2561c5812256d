package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;

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
    second = InstanceId.parse(bosh.director.vms().addsWorker());
    broken = bosh.director.deployBreaksOff(WORKER.toString(), second.toString());
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

  @Test
  void aloneItTouchesNeitherAndBothStayAsTheyAre() {
    long task = bosh.begins(WEB, NO_CONVERGE);
    assertThat(bosh.ends(task).state()).isEqualTo(State.DONE);

    assertThat(bosh.transcript(task)).allMatch(line -> line.contains("instance " + WEB));
    assertThat(bosh.client.leftovers().broken()).hasSize(1);
  }
}
