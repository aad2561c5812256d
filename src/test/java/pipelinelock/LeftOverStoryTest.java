package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.WorldScene;
import pipelinelock.rehearsal.bosh.DirectorTroubles;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/**
 * As seen on a real Concourse: an incident stops half way, and leaves the lock job paused. It leads
 * while it is open; what it leaves is shown until it is gone, with the button that ends it.
 */
@Execution(ExecutionMode.CONCURRENT)
class LeftOverStoryTest {
  private static final String APPROVE = "incident.approve";

  @Test
  void aPauseLeftByAStoppedIncidentIsShownAndEnded() {
    try (var story = SlackStory.begin()) {
      var world = story.world();
      new DirectorTroubles(world.director())
          .tasks()
          .failsAt("starting jobs", 400007, "'worker' is not running.");
      var ana = story.ana();
      ana.typesUntilSeen(
          "recreate dev04 deployments wait since 11:07", "deployments wait since 11:07");
      ana.typesUntilSeen(
          "status dev04",
          "dev04 · INC-1 needs people",
          "INC-1 asks for a recreate and has 0 of 2 approvals");
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);

      story.everybodySees("INC-1", "The job pipeline-lock is still paused", "Unpause the job");
      assertThat(ConcourseScene.of(world.concourse()).isPaused("pipeline-lock")).isTrue();
      ana.typesUntilSeen("status dev04", "INC-1 left the job pipeline-lock paused");
      WorldScene.lockIsFree(world);
      ana.typesUntilSeen(
          "status dev04 --details",
          "FREE, but nothing can start",
          "INC-1 left the job pipeline-lock paused");

      ana.isToldOneWith("status.unpause");
      ana.clicksPrivately("status.unpause");
      ana.submits("reason", "what was left of INC-1 is to go");
      story.everybodySees("INC-2: unpause");
      story.ben().clicks(APPROVE);
      story.everybodySees("INC-2: unpause", "Approved by 1 of 2");
      story.cleo().clicks(APPROVE);
      story.everybodySees("INC-2", "The job pipeline-lock starts builds again");

      assertThat(ConcourseScene.of(world.concourse()).isPaused("pipeline-lock")).isFalse();
      int before = ana.toldSoFar();
      ana.typesUntilToldSince(
          before,
          "status dev04",
          "🟡 dev04 · FREE",
          "INC-1 stopped half way, and concourse-worker/89f7a596 does not run");
      ana.isToldOneWithSince(before, "status.recreate");
      assertThat(SlackScreen.of(story.slack()).ephemerals("U0ANA").stream().skip(before))
          .extracting(SlackMessage::actions)
          .noneMatch(actions -> actions.contains("status.unpause"));
      assertThat(world.director().recreatesSeen(SimulatedDirector.WEB)).isZero();
    }
  }
}
