package pipelinelock.runbook.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.runbook.plan.Neighbours.Trouble;
import pipelinelock.runbook.plan.Neighbours.Weight;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/** What a converging recreate does to others, as it was seen on a real Director (280.0.0). */
class NeighboursTest {
  private static final Set<RecreateOption> PLAIN = Set.of();
  private static final Set<RecreateOption> FIX = Set.of(RecreateOption.FIX);
  private static final Set<RecreateOption> ALONE = Set.of(RecreateOption.NO_CONVERGE);
  private static final Set<RecreateOption> ALONE_WITH_FIX =
      Set.of(RecreateOption.NO_CONVERGE, RecreateOption.FIX);

  private static Instance instance(
      InstanceId id, String wanted, String state, boolean vm, boolean ignored) {
    return new Instance(
        id,
        0,
        vm ? Optional.of("i-1") : Optional.empty(),
        wanted,
        vm ? Optional.of(state) : Optional.empty(),
        ignored,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        true);
  }

  private static Instance web(String wanted, String state, boolean vm, boolean ignored) {
    return instance(WEB, wanted, state, vm, ignored);
  }

  private static Instance worker(String wanted, String state, boolean ignored) {
    return instance(WORKER, wanted, state, true, ignored);
  }

  static Stream<Arguments> cases() {
    var well = worker("started", "running", false);
    return Stream.of(
        argumentSet(
            "failing: restarted first",
            well,
            web("started", "failing", true, false),
            PLAIN,
            Weight.ASKED_FOR,
            "drains and restarts it in place"),
        argumentSet(
            "failing, left alone",
            well,
            web("started", "failing", true, false),
            ALONE,
            Weight.TOLD,
            "stays as it is"),
        argumentSet(
            "unresponsive: the task fails",
            well,
            web("started", "unresponsive agent", true, false),
            PLAIN,
            Weight.REFUSED,
            "--no-converge"),
        argumentSet(
            "unresponsive, with fix",
            well,
            web("started", "unresponsive agent", true, false),
            FIX,
            Weight.ASKED_FOR,
            "VM is recreated too"),
        argumentSet(
            "no VM: one is created",
            well,
            web("started", "", false, false),
            PLAIN,
            Weight.ASKED_FOR,
            "creates one first"),
        argumentSet(
            "ignored",
            well,
            web("started", "running", true, true),
            PLAIN,
            Weight.TOLD,
            "is ignored"),
        argumentSet(
            "stopped on purpose",
            well,
            web("stopped", "stopped", true, false),
            PLAIN,
            Weight.TOLD,
            "stays so"),
        argumentSet(
            "to be stopped, and runs",
            well,
            web("stopped", "running", true, false),
            PLAIN,
            Weight.ASKED_FOR,
            "drains and stops it too"),
        argumentSet(
            "detached", well, web("detached", "", false, false), PLAIN, Weight.TOLD, "stays so"),
        argumentSet(
            "an ignored target",
            worker("started", "running", true),
            web("started", "running", true, false),
            PLAIN,
            Weight.REFUSED,
            "bosh unignore concourse-worker/"),
        argumentSet(
            "an unresponsive target",
            worker("started", "unresponsive agent", false),
            web("started", "running", true, false),
            PLAIN,
            Weight.REFUSED,
            "--fix"),
        argumentSet(
            "an unresponsive target, alone",
            worker("started", "unresponsive agent", false),
            web("started", "running", true, false),
            ALONE,
            Weight.REFUSED,
            "Ask with `--no-converge --fix`"),
        argumentSet(
            "a target without VM",
            instance(WORKER, "started", "", false, false),
            web("started", "running", true, false),
            PLAIN,
            Weight.TOLD,
            "the Director creates one"),
        argumentSet(
            "a target without VM, alone",
            instance(WORKER, "started", "", false, false),
            web("started", "running", true, false),
            ALONE,
            Weight.REFUSED,
            "Ask without `--no-converge`"),
        argumentSet(
            "a target without VM, alone and with fix",
            instance(WORKER, "started", "", false, false),
            web("started", "running", true, false),
            ALONE_WITH_FIX,
            Weight.REFUSED,
            "Ask without `--no-converge`"),
        argumentSet(
            "a stopped target without VM, alone",
            instance(WORKER, "stopped", "", false, false),
            web("started", "running", true, false),
            ALONE,
            Weight.REFUSED,
            "Ask without `--no-converge`"),
        argumentSet(
            "a detached target, alone",
            instance(WORKER, "detached", "", false, false),
            web("started", "running", true, false),
            ALONE,
            Weight.TOLD,
            "starts it again"),
        argumentSet(
            "a stopped target",
            worker("stopped", "stopped", false),
            web("started", "running", true, false),
            PLAIN,
            Weight.TOLD,
            "starts it again"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTold(
      Instance target, Instance other, Set<RecreateOption> options, Weight weight, String text) {
    assertThat(Neighbours.of(List.of(target, other), List.of(WORKER), Set.of(), options))
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.weight()).isEqualTo(weight);
              assertThat(trouble.text()).contains(text);
            });
  }

  @Test
  void aDirtyNeighbourIsUpdatedTooThoughNoListingShowsIt() {
    var all = List.of(worker("started", "running", false), web("started", "running", true, false));
    assertThat(Neighbours.of(all, List.of(WORKER), Set.of(), PLAIN)).isEmpty();
    assertThat(Neighbours.of(all, List.of(WORKER), Set.of(WEB), PLAIN))
        .extracting(Trouble::weight)
        .containsExactly(Weight.ASKED_FOR);
  }

  @Test
  void theSecondDeadTargetIsMadeAnewByTheFirstRecreate() {
    var all =
        List.of(
            worker("started", "unresponsive agent", false),
            web("started", "unresponsive agent", true, false));

    assertThat(Neighbours.of(all, List.of(WORKER, WEB), Set.of(), FIX))
        .containsExactly(
            new Trouble(
                "The agent of %s does not answer: with `--fix` the first recreate replaces its VM too, and its own step then finds that done."
                    .formatted(WEB),
                Weight.TOLD));
    assertThat(
            Neighbours.of(
                all,
                List.of(WORKER, WEB),
                Set.of(),
                Set.of(RecreateOption.FIX, RecreateOption.NO_CONVERGE)))
        .isEmpty();
  }

  @Test
  void anOddNameIsInNobodysWayAndRefusedAsATargetAlone() {
    var odd =
        instance(
            InstanceId.parse("wörk er+1/7a2f7f4e-93fd-4c5b-8b5d-5f7f5b6b1f11"),
            "started",
            "running",
            true,
            false);
    var all = List.of(worker("started", "running", false), odd);

    assertThat(Neighbours.of(all, List.of(WORKER), Set.of(), PLAIN)).isEmpty();
    assertThat(Neighbours.of(all, List.of(odd.id()), Set.of(), PLAIN))
        .containsExactly(
            new Trouble(
                "The group of wörk er+1/7a2f7f4e-93fd-4c5b-8b5d-5f7f5b6b1f11 has a name that the bot does not send in requests. Recreate it yourself: `bosh recreate`.",
                Weight.REFUSED));
  }
}
