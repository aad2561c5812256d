package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** The status as people use it: its links, its one button, and its answer when nothing answers. */
@Execution(ExecutionMode.CONCURRENT)
class StatusStoryTest {
  @Test
  void theMatchingButtonAsksWhyAndThenRequestsApproval() {
    try (var story = SlackStory.begin()) {
      var ana = story.ana();
      ana.typesUntilSeen(
          "status dev04",
          "HUNG CLAIM",
          "/teams/main/pipelines/create-cloudfoundry/jobs/pipeline-lock/builds/123",
          "Recreate the 2 VMs (about 14 min, if the abort does nothing)");
      ana.isToldOneWith("status.recreate");
      ana.clicksPrivately("status.recreate");
      ana.submits("reason", "deployments wait since 11:07");
      story.everybodySees("deployments wait since 11:07", "recreate concourse-worker/");
      ana.isTold("*INC-1* is open");
      ana.typesUntilSeen("status all", "All environments", "dev04", "HUNG CLAIM", "INC-1");
    }
  }

  @Test
  void eachCureHasAButtonAndAllEvidenceIsBehindDetails() {
    try (var story = SlackStory.begin()) {
      var ana = story.ana();
      ana.typesUntilSeen("status dev04", "HUNG CLAIM", "Abort build 123 (seconds)");
      ana.clicksPrivately("status.abort");
      ana.submits("reason", "its claim is silent since 11:07");
      story.everybodySees("its claim is silent since 11:07", "abort pipeline-lock build 123");
      ana.typesUntilSeen("status dev04 --details", "What was seen", "Concourse, version: 7.11.2");
    }
  }

  @Test
  void aStatusIsAnsweredInTimeEvenIfEverythingHangs() {
    try (var story = SlackStory.begin()) {
      // The first command of a process also loads classes, which a busy machine takes seconds for.
      story.ana().typesUntilSeen("help", "Shows whether a deployment lock is free");
      Faults.before(story.world().concourse()::tap).hangs();
      Faults.before(story.world().director()::tap).hangs();
      var asked = System.nanoTime();
      story.ana().types("status dev04");
      story.ana().isTold("⚪ dev04 · UNKNOWN", "has not answered yet", "lock changed");
      // Far more than the 2.3 s that it takes: this fails when a hung source holds up the answer.
      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
      assertThat(SlackScreen.of(story.slack()).ephemerals("U0ANA"))
          .as("no cure while anything is unknown")
          .allSatisfy(told -> assertThat(told.actions()).isSubsetOf(List.of("status.details")));
      assertThat(SlackScreen.of(story.slack()).ephemerals("U0ANA"))
          .extracting(SlackMessage::text)
          .anySatisfy(text -> assertThat(text).contains("Not read: "));
    }
  }
}
