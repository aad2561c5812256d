package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.concourse.SimulatedConcourse;
import pipelinelock.rehearsal.lock.PoolCommit;

/** What an abort does on the Concourse of production, 7.11.2 on containerd: nothing to be seen. */
@Execution(ExecutionMode.CONCURRENT)
class IgnoredAbortStoryTest {
  private static final String APPROVE = "incident.approve";

  @Test
  void anAbortThatIsIgnoredFailsAndTheRecreateOfTheWorkerEndsTheBuild() {
    try (var story = SlackStory.begin()) {
      var ana = story.ana();
      ana.typesUntilSeen("status dev04", "HUNG CLAIM", "Abort build 123 (seconds)");
      ana.typesUntilSeen(
          "abort dev04 the claim of build 123 is silent since 11:07", "INC-1: abort");
      approved(story);
      story.everybodySees("INC-1", "stopped by a failure", "ignored the abort", "before 7.13.0");
      assertThat(
              ConcourseScene.of(story.world().concourse()).statusOf(SimulatedConcourse.HUNG_BUILD))
          .isEqualTo("started");
      ana.typesUntilSeen(
          "status dev04 --details", "pipeline-lock build 123 was aborted for INC-1", "still open");

      ana.typesUntilSeen("recreate dev04 its abort did nothing, deployments wait", "INC-2");
      approved(story);
      story.everybodySees(
          "INC-2",
          "Lock released, 1 of 2 VMs recreated",
          "pipeline-lock build 123 is aborted",
          "The lock was given back by commit");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
      ana.typesUntilSeen("status dev04", "FREE");
    }
  }

  /** The second fact of the recordings: an orphan that is made by a release, cured by another. */
  @Test
  void anAbortedClaimTakesTheReleasedLockWhichIsReleasedAgainUnderTheSameApproval() {
    try (var story = SlackStory.begin()) {
      var concourse = story.world().concourse();
      int waiting = ConcourseScene.of(concourse).aClaimWaitsBehindAFailedRun();
      var ana = story.ana();
      ana.typesUntilSeen("status dev04", "FAILED RUN", "Give the lock back (seconds)");
      ConcourseScene.of(concourse).isAbortedBySomebody(waiting);
      assertThat(ConcourseScene.of(concourse).statusOf(waiting)).isEqualTo("started");

      ana.typesUntilSeen("release dev04 its run failed, and nobody repairs it", "INC-1: release");
      approved(story);
      story.everybodySees("INC-1", "Lock released");
      assertThat(ConcourseScene.of(concourse).statusOf(waiting)).isEqualTo("aborted");
      assertThat(PoolCommit.newest(story.world().lockRepository()).message())
          .startsWith("unclaiming: lock");
    }
  }

  private static void approved(SlackStory story) {
    story.ben().clicks(APPROVE);
    story.everybodySees("Approved by 1 of 2");
    story.cleo().clicks(APPROVE);
  }
}
