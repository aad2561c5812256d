package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;

/** Slack takes what people type, and no message of the bot's: nothing that destroys begins. */
@Execution(ExecutionMode.CONCURRENT)
class UnseenStoryTest {
  private static final String POST = "chat.postMessage";

  private static void thenNothingWasTouched(SlackStory story) {
    var world = story.world();
    assertThat(world.director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
    assertThat(world.concourse().requests())
        .as("no job was paused, and no build aborted")
        .noneMatch(it -> it.method().equals("PUT"));
  }

  @Test
  void anApprovedRecreateWaitsUntilPeopleWereReachedAndThenBegins() {
    try (var story = SlackStory.begin()) {
      SlackFaults.of(story.slack()).fails(POST, new SlackFault.Refused("restricted_action"));
      story.ana().typesUntilSeen("recreate dev04 deployments wait since 11:07", "*INC-1* is open");
      story.ben().types("approve INC-1");
      story.ben().isTold("That counts. INC-1 waits for approval, 1 of 2");
      story.cleo().types("approve INC-1");
      story.cleo().isTold("That counts. INC-1 is approved");

      story
          .ana()
          .typesUntilSeen(
              "status dev04",
              "INC-1 is approved, and has not begun. It waits, because nobody could be told of it",
              "Slack takes no message in its channel (restricted_action), nor a direct one");
      thenNothingWasTouched(story);
      assertThat(story.everything()).isEmpty();
      assertThat(SlackScreen.of(story.slack()).directs("U0ANA")).isEmpty();

      SlackFaults.of(story.slack()).isWell(POST);
      await()
          .untilAsserted(
              () ->
                  assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER))
                      .as("it begins by itself")
                      .isEqualTo(1));
      story.everybodySees("It waits, because nobody could be told of it");
    }
  }
}
