package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.incident.plan.Step.Condition;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.InstanceId;

/** What holds of every ladder that a labelled case leads to. */
class LadderTest {
  private static final Map<String, Diagnosis> CASES = Corpus.diagnoses();

  static Stream<Arguments> recreates() {
    return CASES.entrySet().stream()
        .flatMap(
            it ->
                it.getValue().recreate().stream()
                    .map(cure -> Arguments.argumentSet(it.getKey(), it.getValue(), cure)));
  }

  private static boolean isAHang(Verdict verdict) {
    return verdict instanceof Verdict.HungClaim
        || verdict instanceof Verdict.HungRelease
        || verdict instanceof Verdict.SelfDeadlock;
  }

  private static boolean isWeb(InstanceId vm) {
    return vm.group().equals("concourse");
  }

  @Test
  void thereAreLaddersOfEveryKind() {
    var withACure =
        CASES.values().stream().filter(it -> it.recreate().isPresent()).map(Diagnosis::verdict);
    assertThat(withACure.<Object>map(Verdict::getClass))
        .contains(
            Verdict.HungClaim.class,
            Verdict.HungRelease.class,
            Verdict.SelfDeadlock.class,
            Verdict.WorkerStalled.class,
            Verdict.WebStuck.class,
            Verdict.StuckPending.class);
  }

  @ParameterizedTest
  @MethodSource("recreates")
  void triesEachVmOnceAndNoOther(Diagnosis diagnosis, Cure.Recreate cure) {
    assertThat(Ladder.of(diagnosis, cure).order())
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(cure.instances());
  }

  /** Web is the heaviest: everybody's builds lose their tracker with it. */
  @ParameterizedTest
  @MethodSource("recreates")
  void neverTriesAHeavierVmBeforeALighterOne(Diagnosis diagnosis, Cure.Recreate cure) {
    var order = Ladder.of(diagnosis, cure).order();
    var under = under(diagnosis).filter(order::contains);
    under.ifPresent(first -> assertThat(order).first().isEqualTo(first));
    var rest = order.stream().filter(vm -> !under.equals(Optional.of(vm))).toList();
    assertThat(rest.stream().dropWhile(vm -> !isWeb(vm)).allMatch(LadderTest::isWeb))
        .as("web last in %s", order)
        .isTrue();
  }

  private static Optional<InstanceId> under(Diagnosis diagnosis) {
    return switch (diagnosis.verdict()) {
      case Verdict.HungClaim it -> diagnosis.evidence().vmUnder(it.build());
      case Verdict.HungRelease it -> diagnosis.evidence().vmUnder(it.build());
      case Verdict.SelfDeadlock it -> diagnosis.evidence().vmUnder(it.build());
      default -> Optional.empty();
    };
  }

  @ParameterizedTest
  @MethodSource("recreates")
  void everyVmHasAConditionWhereTheEndOfABuildIsTheCure(Diagnosis diagnosis, Cure.Recreate cure) {
    assertThat(Ladder.of(diagnosis, cure).onlyIf())
        .isEqualTo(
            isAHang(diagnosis.verdict()) ? Optional.of(Condition.STILL_HUNG) : Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("recreates")
  void givesBackWhatItAbortsAndNothingElse(Diagnosis diagnosis, Cure.Recreate cure) {
    var aborted = cure.abortFirst().stream().map(Build::id).collect(Collectors.toSet());
    var giveBack = Ladder.of(diagnosis, cure).giveBack();
    assertThat(giveBack.isPresent()).isEqualTo(!aborted.isEmpty());
    giveBack.ifPresent(step -> assertThat(step.aborted()).isEqualTo(aborted));
  }

  /** The claim of a holder that is not aborted is not the ladder's to give back. */
  @ParameterizedTest
  @MethodSource("recreates")
  void namesTheClaimOnlyWhereItGoesWithTheAborted(Diagnosis diagnosis, Cure.Recreate cure) {
    var named = Ladder.of(diagnosis, cure).giveBack().flatMap(it -> it.claimCommit());
    var holder = diagnosis.evidence().claimant();
    boolean theirs =
        diagnosis.verdict() instanceof Verdict.HungRelease
            || holder.filter(cure.abortFirst()::contains).isPresent();
    named.ifPresent(
        commit -> {
          assertThat(theirs).isTrue();
          var lock = diagnosis.evidence().lock().value().orElseThrow();
          assertThat(lock.claim().orElseThrow().id()).isEqualTo(commit);
        });
  }

  @ParameterizedTest
  @MethodSource("recreates")
  void aFlatOneIsTheRunbooksOrderWithoutConditions(Diagnosis diagnosis, Cure.Recreate cure) {
    var flat = Ladder.of(diagnosis, cure).flat(cure);
    assertThat(flat.order()).isEqualTo(cure.instances());
    assertThat(flat.onlyIf()).isEmpty();
    assertThat(flat.giveBack()).isEqualTo(Ladder.of(diagnosis, cure).giveBack());
  }

  private static Diagnosis hung() {
    return Objects.requireNonNull(CASES.get("hung-claim-2-claimed-and-never-ended"));
  }

  private static Cure.Recreate of(List<InstanceId> vms) {
    var cure = hung().recreate().orElseThrow();
    return new Cure.Recreate(vms, cure.abortFirst(), cure.destroys(), cure.doesNotCure());
  }

  @Test
  void beginsWithTheWorkerUnderTheStepAmongSeveral() {
    var cure = of(List.of(Altered.WORKER_2, Altered.WORKER, Altered.WEB));
    assertThat(Ladder.of(hung(), cure).order())
        .containsExactly(Altered.WORKER, Altered.WORKER_2, Altered.WEB);
  }

  @Test
  void keepsTheOrderWhereTheWorkerUnderTheStepIsLeftOut() {
    var cure = of(List.of(Altered.WORKER_2, Altered.WEB));
    assertThat(Ladder.of(hung(), cure).order()).isEqualTo(cure.instances());
  }

  @Test
  void whatAnEarlierPlanLeftUndoneIsNeededWhateverIsSeen() {
    var cure = of(List.of(Altered.WORKER, Altered.WEB));
    var rest = Ladder.ofTheRest(cure, hung().evidence());
    assertThat(rest.order()).isEqualTo(cure.instances());
    assertThat(rest.onlyIf()).isEmpty();
    assertThat(rest.giveBack().orElseThrow().aborted()).isEqualTo(Set.of(5000L));
  }
}
