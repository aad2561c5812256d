package pipelinelock.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.REQUESTER_COUNTS;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.ActModel.Budget;
import pipelinelock.incident.ActModel.Protocol;
import pipelinelock.incident.ModelSearch.Result;
import pipelinelock.incident.policy.ApprovalPolicy;

/**
 * Every order in which people, two nodes, crashes, pauses, lost messages and the clock can act on
 * one incident, within small bounds. The rules and the fold of events are the real ones. {@code
 * -Dmodel.full=true} takes wider bounds: minutes instead of seconds.
 */
class ModelCheckTest {
  private static final boolean FULL = Boolean.getBoolean("model.full");

  /** Pauses, crashes, losses, cancels, handovers. */
  private static final List<Budget> BUDGETS =
      FULL
          ? List.of(new Budget(1, 1, 1, 1, 1), new Budget(2, 1, 1, 0, 0))
          : List.of(
              new Budget(2, 0, 0, 0, 0),
              new Budget(1, 1, 0, 0, 0),
              new Budget(1, 0, 1, 0, 0),
              new Budget(0, 1, 1, 0, 0),
              new Budget(0, 0, 1, 1, 1));

  /** Where the request is a yes, one click fewer comes to the same places. */
  private static Result decisions(ApprovalPolicy policy) {
    int clicks = policy.required().requesterCounts() ? 2 : 3;
    return ModelSearch.of(DecisionModel.of(FULL ? clicks + 1 : clicks, policy));
  }

  private static void thenNothingUnsafeIsReached(Result result) {
    System.out.println("model check: " + result.summary());
    assertThat(result.violation()).as("after " + result.way()).isEmpty();
    assertThat(result.exhausted()).as("all states within the bounds were seen").isTrue();
  }

  @Test
  void noOrderOfDecisionsBreaksASafetyRule() {
    for (var policy : List.of(TWO_OTHERS, REQUESTER_COUNTS)) {
      var result = decisions(policy);
      thenNothingUnsafeIsReached(result);
      assertThat(result.ends())
          .isEqualTo(Set.of(Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.EXPIRED, Outcome.LAPSED));
    }
  }

  /**
   * A jump ahead ends requests, one back makes their time stand still; neither counts a yes late.
   */
  @Test
  void noJumpOfTheClockByTwoHoursBreaksASafetyRule() {
    for (var policy : List.of(TWO_OTHERS, REQUESTER_COUNTS)) {
      thenNothingUnsafeIsReached(ModelSearch.of(DecisionModel.withJumps(FULL ? 2 : 1, policy)));
    }
  }

  /** As many as would let it begin. */
  private static int clicks(ApprovalPolicy policy) {
    var required = policy.required();
    int needed = required.approvals() - (required.requesterCounts() ? 1 : 0);
    return FULL ? needed + 1 : needed;
  }

  /** Whatever got such a request onto the record. */
  @Test
  void noBlindPlanBeginsUnderThePlainPolicy() {
    for (var policy : BlindPolicies.TOO_WEAK.entrySet()) {
      var result =
          ModelSearch.of(DecisionModel.blind(clicks(policy.getValue()), policy.getValue(), false));
      thenNothingUnsafeIsReached(result);
      assertThat(result.starts()).as(policy.getKey()).isZero();
    }
  }

  @Test
  void aBlindPlanBeginsByThreeWhoTypedTheNameAndByNobodyElse() {
    var result = ModelSearch.of(DecisionModel.blind(clicks(BLIND), BLIND, false));
    thenNothingUnsafeIsReached(result);
    assertThat(result.starts()).isPositive();
  }

  @Test
  void withoutTheRuleOfTheBlindItFindsABlindStartUnderThePlainPolicy() {
    var result = ModelSearch.of(DecisionModel.blind(2, TWO_OTHERS, true));
    assertThat(result.violation()).get().asString().contains("a blind plan began");
  }

  @Test
  void noOrderOfTwoNodesBreaksASafetyRule() {
    var ends = EnumSet.noneOf(Outcome.class);
    for (var budget : BUDGETS) {
      var result = ModelSearch.of(ActModel.of(Protocol.REAL, budget));
      thenNothingUnsafeIsReached(result);
      ends.addAll(result.ends());
    }
    assertThat(ends).isEqualTo(Set.of(Outcome.COMPLETED, Outcome.FAILED, Outcome.CANCELLED));
  }

  /**
   * Each rung at most once, what is spared on record was never asked for, and once a cure was seen
   * no rung is begun.
   */
  @Test
  void noOrderOfTwoNodesOnALadderBreaksASafetyRule() {
    var budgets = FULL ? BUDGETS : List.of(new Budget(1, 0, 1, 0, 0), new Budget(0, 1, 0, 0, 1));
    for (var budget : budgets) {
      thenNothingUnsafeIsReached(ModelSearch.of(ActModel.of(Protocol.LADDER, budget)));
    }
  }

  /** Slack takes no message, takes one, and loses it, between any two moves of the nodes. */
  @Test
  void noOrderOfTwoNodesBeginsWhatNobodyWasToldOf() {
    var ends = EnumSet.noneOf(Outcome.class);
    for (var budget :
        FULL ? BUDGETS : List.of(new Budget(1, 0, 0, 0, 0), new Budget(0, 1, 0, 1, 0))) {
      var result = ModelSearch.of(ActModel.of(Protocol.UNSEEN, budget));
      thenNothingUnsafeIsReached(result);
      ends.addAll(result.ends());
    }
    assertThat(ends).as("it goes on when people were reached").contains(Outcome.COMPLETED);
    assertThat(ends).as("or it is cancelled while it waits").contains(Outcome.CANCELLED);
  }

  @Test
  void withoutTheQuestionForPeopleItFindsARecreateThatNobodyWasToldOf() {
    var result = ModelSearch.of(ActModel.of(Protocol.BEGINS_UNSEEN, new Budget(0, 0, 0, 0, 0)));
    assertThat(result.violation()).get().asString().contains("nobody was told of it");
  }

  @Test
  void withoutTheRuleOfTheIntentItFindsASparedVmThatIsRecreated() {
    var result =
        ModelSearch.of(ActModel.of(Protocol.SPARES_WHAT_MAY_HAVE_LEFT, new Budget(0, 1, 0, 0, 0)));
    assertThat(result.violation()).get().asString().contains("is spared on record");
  }

  @Test
  void withoutALookBeforeEachRungItFindsAVmThatIsRecreatedAfterTheCure() {
    var result =
        ModelSearch.of(ActModel.of(Protocol.CLIMBS_ON_AFTER_A_CURE, new Budget(0, 0, 0, 0, 0)));
    assertThat(result.violation()).get().asString().contains("after the cure was seen");
  }

  /** The search can fail: without the rule that only the writer of an intent sends it, it does. */
  @Test
  void withoutTheRuleOfTheWriterItFindsTwoRecreates() {
    var result =
        ModelSearch.of(ActModel.of(Protocol.ANYBODY_SENDS_AN_INTENT, new Budget(1, 0, 0, 0, 0)));
    assertThat(result.violation()).get().asString().contains("recreated 2 times");
    assertThat(result.way()).anyMatch(move -> move.endsWith("stops"));
  }

  @Test
  void withoutTheIntentFirstItFindsAnActThatIsNotOnRecord() {
    var result =
        ModelSearch.of(ActModel.of(Protocol.SENDS_BEFORE_THE_INTENT, new Budget(0, 0, 0, 0, 0)));
    assertThat(result.violation()).get().asString().contains("is not on record");
  }
}
