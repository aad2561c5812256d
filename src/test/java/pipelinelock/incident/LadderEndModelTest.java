package pipelinelock.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.incident.LadderEndModel.Beginning;
import pipelinelock.incident.LadderEndModel.Budget;
import pipelinelock.incident.LadderEndModel.Protocol;

/**
 * Every order in which two nodes, crashes, pauses, lost messages, a cancel and somebody else's
 * deployment can come together at the end of a ladder, within small bounds. {@code
 * -Dmodel.full=true} takes wider ones.
 */
class LadderEndModelTest {
  /** Pauses, crashes, losses, cancels, other people's deployments. */
  private static final List<Budget> BUDGETS =
      Boolean.getBoolean("model.full")
          ? List.of(new Budget(1, 1, 1, 1, 1), new Budget(2, 1, 1, 0, 0))
          : List.of(
              new Budget(1, 0, 0, 0, 1),
              new Budget(0, 1, 0, 0, 1),
              new Budget(1, 0, 1, 0, 0),
              new Budget(0, 1, 1, 1, 0));

  @Test
  void noOrderOfTwoNodesAtTheEndOfALadderBreaksASafetyRule() {
    var ends = EnumSet.noneOf(Outcome.class);
    int states = 0;
    for (var beginning : Beginning.values()) {
      for (var budget : BUDGETS) {
        var result = ModelSearch.of(LadderEndModel.of(Protocol.REAL, beginning, budget));
        assertThat(result.violation()).as("%s after %s", beginning, result.way()).isEmpty();
        assertThat(result.exhausted()).as("all states within the bounds were seen").isTrue();
        ends.addAll(result.ends());
        states += result.states();
      }
    }
    System.out.println("model of a ladder's end: " + states + " states, ends " + ends);
    assertThat(ends).isEqualTo(Set.of(Outcome.COMPLETED, Outcome.CANCELLED));
  }

  /**
   * The search can fail: without each of the protocol's rules it finds what the rule is for. Each
   * with what it takes at least.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ANYBODY_STARTS                           | AN_ABORT_THAT_ORPHANED        | 1 0 0 0 0 | was asked for 2 times
          STARTS_AGAIN_WHERE_THE_ANSWER_IS_LOST    | AN_ABORT_THAT_ORPHANED        | 0 0 1 0 0 | was asked for 2 times
          STARTS_BEFORE_THE_INTENT                 | AN_ABORT_THAT_ORPHANED        | 0 0 0 0 0 | is not on record
          STARTS_ON_A_LOOK_FROM_BEFORE_ITS_SLEEP   | AN_ABORT_THAT_ORPHANED        | 1 0 0 0 1 | that it could have seen
          STARTS_WHATEVER_IT_SEES                  | AN_ABORT_THAT_ORPHANED        | 0 0 0 0 1 | that it has seen
          STARTS_THOUGH_IT_WAS_CANCELLED           | AN_ABORT_THAT_ORPHANED        | 0 0 0 1 0 | after a cancel
          FOLLOWS_THOUGH_IT_WAS_CANCELLED          | AN_ABORT_THAT_ORPHANED        | 0 0 1 1 0 | out of order
          BELIEVES_THAT_WHAT_IS_LOST_NEVER_ARRIVED | AN_ABORT_THAT_ORPHANED        | 0 0 1 0 0 | that was started is lost
          GIVES_BACK_WHATEVER_IS_CLAIMED           | AN_ABORT_WHOSE_CLAIM_LIVES_ON | 0 0 0 0 1 | given back under a deployment
          GIVES_BACK_BY_FORCE                      | AN_ABORT_THAT_ORPHANED        | 1 0 0 0 1 | given back under a deployment
          TAKES_AN_EARLIER_RELEASE_FOR_ITS_OWN     | A_RELEASE_WITH_A_DEAD_CLAIM   | 0 0 0 0 0 | says given back, and nothing was
          """)
  void itFindsWhatEachRuleOfTheProtocolIsFor(
      Protocol protocol, Beginning beginning, String budget, String violation) {
    var result = ModelSearch.of(LadderEndModel.of(protocol, beginning, budget(budget)));
    assertThat(result.violation()).as(result.summary()).get().asString().contains(violation);
  }

  private static Budget budget(String digits) {
    var of = Stream.of(digits.split(" ")).mapToInt(Integer::parseInt).toArray();
    return new Budget(of[0], of[1], of[2], of[3], of[4]);
  }
}
