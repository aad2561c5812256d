package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseRelease;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.lock.PoolCommit;

/** One request, two approvals, and the next thing that anybody sees is that a deployment runs. */
@Execution(ExecutionMode.CONCURRENT)
class CureStoryTest {
  private static final String APPROVE = "incident.approve";
  private static final String CURE = "cure dev04 deployments wait since 11:07";

  /** The runbook's incident, as the rehearsal plays it: the Concourse of production. */
  @Test
  void anIgnoredAbortIsEndedByOneVmAndTheDeploymentRunsAgain() {
    try (var story = SlackStory.beginWhole()) {
      cures(story);
      story.everybodySees(
          "A deployment runs again, 1 of 2 VMs recreated",
          "pipeline-lock build 123 is aborted",
          "The lock was given back by commit");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
      runs(story);
    }
  }

  @Test
  void ifTheAbortIsEnoughNoVmIsTouched() {
    try (var story = SlackStory.beginWhole()) {
      ConcourseScene.of(story.world().concourse()).is(ConcourseRelease.V7_14_3);
      cures(story);
      story.everybodySees(
          "A deployment runs again, no VM recreated", "The abort was enough: no VM was recreated.");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
      runs(story);
    }
  }

  private static void cures(SlackStory story) {
    story.ana().typesUntilSeen("status dev04", "HUNG CLAIM");
    story.ana().typesUntilSeen(CURE, "INC-1", "start the deployment again");
    story.ben().clicks(APPROVE);
    story.everybodySees("<@U0BEN>");
    story.cleo().clicks(APPROVE);
  }

  /** Its claim is the newest commit, and it was asked for once. */
  private static void runs(SlackStory story) {
    assertThat(PoolCommit.newest(story.world().lockRepository()).message())
        .isEqualTo("main/create-cloudfoundry/pipeline-lock build 124 claiming: lock\n");
    assertThat(story.world().concourse().requests().stream().filter(CureStoryTest::isAStart))
        .hasSize(1);
    assertThat(ConcourseScene.of(story.world().concourse()).isPaused("pipeline-lock")).isFalse();
    story.ana().typesUntilSeen("status dev04", "RUNNING");
  }

  private static boolean isAStart(SeenRequest request) {
    return request.method().equals("POST")
        && request.target().endsWith("/jobs/pipeline-lock/builds");
  }
}
