package pipelinelock.incident.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.BLINDLY;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.blindly;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.BlindPolicies;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.replay.Replay;

/** A blind plan begins under no policy but a strict one. */
class BlindRulesTest {
  static Stream<Arguments> weak() {
    return BlindPolicies.TOO_WEAK.entrySet().stream()
        .map(it -> Arguments.argumentSet(it.getKey(), it.getValue()));
  }

  @Test
  void threePeopleOrBothListsAreEnough() {
    assertThat(BlindRules.problem(BLINDLY, BLIND)).isEmpty();
    assertThat(BlindRules.problem(BLINDLY, BlindPolicies.BOTH_LISTS)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("weak")
  void aWeakerPolicyLetsNoBlindPlanBegin(ApprovalPolicy weak) {
    var incident = Incident.of(recorded(blindly(weak)));
    assertThat(BlindRules.problem(BLINDLY, weak)).isPresent();
    assertThat(Recheck.of(incident, HUNG, true, List.of()).onceApproved())
        .singleElement()
        .isInstanceOf(Lapsed.class);
    assertThat(Replay.of(recorded(blindly(weak))))
        .isInstanceOfSatisfying(
            Replay.Broken.class, broken -> assertThat(broken.why()).startsWith("is blind, and "));
  }

  /** What sees is bound by its own policy alone. */
  @ParameterizedTest
  @MethodSource("weak")
  void otherPlansAreNotTouched(ApprovalPolicy weak) {
    assertThat(BlindRules.problem(RUNBOOK, weak)).isEmpty();
    assertThat(BlindRules.problem(LADDER, weak)).isEmpty();
  }

  @Test
  void aBlindPlanDoesNothingElse() {
    for (var more :
        List.of(
            new Step.PauseJob("pipeline-lock"),
            new Step.AbortBuild(5190, "pipeline-lock build 123"),
            new Step.StartDeployment("pipeline-lock"),
            new Step.Recreate(
                ((Step.Recreate) BLINDLY.steps().getFirst()).instance(),
                Optional.of("i-1"),
                BLINDLY.options(),
                Optional.empty()))) {
      var steps = new ArrayList<>(BLINDLY.steps());
      steps.add(more);
      assertThat(BlindRules.problem(new Plan(steps), BLIND)).as(more.text()).isPresent();
    }
  }

  @Test
  void theStrictPolicyWithTheNameTypedThreeTimesIsSound() {
    var incident = Incident.of(recorded(blindly(BLIND)));
    assertThat(Recheck.of(incident, HUNG, true, List.of()).holds()).isTrue();
    assertThat(Replay.of(recorded(blindly(BLIND)))).isInstanceOf(Replay.Sound.class);
  }

  /** Also where a record says that the policy had a glass. */
  @Test
  void nobodyBreaksAGlassForIt() {
    var glassy = BlindPolicies.WITH_GLASS;
    assertThat(glassy.mayBreakGlass(member(BEN))).isTrue();
    var incident = Incident.of(recorded(blindly(glassy)));
    assertThat(
            BreakGlassRules.breakGlass(
                incident, member(BEN), Optional.of("dev04"), "nobody answers", NOON.plusSeconds(5)))
        .isInstanceOfSatisfying(
            Decision.Refused.class,
            it -> assertThat(it.code()).isEqualTo(Decision.Code.NO_BREAK_GLASS));
  }

  @Test
  void theRequesterIsNeverOneOfTheThree() {
    var incident = Incident.of(recorded(blindly(BLIND)));
    assertThat(
            IncidentRules.approve(incident, member(ANA), Optional.of("dev04"), NOON.plusSeconds(5)))
        .isInstanceOf(Decision.Refused.class);
    assertThat(
            IncidentRules.approve(
                incident, member(CLEO), Optional.of("dev04"), NOON.plusSeconds(5)))
        .isInstanceOf(Decision.Accepted.class);
    assertThat(TWO_OTHERS.required().approvals()).isLessThan(BLIND.required().approvals());
  }
}
