package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.slack.thread.PostingLimits;

/** A whole incident while Slack is slow, breaks, cuts connections and loses half of its answers. */
@Execution(ExecutionMode.CONCURRENT)
class BadDayStoryTest {
  private static final Duration LONG = Duration.ofMinutes(3);

  private static final PostingLimits IMPATIENT =
      new PostingLimits(
          Duration.ofMillis(200),
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(100));

  @Test
  void theThreadEndsCompleteInOrderAndWithoutDuplicates() {
    try (var story = SlackStory.begin(IMPATIENT)) {
      ConcourseScene.of(story.world().concourse()).webLosesTrackOfTheHungBuild();
      SlackFaults.of(story.slack()).weather(new Weather(42, 50));
      story
          .ana()
          .typesUntilSeen(
              "recreate dev04 deployments wait since 11:07, the claim is silent",
              "pause pipeline-lock");
      approves(story, story.ben(), "<@U0BEN> approved");
      approves(story, story.cleo(), "<@U0CLEO> approved");
      await().atMost(LONG).until(() -> story.parts().contains("end"));
      SlackFaults.of(story.slack()).weather(java.util.Optional::empty);

      assertThat(SlackScreen.of(story.slack()).messages(SimulatedSlack.INCIDENTS)).hasSize(1);
      var parts = story.parts();
      assertThat(parts).doesNotHaveDuplicates().startsWith("root", "request").endsWith("end");
      assertThat(parts.stream().filter(it -> it.startsWith("event-")).map(BadDayStoryTest::number))
          .isSorted();
      assertThat(parts.stream().filter(it -> it.startsWith("task-"))).hasSize(2);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isEqualTo(1);
      story.everybodySees("Lock released", "Start the deployment again");
    }
  }

  private static int number(String part) {
    return Integer.parseInt(part.substring("event-".length()));
  }

  /**
   * Presses the button again where Slack could not say who pressed it. After the last approval it
   * goes at once, while the thread may show that approval much later on such a day.
   */
  private static void approves(SlackStory story, SlackStory.Who who, String seen) {
    await()
        .atMost(LONG)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              boolean told =
                  story.everything().stream().anyMatch(message -> message.words().contains(seen));
              if (!told) {
                who.clicksIfThere("incident.approve");
              }
              return told;
            });
  }
}
