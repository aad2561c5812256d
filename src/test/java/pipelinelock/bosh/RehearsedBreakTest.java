package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.vm.DirectorLock;
import pipelinelock.vm.DirectorTask.State;

/** Tasks that do not end well. */
class RehearsedBreakTest {
  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  @Test
  void aKilledTaskHasNoResultNoErrorLineAndItsLockStaysHeld() {
    bosh.troubles.tasks().isKilledAt("executing drain");
    long killed = bosh.begins(WORKER);
    bosh.passes(10);

    var task = bosh.client.task(killed);
    assertThat(task.state()).isEqualTo(State.ERROR);
    assertThat(task.result()).isEmpty();
    assertThat(bosh.transcript(killed).getLast()).contains("L executing drain");
    assertThat(bosh.client.locks())
        .extracting(DirectorLock::taskId)
        .containsExactly(Optional.of(killed));

    long refused = bosh.begins(WORKER);
    bosh.passes(11);
    assertThat(bosh.client.task(refused).state()).isEqualTo(State.ERROR);
    assertThat(bosh.transcript(refused))
        .singleElement()
        .asString()
        .contains(
            "Error: Failed to acquire lock for lock:deployment:concourse uid: ",
            "Locking task id is %d, description: 'create deployment'".formatted(killed));

    bosh.passes(240);
    assertThat(bosh.client.locks()).isEmpty();
    assertThat(bosh.recreates(WORKER).state()).isEqualTo(State.DONE);
  }

  @Test
  void aTaskWhoseHostDiedIsTimedOutAfterThreeMinutes() {
    bosh.troubles.tasks().losesItsHostAt("executing drain");
    long task = bosh.begins(WORKER);
    bosh.passes(10 + 170);
    assertThat(bosh.client.task(task).state()).isEqualTo(State.PROCESSING);
    bosh.passes(20);

    var late = bosh.client.task(task);
    assertThat(late.state()).isEqualTo(State.TIMEOUT);
    assertThat(late.state().isFinal()).isTrue();
    assertThat(late.result()).isEmpty();
    assertThat(bosh.transcript(task).getLast()).contains("L executing drain");
  }

  @Test
  void aTaskWaitsTenSecondsForTheLockAndSaysWhoHasIt() {
    bosh.troubles.holdsLock(260170);
    long task = bosh.begins(WORKER);
    bosh.passes(8);
    assertThat(bosh.client.task(task).state()).isEqualTo(State.PROCESSING);
    bosh.passes(2);

    assertThat(bosh.client.task(task).state()).isEqualTo(State.ERROR);
    assertThat(bosh.transcript(task))
        .singleElement()
        .asString()
        .endsWith("Locking task id is 260170, description: 'create deployment'");
    assertThat(bosh.vms.isDirty(WORKER.toString())).isFalse();
  }

  @Test
  void aTaskGetsTheLockThatIsReleasedInTime() {
    bosh.troubles.holdsLock(260170);
    long task = bosh.begins(WORKER);
    bosh.passes(5);
    bosh.client.task(task);
    bosh.troubles.releasesLock(260170);
    bosh.client.task(task);

    assertThat(bosh.ends(task).state()).isEqualTo(State.DONE);
  }

  @Test
  void jobsThatDoNotStartFailTheTaskAfterTheWatchTime() {
    String cid = bosh.cid(WORKER);
    bosh.troubles.tasks().jobsDoNotStart();
    long task = bosh.begins(WORKER);
    bosh.ends(task);

    var lines = bosh.transcript(task);
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .satisfiesExactly(
            line -> assertThat(line).contains("L starting jobs"),
            line ->
                assertThat(line.strip())
                    .isEqualTo("L Error: '%s (0)' is not running after update.".formatted(WORKER)),
            line -> assertThat(line).endsWith("(0)' is not running after update."));
    assertThat(bosh.log(task)).contains("\"code\":400007");
    assertThat(bosh.cid(WORKER)).isNotEqualTo(cid);
    assertThat(bosh.instance(WORKER).jobState()).contains("failing");
    assertThat(bosh.recreates(WORKER).state()).as("the retry").isEqualTo(State.DONE);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "Preparing deployment, true, running",
    "executing drain, true, running",
    "executing post-stop, false, -",
    "executing pre-start, true, failing"
  })
  void whatAFailureLeavesDependsOnItsStep(String step, boolean hasVm, String jobState) {
    bosh.troubles.tasks().failsAt(step, 100, "the cloud is full");
    var task = bosh.recreates(WORKER);

    assertThat(task.state()).isEqualTo(State.ERROR);
    assertThat(task.result()).contains("the cloud is full");
    assertThat(bosh.transcript(task.id()).getLast()).endsWith("Error: the cloud is full");
    var left = bosh.instance(WORKER);
    assertThat(left.cid().isPresent()).isEqualTo(hasVm);
    assertThat(left.jobState().orElse("-")).isEqualTo(jobState);

    assertThat(bosh.recreates(WORKER).state()).as("the retry").isEqualTo(State.DONE);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
  }

  @Test
  void aTaskWithoutStepsFailsInTheOneThatItWasAt() {
    bosh.troubles.tasks().failsAt("Creating VM", 100, "the cloud is full");
    var task = bosh.recreates(WEB, NO_CONVERGE);

    var lines = bosh.transcript(task.id());
    assertThat(lines.subList(lines.size() - 3, lines.size()))
        .satisfiesExactly(
            line -> assertThat(line).contains("(0): Creating VM (00:00:00)"),
            line -> assertThat(line).endsWith("L Error: the cloud is full"),
            line -> assertThat(line).endsWith("| Error: the cloud is full"));
    assertThat(bosh.instance(WEB).cid()).isEmpty();
    assertThat(bosh.client.leftovers().halfWay())
        .as("of the tasks without listings, as verbose=1 tells them")
        .containsExactly(WEB);
  }

  @Test
  void aPrunedTaskIsNotFound() {
    long task = bosh.recreates(WORKER).id();
    bosh.troubles.prunes((int) task);

    var state = catchThrowableOfType(RemoteFailure.class, () -> bosh.client.task(task));
    var events = catchThrowableOfType(RemoteFailure.class, () -> bosh.client.events(task, 0));
    assertThat(state.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(state).hasMessageContaining("Task %d not found (code 10000)".formatted(task));
    assertThat(events.kind()).isEqualTo(Kind.NOT_FOUND);
    assertThat(bosh.client.find("inc-1.1")).isEmpty();
  }
}
