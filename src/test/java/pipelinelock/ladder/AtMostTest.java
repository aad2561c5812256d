package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;

import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        .contains("the end of 1 build and the recreate of concourse-worker/89f7a596, about 7 min");
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

  private static final Step.ReleaseLock RELEASE =
      new Step.ReleaseLock("create-cloudfoundry", "lock", "5b07861c", "37daa81d");

  @Test
  void aLighterCureSaysItsMostToo() {
    assertThat(AtMost.of(new Plan(List.of(RELEASE, new Step.LookAgain()))))
        .contains("the lock is given back");
    assertThat(
            AtMost.of(
                new Plan(
                    List.of(
                        RELEASE,
                        new Step.ReleaseAgain(Set.of(5190L)),
                        new Step.LookAgain(),
                        new Step.StartDeployment("pipeline-lock"),
                        new Step.FollowDeployment()))))
        .contains(
            "the lock is given back, once more if an aborted claim takes it, and a deployment started");
    var abort = new Step.AbortBuild(5190, "pipeline-lock build 123");
    assertThat(
            AtMost.of(new Plan(List.of(abort, new Step.GiveBack(Set.of(5190L), Optional.empty())))))
        .contains("the end of 1 build, and the lock given back if that leaves it claimed");
    assertThat(AtMost.stops(new Plan(List.of(abort)))).isEmpty();
    assertThat(AtMost.of(new Plan(List.of(new Step.UnpauseJob("pipeline-lock"))))).isEmpty();
  }
}
