package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.ModelSearch;
import pipelinelock.incident.ModelState;
import pipelinelock.incident.Outcome;
import pipelinelock.ladder.FollowModel.Protocol;

/**
 * Every order in which a deployment that a plan starts can go on, lost messages, looks that cannot
 * be read and crashes can come together, until the incident ends.
 */
class FollowModelTest {
  private static final int CRASHES = 2;

  @Test
  void noOrderFromTheStartToTheUnlockBreaksASafetyRule() {
    var result = ModelSearch.of(FollowModel.of(Protocol.REAL, CRASHES));
    assertThat(result.violation()).as(result.summary()).isEmpty();
    System.out.println("model of a followed deployment: " + result.summary());
    assertThat(result.exhausted()).isTrue();
    assertThat(result.states()).isGreaterThan(100);
    assertThat(result.ends()).isEqualTo(Set.of(Outcome.COMPLETED));
  }

  /** The world of the model has all of them, and so nothing above holds for want of a case. */
  @Test
  void itComesToEachEnd() {
    assertThat(headlines())
        .contains(
            "🟢 The deployment went through, VMs recreated",
            "🔴 Blocked again: the deployment did not come through",
            "🟢 Lock released, VMs recreated");
    assertThat(headlines()).anyMatch(it -> it.contains("Careful: a deployment runs without"));
    assertThat(headlines()).anyMatch(it -> it.contains("is unknown"));
  }

  private static Collection<String> headlines() {
    var seen = new HashSet<ModelState>();
    var next = new ArrayDeque<ModelState>(List.of(FollowModel.of(Protocol.REAL, 0)));
    var all = new TreeSet<String>();
    while (!next.isEmpty()) {
      var state = next.remove();
      if (seen.add(state)) {
        if (state.record().getLast().event() instanceof Ended ended) {
          all.add(ended.headline().orElseThrow());
        }
        state.moves().forEach(move -> next.add(move.to()));
      }
    }
    return all;
  }

  /** The search can fail: without each rule it finds what the rule is for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STARTS_AGAIN_AFTER_A_CRASH           | is started 2 times
          FOLLOWS_WHOEVER_HAS_THE_LOCK         | another build is followed than was started
          TAKES_A_FREE_LOCK_FOR_AN_UNLOCK      | its run gave nothing back
          TAKES_WHAT_IS_NOT_READ_FOR_AN_UNLOCK | its run gave nothing back
          CURES_WHAT_HANGS_AGAIN               | is touched without an approval
          """)
  void itFindsWhatEachRuleIsFor(Protocol protocol, String violation) {
    var result = ModelSearch.of(FollowModel.of(protocol, CRASHES));
    assertThat(result.violation()).as(result.summary()).get().asString().contains(violation);
  }
}
