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
import pipelinelock.vm.UnfinishedTasks.BrokenTask;

/** The worker's group is updated by create-swap-delete, as the group "swap" was when recorded. */
class RehearsedSwapTest {
  private static final String MORE = "real-280.0.0-more/create-swap-delete";

  /** The recorded names, and those that stand for them. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "swap/268cc17f-00d5-4be7-8660-e89a325bdc52",
          WORKER.toString(),
          "web/8725b964-d6e0-4b49-8a12-fe5f76904d63",
          WEB.toString(),
          "[\"swap\"]",
          "[\"concourse-worker\"]",
          "[\"web\"]",
          "[\"concourse\"]");

  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  @BeforeEach
  void isSwapped() {
    bosh.vms.isSwapped(WORKER.toString());
  }

  private String ip() {
    return bosh.instance(WORKER).ips().getFirst();
  }

  @Test
  void itsRecreateReadsAsTheRecordedOneAndItsAddressChanges() {
    String cid = bosh.cid(WORKER);
    String ip = ip();
    bosh.isIt(RecordedEvents.begin(MORE).minusSeconds(1));

    var task = bosh.recreates(WORKER);

    assertThat(bosh.log(task.id()))
        .isEqualTo(
            Recordings.text(MORE + ".event.ndjson")
                .replace("swap/268cc17f-00d5-4be7-8660-e89a325bdc52", WORKER.toString())
                .replace("[\"swap\"]", "[\"concourse-worker\"]"));
    assertThat(bosh.cid(WORKER)).isNotEmpty().isNotEqualTo(cid);
    assertThat(ip()).isNotEqualTo(ip);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
    assertThat(bosh.client.leftovers().halfWay()).isEmpty();
  }

  @Test
  void theOldVmIsTheOneListedUntilTheNewOneTakesItsPlace() {
    String cid = bosh.cid(WORKER);
    long task = bosh.begins(WORKER);
    // The second VM is there after four seconds, the drain ends after seven.
    bosh.passes(6);
    bosh.client.task(task);

    assertThat(bosh.cid(WORKER)).isEqualTo(cid);
    bosh.passes(2);
    bosh.client.task(task);
    assertThat(bosh.cid(WORKER)).isNotEqualTo(cid);
  }

  /** No update of it was ever begun, and yet the next recreate of a neighbour swaps it. */
  @Test
  void oneThatFailsBeforeItsUpdateIsSwappedByTheNextRecreateOfItsNeighbour() {
    String cid = bosh.cid(WORKER);
    bosh.troubles
        .tasks()
        .cloudMakesNoVm(
            "CPI error 'Bosh::Clouds::CloudError' with message 'InsufficientInstanceCapacity' in 'create_vm' CPI method (CPI request ID: 'cpi-298890')");

    var failed = bosh.recreates(WORKER);

    assertThat(failed.state()).isEqualTo(State.ERROR);
    assertThat(RecordedEvents.untimed(bosh.log(failed.id())))
        .isEqualTo(RecordedEvents.untimed(MORE + "-create-vm-failed", RENAMED));
    assertThat(bosh.cid(WORKER)).isEqualTo(cid);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
    assertThat(bosh.client.leftovers().halfWay()).containsExactly(WORKER);
    assertThat(bosh.client.leftovers().broken())
        .extracting(BrokenTask::task)
        .extracting(it -> it.id())
        .containsExactly(failed.id());

    var next = bosh.recreates(WEB);

    assertThat(RecordedEvents.untimed(bosh.log(next.id())))
        .isEqualTo(RecordedEvents.untimed(MORE + "-neighbour-finished-by-next-recreate", RENAMED));
    assertThat(bosh.cid(WORKER)).isNotEqualTo(cid);
    assertThat(bosh.client.leftovers().halfWay()).isEmpty();
    assertThat(bosh.log(bosh.recreates(WEB).id())).doesNotContain(WORKER.id());
  }

  @Test
  void aCancelInTheDrainLeavesTheSecondVmWhichTheNextConvergeTakes() {
    String cid = bosh.cid(WORKER);
    long task = bosh.begins(WORKER);
    bosh.passes(5);
    bosh.client.cancel(task);
    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLED);
    assertThat(bosh.cid(WORKER)).isEqualTo(cid);

    var next = bosh.recreates(WEB);

    assertThat(bosh.log(next.id()))
        .doesNotContain("Creating missing vms")
        .contains("executing drain", WORKER.id());
    assertThat(bosh.cid(WORKER)).isNotEqualTo(cid);
  }

  @Test
  void aloneItIsDeletedFirstAsAnyOther() {
    var task = bosh.recreates(WORKER, NO_CONVERGE);

    assertThat(task.state()).isEqualTo(State.DONE);
    assertThat(bosh.transcript(task.id()))
        .anyMatch(line -> line.contains("Deleting VM"))
        .noneMatch(line -> line.contains("missing vms"));
  }
}
