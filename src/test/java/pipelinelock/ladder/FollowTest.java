package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.diagnosis.CorpusCase;

/** How far a deployment that is followed has come, by the labelled cases. */
class FollowTest {
  @ParameterizedTest
  @CsvSource({
    "running-1-cf-deploy-prints, 4999, HasLock",
    "running-6-lock-build-after-its-claim, 5000, HasLock",
    "running-4-next-deployment-waits, 5000, OnItsWay",
    "running-10-other-pipeline-moves, 5000, OnItsWay",
    "hung-claim-12-unnamed-claim-of-the-silent-build, 5000, GoesWrong",
    "orphaned-10-unnamed-claim-of-an-aborted-build, 5000, GoesWrong",
    "running-without-lock-2-released-by-hand, 4999, GoesWrong",
  })
  void aLookTells(String named, long build, String told) {
    assertThat(of(named, build)).extracting(it -> it.getClass().getSimpleName()).isEqualTo(told);
  }

  /** Its claim names nobody, so that no look will ever show it as the holder. */
  @ParameterizedTest
  @CsvSource({
    "running-16-unnamed-claim-between-two-jobs, 4999, Runs",
    // The claim is a person's, and the builds of the run are older than the lock build.
    "running-26-between-two-jobs-beside-a-claim-by-hand, 5000, OnItsWay",
    "failed-run-9-unnamed-claim, 4999, OnItsWay",
    "unknown-14-unnamed-claim-and-an-open-lock-build, 5000, OnItsWay",
  })
  void aRunUnderANamelessClaimGoesOnWithoutAProof(String named, long build, String told) {
    assertThat(of(named, build)).extracting(it -> it.getClass().getSimpleName()).isEqualTo(told);
  }

  private static Follow of(String named, long build) {
    return Follow.of(CorpusCase.named(named).diagnosis(), build);
  }
}
