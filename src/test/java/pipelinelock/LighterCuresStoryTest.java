package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.concourse.ConcourseRelease;
import pipelinelock.rehearsal.concourse.ConcourseScene;
import pipelinelock.rehearsal.lock.PoolCommit;

/**
 * The cures that touch no VM: the hung build is aborted, then its lock is given back. On a
 * Concourse that obeys an abort; see {@link IgnoredAbortStoryTest} for one that does not.
 */
@Execution(ExecutionMode.CONCURRENT)
class LighterCuresStoryTest {
  private static final String APPROVE = "incident.approve";

  @Test
  void theHungBuildIsAbortedAndItsLockStaysOrIsReleasedAsPeopleWant() {
    try (var story = SlackStory.begin()) {
      ConcourseScene.of(story.world().concourse()).is(ConcourseRelease.V7_14_3);
      var ana = story.ana();
      aborts(story, ana);
      assertThat(ConcourseScene.of(story.world().concourse()).isPaused("pipeline-lock")).isFalse();

      // The claim is still there, as it was asked for
      ana.typesUntilSeen("status dev04", "ORPHANED", "Give the lock back (seconds)");
      releases(story, ana);

      int before = ana.toldSoFar();
      ana.typesUntilToldSince(before, "status dev04", "FREE");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isZero();
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
      ana.types("history dev04");
      ana.isTold("INC-1", "INC-2", "Lock released");
      ana.types("help abort");
      ana.isTold("before 7.13.0 may ignore an abort");
    }
  }

  private static void aborts(SlackStory story, SlackStory.Who ana) {
    ana.typesUntilSeen("status dev04", "HUNG CLAIM", "Abort build 123 (seconds)");
    ana.typesUntilSeen(
        "abort dev04 --keep-claim the claim of build 123 is silent since 11:07",
        "INC-1: abort pipeline-lock build 123 of dev04",
        "It ends create-cloudfoundry/pipeline-lock build 123",
        "A step that ignores aborts stays as it is");
    ana.clicks(APPROVE);
    ana.isTold("You requested INC-1 yourself");
    story.ben().clicks(APPROVE);
    story.everybodySees("INC-1: abort", "Approved by 1 of 2");
    assertThat(story.everything())
        .as("nothing is aborted while one person agrees")
        .noneSatisfy(message -> assertThat(message.words()).contains("is aborted"));
    story.cleo().clicks(APPROVE);
    story.everybodySees(
        "INC-1",
        "Build aborted, deployments still blocked",
        "pipeline-lock build 123 is aborted",
        "an abort never releases it");
  }

  private static void releases(SlackStory story, SlackStory.Who ana) {
    var claim = story.world().lockRepository().tip();
    ana.typesUntilSeen(
        "release dev04 build 123 is aborted, deployments wait for its lock",
        "INC-2: release the lock of dev04");
    story.ben().clicks(APPROVE);
    story.everybodySees("INC-2: release", "Approved by 1 of 2");
    assertThat(story.world().lockRepository().tip())
        .as("one person is not enough")
        .isEqualTo(claim);
    story.cleo().clicks(APPROVE);
    story.everybodySees("INC-2", "Lock released", "The lock was given back by commit");
    var newest = PoolCommit.newest(story.world().lockRepository());
    assertThat(newest.parents()).containsExactly(claim);
    assertThat(newest.message())
        .startsWith("unclaiming: lock\n\nIncident: INC-2\nRequested-by: U0ANA\n");
    assertThat(newest.changes())
        .isEqualTo(
            List.of("D create-cloudfoundry/claimed/lock", "A create-cloudfoundry/unclaimed/lock"));
  }
}
