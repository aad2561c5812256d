package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Altered.Unread;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.plan.Step.Condition;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/** A VM goes only where the newest look calls for it. */
class RungTest {
  private static final String WAITS = "hung-claim-1-silent-waiter-lock-free";

  private static Step.Recreate onlyIfHung(InstanceId vm) {
    return new Step.Recreate(vm, Optional.of("i-1"), Set.of(), Optional.of(Condition.STILL_HUNG));
  }

  private static Rung of(Altered altered, InstanceId vm) {
    long aborted = altered.build().id();
    return Rung.of(altered.evidence(), onlyIfHung(vm), Set.of(aborted));
  }

  @Test
  void isNeededWhileTheBuildIsOpen() {
    assertThat(of(Altered.of(WAITS), Altered.WORKER))
        .isEqualTo(new Rung.Needed("pipeline-lock build 124 is still started"));
  }

  @Test
  void isSparedWhenAllIsOver() {
    assertThat(of(Altered.of(WAITS).is(Status.ABORTED), Altered.WEB))
        .isInstanceOf(Rung.Spared.class);
  }

  /** Only the loss of its worker ends a claim that outlives its build; a new web node does not. */
  @Test
  void aClaimThatLingersCallsForItsOwnVmAlone() {
    var lingers = Altered.of(WAITS).is(Status.ABORTED).claimContainerOn("89f7a596-worker");
    assertThat(of(lingers, Altered.WORKER)).isInstanceOf(Rung.MayEndByItself.class);
    assertThat(of(lingers, Altered.WEB))
        .isInstanceOfSatisfying(
            Rung.Spared.class,
            spared -> assertThat(spared.seen()).contains("a new concourse would not end"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK", "PIPELINE", "CONTAINERS", "INSTANCES"})
  void whatCouldNotBeReadSparesNothing(Unread what) {
    var over = Altered.of(WAITS).is(Status.ABORTED);
    var aborted = Set.of(over.build().id());
    assertThat(Rung.of(over.unread(what).evidence(), onlyIfHung(Altered.WORKER), aborted))
        .isInstanceOf(Rung.Needed.class);
  }

  @Test
  void aVmThatDoesNotRunIsNeverSpared() {
    var broken =
        Altered.of(WAITS)
            .is(Status.ABORTED)
            .instances(all -> all.stream().map(RungTest::failing).toList());
    assertThat(of(broken, Altered.WORKER)).isInstanceOf(Rung.Needed.class);
  }

  private static Instance failing(Instance it) {
    return new Instance(
        it.id(),
        it.index(),
        it.cid(),
        it.wanted(),
        Optional.of("failing"),
        it.ignored(),
        it.az(),
        it.ips(),
        it.vmType(),
        it.active(),
        it.stemcell(),
        it.vmCreatedAt(),
        it.processes(),
        it.expectsVm());
  }

  @Test
  void aVmThatIsNotListedIsNeverSpared() {
    var gone = Altered.of(WAITS).is(Status.ABORTED).instances(_ -> List.of());
    assertThat(of(gone, Altered.WORKER)).isInstanceOf(Rung.Needed.class);
  }

  @Test
  void whatHasNoConditionIsDoneWhateverIsSeen() {
    var over = Altered.of(WAITS).is(Status.ABORTED);
    var step = new Step.Recreate(Altered.WEB, Optional.of("i-1"), Set.of(), Optional.empty());
    assertThat(Rung.of(over.evidence(), step, Set.of())).isInstanceOf(Rung.Needed.class);
  }
}
