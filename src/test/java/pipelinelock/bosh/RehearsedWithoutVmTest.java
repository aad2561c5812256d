package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;
import static pipelinelock.vm.RecreateOption.FIX;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.bosh.task.Transcripts;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.InstanceRow;
import pipelinelock.vm.RecreateOption;

/** Instances that have no VM: lost, detached, or an errand's; and agents that say nothing. */
class RehearsedWithoutVmTest {
  private static final String RECORDED = "real-280.0.0-more/target-without-vm";

  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  @Test
  void aPlainRecreateOfWhatLostItsVmReadsAsRecorded() {
    bosh.vms.losesItsVm(WORKER.toString());
    bosh.isIt(RecordedEvents.begin(RECORDED).minusSeconds(1));

    var task = bosh.recreates(WORKER);

    assertThat(bosh.log(task.id())).isEqualTo(Recordings.text(RECORDED + ".event.ndjson"));
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
  }

  /** As the Director's source has it: it deletes a VM that is none, and leaves it as stopped. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aloneItFailsWithAndWithoutFix(boolean fix) {
    bosh.vms.losesItsVm(WORKER.toString());
    var options = fix ? List.of(NO_CONVERGE, FIX) : List.of(NO_CONVERGE);

    var task = bosh.recreates(WORKER, options.toArray(RecreateOption[]::new));

    assertThat(task.state()).isEqualTo(State.ERROR);
    assertThat(bosh.transcript(task.id()))
        .anyMatch(line -> line.contains("Deleting VM"))
        .last()
        .asString()
        .endsWith("Error: undefined method `instance' for nil:NilClass");
    assertThat(bosh.instance(WORKER).cid()).isEmpty();
    assertThat(bosh.instance(WORKER).wanted()).isEqualTo("stopped");
    assertThat(bosh.recreates(WORKER).state()).as("the plain one").isEqualTo(State.DONE);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
  }

  @Test
  void aloneADetachedOneIsMadeAndStartedOnly() {
    bosh.vms.isDetached(WORKER.toString());

    var task = bosh.recreates(WORKER, NO_CONVERGE);

    assertThat(task.state()).isEqualTo(State.DONE);
    assertThat(bosh.transcript(task.id()))
        .noneMatch(line -> line.contains("Deleting VM") || line.contains("Stopping"))
        .anyMatch(line -> line.contains("Creating VM"));
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
  }

  @Test
  void aloneADeadAgentIsAskedBeforeAllElseAndNothingElseIsTold() {
    bosh.vms.doesNotAnswer(WORKER.toString());
    String cid = bosh.cid(WORKER);

    var task = bosh.recreates(WORKER, NO_CONVERGE);

    assertThat(bosh.transcript(task.id()))
        .singleElement()
        .asString()
        .contains("Error: " + WORKER + ": Timed out sending 'get_state'");
    assertThat(bosh.cid(WORKER)).isEqualTo(cid);
    assertThat(bosh.client.leftovers().broken()).isEmpty();
  }

  @Test
  void whereTheCloudMakesNoVmAloneItIsLeftDetached() {
    bosh.troubles.tasks().failsAt("Creating VM", 100, "the cloud is full");

    bosh.recreates(WORKER, NO_CONVERGE);

    assertThat(bosh.instance(WORKER).wanted()).isEqualTo("detached");
    assertThat(bosh.instance(WORKER).expectsVm()).isFalse();
  }

  @Test
  void whatAFailureOfThatKindLeavesIsReadFromItsLog() {
    bosh.troubles.tasks().failsAt("Creating VM", 100, "the cloud is full");
    long task = bosh.recreates(WORKER, NO_CONVERGE).id();

    assertThat(new Transcripts().error(bosh.log(task)))
        .hasValueSatisfying(
            error -> {
              assertThat(error.phase()).isEqualTo("Creating VM");
              assertThat(error.step()).contains(WORKER.toString());
            });
  }

  @Test
  void anErrandHasNoVmExpectsNoneAndIsInNobodysWay() {
    var errand = InstanceId.parse(bosh.vms.addsErrand());

    assertThat(bosh.client.rows())
        .filteredOn(row -> row.id().equals(errand))
        .singleElement()
        .returns(false, InstanceRow::expectsVm);
    assertThat(bosh.instance(errand).isErrandAtRest()).isTrue();
    assertThat(bosh.instances()).filteredOn(Instance::isRunning).hasSize(2);

    var task = bosh.recreates(WEB);

    assertThat(task.state()).isEqualTo(State.DONE);
    assertThat(bosh.log(task.id())).doesNotContain(errand.id());
  }

  @Test
  void anErrandAloneIsRefused() {
    var errand = InstanceId.parse(bosh.vms.addsErrand());

    var task = bosh.recreates(errand, NO_CONVERGE);

    assertThat(bosh.transcript(task.id()))
        .singleElement()
        .asString()
        .endsWith("Try the bosh run-errand command.");
  }

  @Test
  void whatIsDetachedExpectsNoVm() {
    bosh.vms.isDetached(WORKER.toString());
    assertThat(bosh.instance(WORKER).expectsVm()).isFalse();
  }
}
