package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Altered.Unread;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.plan.Step.Condition;
import pipelinelock.runbook.blind.BlindGuard;
import pipelinelock.runbook.step.GuardAnswer;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/** Only a Concourse that gives no sign of life is blind; the guard finds so by itself. */
class BlindnessTest {
  private static final String HUNG = "hung-claim-1-silent-waiter-lock-free";

  private static Altered silent() {
    return Altered.of(HUNG).webIsBare().concourseIs(Kind.UNREACHABLE);
  }

  private static Step.Recreate step(Altered altered, InstanceId vm) {
    var cid =
        altered.evidence().instances().value().orElse(List.of()).stream()
            .filter(it -> it.id().equals(vm))
            .findFirst()
            .flatMap(Instance::cid);
    return new Step.Recreate(vm, cid, Set.of(), Optional.of(Condition.STILL_BLIND));
  }

  private static GuardAnswer guarded(Altered altered) {
    return guarded(altered, Altered.WEB, false);
  }

  private static GuardAnswer guarded(Altered altered, InstanceId vm, boolean workerToo) {
    return BlindGuard.judge(altered.evidence(), step(silent(), vm), workerToo);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHABLE", "TIMED_OUT", "BROKEN"})
  void isSilenceWhileGitAndBoshAreRead(Kind kind) {
    var silent = Altered.of(HUNG).webIsBare().concourseIs(kind);
    assertThat(Blindness.of(silent.evidence()))
        .isEqualTo(new Blindness.Blind(List.of(Altered.WEB), List.of()));
    assertThat(guarded(silent)).isEqualTo(new GuardAnswer.Clear());
  }

  /** A refusal is an answer. */
  @ParameterizedTest
  @EnumSource(names = {"UNAUTHORISED", "FORBIDDEN", "NOT_FOUND", "REFUSED", "BUSY"})
  void whoeverRefusesIsNotDead(Kind kind) {
    for (int fact = 0; fact < Altered.TOLD_BY_CONCOURSE; fact++) {
      assertThat(Blindness.of(silent().concourseFailsAt(fact, kind).evidence()))
          .isInstanceOf(Blindness.Sees.class);
    }
    assertThat(guarded(silent().concourseIs(kind))).isInstanceOf(GuardAnswer.NotNow.class);
  }

  /** A wrong certificate, an answer from something else, or none yet: nobody knows. */
  @ParameterizedTest
  @EnumSource(names = {"UNTRUSTED", "GARBAGE", "AWAITED", "UNREADY"})
  void whatMayBeAnotherOrAnswersLaterIsUnclear(Kind kind) {
    for (int fact = 0; fact < Altered.TOLD_BY_CONCOURSE; fact++) {
      assertThat(Blindness.of(silent().concourseFailsAt(fact, kind).evidence()))
          .isInstanceOf(Blindness.Unclear.class);
    }
    assertThat(guarded(silent().concourseIs(kind))).isInstanceOf(GuardAnswer.NotNow.class);
  }

  static IntStream facts() {
    return IntStream.range(0, Altered.TOLD_BY_CONCOURSE);
  }

  @ParameterizedTest
  @MethodSource("facts")
  void oneAnswerIsEnoughToSee(int fact) {
    var speaks = Altered.of(HUNG).webIsBare().concourseTellsOnly(fact, Kind.BROKEN).evidence();
    assertThat(Blindness.of(speaks)).isEqualTo(new Blindness.Sees("Concourse answers"));
  }

  @Test
  void theGuardStopsForGoodWhereConcourseAnswers() {
    assertThat(guarded(Altered.of(HUNG).webIsBare()))
        .isInstanceOfSatisfying(
            GuardAnswer.Never.class, it -> assertThat(it.why()).startsWith("Concourse answers"));
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK", "INSTANCES"})
  void withoutGitOrBoshNothingIsKnown(Unread what) {
    assertThat(Blindness.of(silent().unread(what).evidence()))
        .isInstanceOf(Blindness.Unclear.class);
    assertThat(guarded(silent().unread(what))).isInstanceOf(GuardAnswer.NotNow.class);
  }

  @Test
  void whatBoshDoesHasToBeKnown() {
    for (var unread : List.of(silent().withoutTasks(), silent().withoutDirectorLocks())) {
      assertThat(Blindness.of(unread.evidence())).isInstanceOf(Blindness.Unclear.class);
      assertThat(guarded(unread)).isInstanceOf(GuardAnswer.NotNow.class);
    }
  }

  @Test
  void boshHasToBeAtRest() {
    var busy =
        silent()
            .tasks(
                List.of(
                    new DirectorTask(
                        260_183,
                        DirectorTask.State.PROCESSING,
                        "create deployment",
                        "admin",
                        Optional.of("cf"),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    assertThat(Blindness.of(busy.evidence()))
        .isEqualTo(new Blindness.Unclear("BOSH works on task 260183 (create deployment)"));
    assertThat(guarded(busy)).isInstanceOf(GuardAnswer.NotNow.class);
  }

  @Test
  void aVmThatMayCarryAWorkerIsNamed() {
    var carries = Altered.of(HUNG).concourseIs(Kind.TIMED_OUT);
    assertThat(Blindness.of(carries.evidence()))
        .isEqualTo(new Blindness.Blind(List.of(Altered.WEB), List.of(Altered.WEB)));
    assertThat(guarded(carries, Altered.WEB, false)).isInstanceOf(GuardAnswer.Never.class);
    assertThat(guarded(carries, Altered.WEB, true)).isInstanceOf(GuardAnswer.Clear.class);
  }

  @Test
  void noOtherVmEverGoesBlind() {
    assertThat(guarded(silent(), Altered.WORKER, true)).isInstanceOf(GuardAnswer.Never.class);
  }

  @Test
  void anotherVmThanTheApprovedOneStays() {
    var approved =
        new Step.Recreate(
            Altered.WEB, Optional.of("i-before"), Set.of(), Optional.of(Condition.STILL_BLIND));
    assertThat(BlindGuard.judge(silent().evidence(), approved, true))
        .isInstanceOfSatisfying(
            GuardAnswer.Never.class, it -> assertThat(it.why()).contains("instead of i-before"));
  }

  @Test
  void theRungIsSparedByAnyAnswerAndByNothingElse() {
    var step = step(silent(), Altered.WEB);
    assertThat(Rung.of(silent().evidence(), step, Set.of())).isInstanceOf(Rung.Needed.class);
    assertThat(Rung.of(silent().unread(Unread.LOCK).evidence(), step, Set.of()))
        .as("the guard decides, which waits")
        .isInstanceOf(Rung.Needed.class);
    assertThat(Rung.of(Altered.of(HUNG).evidence(), step, Set.of()))
        .isEqualTo(new Rung.Spared("Concourse answers."));
  }
}
