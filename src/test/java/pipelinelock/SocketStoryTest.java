package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackGestures;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** The same bot where Slack cannot reach in: all comes over a socket that the bot opens. */
@Execution(ExecutionMode.CONCURRENT)
class SocketStoryTest {
  private static final String BEN = Persona.BEN.id();

  @Test
  void commandsButtonsFormsAndEventsWorkOverTheSocketToo() {
    try (var story = SlackStory.beginOnSocket()) {
      var slack = story.slack();
      var ana = story.ana();
      ana.typesUntilSeen("status dev04", "HUNG CLAIM", "pipeline-lock build 123");
      ana.typesUntilSeen(
          "recreate dev04 deployments wait since 11:07, the claim is silent",
          "pause pipeline-lock");
      slack.opensHome(BEN);
      await()
          .until(
              () ->
                  slack
                      .homeOf(BEN)
                      .filter(home -> home.json().toString().contains("INC-1 needs people"))
                      .isPresent());
      var said = slack.writes(BEN, SimulatedSlack.INCIDENTS, Optional.empty(), "slow");
      var gestures = new SlackGestures(slack);
      assertThat(gestures.reacts(BEN, said.ts(), "pushpin").isOk()).isTrue();
      story.ben().isTold("Noted in *INC-1*");
      assertThat(gestures.deliversAgain().isOk()).as("acknowledged once more").isTrue();

      new SlackGestures(slack).sockets().drop();
      await().until(new SlackGestures(slack)::hasSocket);

      story.ben().clicks("incident.reject");
      story.ben().submits("reason", "no");
      assertThat(slack.modalOf(BEN).orElseThrow().errors()).containsKey("reason");
      slack.submitView(BEN, Map.of("reason", "it is only slow"));
      story.everybodySees("rejected", "it is only slow");
      assertThat(SlackScreen.of(slack).ephemerals(BEN))
          .extracting(SlackMessage::words)
          .as("what was delivered again did nothing again")
          .noneMatch(it -> it.contains("already in the timeline"));
    }
  }

  @Test
  void requestsOfAnotherWorkspaceOrAppAreNotActedOn() {
    try (var story = SlackStory.beginOnSocket()) {
      for (String ids :
          java.util.List.of(
              "team_id=T0OTHER&api_app_id=A0PIPELOCK", "team_id=T0REHEARSAL&api_app_id=A0OTHER")) {
        var answer =
            new SlackGestures(story.slack())
                .sendSigned(
                    "application/x-www-form-urlencoded",
                    "command=%2Fpipeline-lock&text=help&user_id=U0ANA&channel_id=C0INCIDENTS&"
                        + ids);
        assertThat(answer.isOk()).isTrue();
        assertThat(answer.body())
            .contains("Nothing was done")
            .doesNotContain("/pipeline-lock status");
      }
    }
  }
}
