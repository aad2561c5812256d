package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.vm.DirectorTask.State;

/** A cancel is taken at once and honoured at the next safe point. */
class RehearsedCancelTest {
  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  @Test
  void aCancelInTheDrainLeavesTheOldVmAndAnUnfinishedUpdate() {
    String cid = bosh.cid(WORKER);
    long task = bosh.begins(WORKER);
    bosh.passes(60);

    assertThat(bosh.client.cancel(task)).isTrue();

    var cancelled = bosh.client.task(task);
    assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    assertThat(cancelled.result()).contains("task cancelled");
    assertThat(lastLines(task))
        .containsExactly(
            "Task 260183 | 10:06:36 | L executing drain: " + WORKER + " (0) (canary) (00:00:56)",
            "L Error: Task 260183 cancelled",
            "Task 260183 | 10:07:31 | Error: Task 260183 cancelled");
    assertThat(bosh.cid(WORKER)).isEqualTo(cid);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
    assertThat(bosh.vms.isDirty(WORKER.toString())).isTrue();
    assertThat(bosh.client.leftovers().halfWay()).containsExactly(WORKER);
    assertThat(bosh.client.locks()).isEmpty();
  }

  private List<String> lastLines(long task) {
    var lines = bosh.transcript(task);
    return lines.subList(lines.size() - 3, lines.size()).stream().map(String::strip).toList();
  }

  @Test
  void whatACancelLeftIsUpdatedInPlaceByTheNextRecreateOfANeighbour() {
    long cancelled = bosh.begins(WORKER);
    bosh.passes(60);
    bosh.client.cancel(cancelled);
    bosh.client.task(cancelled);
    String cid = bosh.cid(WORKER);

    var task = bosh.recreates(WEB);

    assertThat(bosh.transcript(task.id()))
        .anyMatch(line -> line.contains("L executing drain: " + WORKER));
    assertThat(bosh.cid(WORKER)).isEqualTo(cid);
    assertThat(bosh.vms.isDirty(WORKER.toString())).isFalse();
    assertThat(bosh.client.leftovers().halfWay()).isEmpty();
  }

  static Stream<Arguments> unsafePoints() {
    return Stream.of(
        argumentSet("while jobs stop", 238, 510),
        argumentSet("while the cloud makes a VM", 300, 510),
        argumentSet("while a script runs before the jobs start", 542, 543));
  }

  @ParameterizedTest
  @MethodSource("unsafePoints")
  void betweenSafePointsItStaysCancelling(long asked, long honoured) {
    long task = bosh.begins(WORKER);
    bosh.passes(asked);

    assertThat(bosh.client.cancel(task)).isTrue();
    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLING);
    assertThat(bosh.client.task(task).changedAt()).isPresent();
    assertThat(bosh.client.cancel(task)).isFalse();

    bosh.passes(honoured - asked);
    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void aCancelWhileTheCloudWorksLeavesANewVmThatDoesNotRunYet() {
    String cid = bosh.cid(WORKER);
    long task = bosh.begins(WORKER);
    bosh.passes(300);
    bosh.client.cancel(task);
    bosh.ends(task);

    assertThat(bosh.cid(WORKER)).isNotEmpty().isNotEqualTo(cid);
    assertThat(bosh.instance(WORKER).isRunning()).isFalse();
  }

  @Test
  void aCancelInTheQueueIsHonouredWhenAWorkerTakesIt() {
    long task = bosh.queues(WORKER);

    assertThat(bosh.client.cancel(task)).isTrue();
    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLING);
    bosh.passes(2);

    var cancelled = bosh.client.task(task);
    assertThat(cancelled.state()).isEqualTo(State.CANCELLED);
    assertThat(cancelled.startedAt()).isEmpty();
    assertThat(bosh.log(task)).isEmpty();
  }

  @Test
  void aCancelIsHonouredWhileAgentsAreWaitedFor() {
    bosh.vms.doesNotAnswer(WEB.toString());
    long task = bosh.begins(WORKER);
    bosh.passes(100);

    bosh.client.cancel(task);

    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLED);
    assertThat(bosh.log(task)).doesNotContain("Updating instance").contains("\"code\":10001");
  }

  @Test
  void aCancelIsHonouredBetweenInstances() {
    bosh.vms.isFailing(WEB.toString());
    String cid = bosh.cid(WORKER);
    long task = bosh.begins(WORKER);
    // The web VM's post-start is nine seconds after the begin, its end ten.
    bosh.passes(9);
    bosh.client.task(task);
    bosh.client.cancel(task);
    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLING);
    bosh.passes(2);

    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLED);
    assertThat(bosh.instance(WEB).isRunning()).isTrue();
    assertThat(bosh.cid(WORKER)).isEqualTo(cid);
    assertThat(bosh.log(task)).doesNotContain("\"failed\"").doesNotContain(WORKER.id());
  }

  @Test
  void anInstanceAloneIsCancelledWhenItsJobsStart() {
    long task = bosh.begins(WORKER, NO_CONVERGE);
    bosh.passes(5);
    bosh.client.cancel(task);
    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLING);
    bosh.passes(2);

    assertThat(bosh.client.task(task).state()).isEqualTo(State.CANCELLED);
    assertThat(bosh.transcript(task).getLast())
        .endsWith("Error: Task %d cancelled".formatted(task));
  }

  @Test
  void itIsTooLateForAnEndedTaskAndThereIsNoneForAnUnknownOne() {
    long task = bosh.recreates(WORKER).id();

    assertThat(bosh.client.cancel(task)).isFalse();
    var failure = catchThrowableOfType(RemoteFailure.class, () -> bosh.client.cancel(999));
    assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
  }
}
