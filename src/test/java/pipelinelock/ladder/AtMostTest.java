package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;

import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

/** What is approved is the whole ladder: its heaviest rung is named. */
class AtMostTest {
  private static Plan without(Predicate<Step> left) {
    return new Plan(LADDER.steps().stream().filter(left.negate()).toList());
  }

  private static boolean isWeb(Step step) {
    return step instanceof Step.Recreate it && it.instance().group().equals("concourse");
  }

  @Test
  void namesEveryVmInItsOrderAndTheBuildsThatEnd() {
    assertThat(AtMost.of(LADDER))
        .contains(
            "the end of 1 build and the recreate, one after the other, of concourse-worker/89f7a596 and concourse/cd83da7e, about 7 min each");
  }

  @Test
  void ofOneVmItIsTheOne() {
    assertThat(AtMost.of(without(AtMostTest::isWeb)))
        .contains(
            "the end of 1 build and the recreate of concourse-worker/89f7a596, about 7 min each");
  }

  @Test
  void withoutAnAbortNoBuildEnds() {
    assertThat(AtMost.of(without(Step.AbortBuild.class::isInstance)).orElseThrow())
        .startsWith("the recreate, one after the other, of ");
  }

  @Test
  void saysNothingOfAPlanThatIsPlayedToItsLastStep() {
    assertThat(AtMost.of(RUNBOOK)).isEqualTo(Optional.empty());
  }

  @Test
  void everyVmOfThePlanIsNamed() {
    var most = AtMost.of(LADDER).orElseThrow();
    assertThat(LADDER.recreates())
        .allSatisfy(
            step ->
                assertThat(most)
                    .contains(
                        step.instance().group() + "/" + step.instance().id().substring(0, 8)));
  }
}
