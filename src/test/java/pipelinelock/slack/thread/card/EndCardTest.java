package pipelinelock.slack.thread.card;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase.Closed;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.PlatformState;
import pipelinelock.slack.Golden;

class EndCardTest {
  private static final Plan PLAN =
      new Plan(
          List.of(
              new Step.ReadLock(),
              new Step.StartDeployment("pipeline-lock"),
              new Step.FollowDeployment(),
              new Step.FollowRun()));

  private static final String CURE =
      "Cure it: `/pipeline-lock cure dev04 why it is needed`. It takes new approvals.";

  /** Its run was followed, and ended so. */
  private static List<Recorded> followed(StepOutcome outcome, PlatformState state) {
    var like = IncidentExamples.request(TWO_OTHERS);
    var events = new ArrayList<IncidentEvent>();
    events.add(
        requested(
            like.environment(), like.by(), like.reason(), like.evidence(), PLAN, like.policy()));
    events.addAll(LawfulEvents.start());
    events.addAll(LawfulEvents.doneBefore(3, PLAN));
    events.add(new StepIntended(3, "build-5200"));
    events.add(new StepEnded(3, outcome, "It came to that."));
    var headline = state.headline(Incident.of(recorded(events)));
    events.add(new Ended(Outcome.COMPLETED, "Now.", List.of(CURE), Optional.of(headline)));
    return recorded(events);
  }

  private static List<Recorded> recorded(List<IncidentEvent> events) {
    return IncidentExamples.recorded(
        events.getFirst(), events.subList(1, events.size()).toArray(IncidentEvent[]::new));
  }

  private static String card(List<Recorded> events) {
    var incident = Incident.of(events);
    return EndCard.of(incident, events, (Closed) incident.phase(), Optional.empty())
        .blocks()
        .toString();
  }

  @Test
  void whereItIsBlockedAgainAllAreCalledAndTheNextCureIsAButton() {
    assertThat(card(followed(StepOutcome.IGNORED, PlatformState.BLOCKED)))
        .contains("Blocked again: the deployment did not come through")
        .contains("<@U0ANA>", "approved by <@U0BEN>, <@U0CLEO>")
        .contains(AskAgain.CURE);
  }

  @Test
  void theLastMessageOfOneThatIsBlockedAgainIsShownWhole() {
    var events = followed(StepOutcome.IGNORED, PlatformState.BLOCKED);
    var incident = Incident.of(events);
    Golden.check(
        "thread-blocked-again-end",
        EndCard.of(incident, events, (Closed) incident.phase(), Optional.empty()));
  }

  @ParameterizedTest
  @EnumSource(names = {"FREE", "IN_USE", "AWAITED"})
  void oneThatWentThroughCallsWhoAskedAlone(PlatformState state) {
    assertThat(card(followed(StepOutcome.DONE, state)))
        .contains("The deployment went through", "<@U0ANA>")
        .doesNotContain("<@U0BEN>");
  }
}
