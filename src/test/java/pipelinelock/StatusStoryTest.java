package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** The status as people use it: its links, its one button, and its answer when nothing answers. */
@Execution(ExecutionMode.CONCURRENT)
class StatusStoryTest {
  @Test
  void theButtonThatFitsAsksWhyAndThenAsksForApproval() {
    try (var story = SlackStory.begin()) {
      var ana = story.ana();
      ana.typesUntilSeen(
          "status dev04",
          "HUNG CLAIM",
          "/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock/builds/123",
          "Recreate concourse-worker/");
      ana.isToldOneWith("status.recreate");
      ana.clicksPrivately("status.recreate");
      ana.submits("reason", "deployments wait since 11:07");
      story.everybodySees("deployments wait since 11:07", "recreate concourse-worker/");
      ana.isTold("*INC-1* is open");
      ana.typesUntilSeen("status all", "All environments", "dev04", "HUNG CLAIM", "INC-1");
    }
  }

  @Test
  void aStatusIsAnsweredInTimeThoughEverythingHangs() {
    try (var story = SlackStory.begin()) {
      story.world().concourse().hangs();
      story.world().director().hangs();
      var asked = System.nanoTime();
      story.ana().types("status dev04");
      story.ana().isTold("UNKNOWN", "has not answered yet", "lock repository");
      // Far more than the 2.3 s that it takes: this fails when a hung source holds up the answer.
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
      assertThat(story.slack().ephemerals("U0ANA"))
          .as("no button while anything is unknown")
          .allSatisfy(told -> assertThat(told.actions()).isEmpty());
      assertThat(story.slack().ephemerals("U0ANA"))
          .extracting(SlackMessage::text)
          .anySatisfy(text -> assertThat(text).contains("Not read: "));
    }
  }
}
