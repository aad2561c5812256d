package pipelinelock.incident.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BLINDLY;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RELEASE;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.UNPAUSE;
import static pipelinelock.incident.IncidentExamples.WHOLE;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

class UnseenTest {
  private static Incident of(Plan plan) {
    var request = requested(DEV04, ANA, "because", HUNG, plan, TWO_OTHERS);
    return Incident.begin(new Recorded(new IncidentId(1), 1, NOON, request, "h"));
  }

  @Test
  void onlyAPlanThatTakesNothingStartsUnseen() {
    for (var plan : List.of(RUNBOOK, LADDER, WHOLE, RELEASE, BLINDLY)) {
      assertThat(Unseen.mustWait(of(plan), List.of(new Started(HUNG)))).as("%s", plan).isTrue();
    }
    assertThat(Unseen.mustWait(of(UNPAUSE), List.of(new Started(HUNG)))).isFalse();
  }

  @Test
  void aStepThatTakesWaitsAndOneThatLooksOrGivesBackDoesNot() {
    var waiting =
        IntStream.range(0, WHOLE.steps().size())
            .filter(i -> Unseen.mustWait(of(WHOLE), List.of(new StepIntended(i, ""))))
            .<Class<?>>mapToObj(i -> WHOLE.steps().get(i).getClass())
            .toList();
    assertThat(waiting)
        .containsExactly(
            Step.PauseJob.class,
            Step.AbortBuild.class,
            Step.Recreate.class,
            Step.Recreate.class,
            Step.StartDeployment.class);
    assertThat(Unseen.mustWait(of(RELEASE), List.of(new StepIntended(0, "")))).isTrue();
    assertThat(Unseen.mustWait(of(RELEASE), List.of(new StepIntended(1, "")))).isFalse();
  }

  @Test
  void whatHasBegunComesToItsEnd() {
    assertThat(
            Unseen.mustWait(
                of(RUNBOOK),
                List.of(
                    new StepEnded(1, StepOutcome.DONE, ""),
                    new Noted("It waits."),
                    new Lapsed(List.of("It is over.")))))
        .isFalse();
  }
}
