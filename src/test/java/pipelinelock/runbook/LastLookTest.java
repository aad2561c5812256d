package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.plan.Step;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.step.GuardAnswer;
import pipelinelock.runbook.step.RecreateGuard;
import pipelinelock.runbook.step.ReleaseGuard;

/**
 * The last looks right before an act, held against the labelled cases: they ask apart from the
 * verdict.
 */
class LastLookTest {
  private static final Map<String, Diagnosis> CASES = Corpus.diagnoses();

  private static Evidence evidence(String name) {
    return Objects.requireNonNull(CASES.get(name), name).evidence();
  }

  private static GuardAnswer recreate(Evidence evidence, Set<Long> aborted) {
    var worker = evidence.instances().value().orElseThrow().getFirst();
    var step = new Step.Recreate(worker.id(), worker.cid(), Set.of(), Optional.empty());
    return RecreateGuard.judge(evidence, step, aborted, false, Instant.MAX);
  }

  private static GuardAnswer release(Evidence evidence) {
    var lock = evidence.lock().value().orElseThrow();
    var step =
        new Step.ReleaseLock(lock.pool(), lock.name(), lock.moved().orElseThrow().id(), lock.tip());
    return ReleaseGuard.judge(evidence, step);
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-18-unseen-work-on-the-worker, cannot see",
    "running-21-a-quiet-claim-of-another-pipeline, Abort it first",
    "hung-release-8-operators-job, Abort it first",
    "running-14-behind-a-serial-group, a deployment runs"
  })
  void noVmGoesUnderWhatNobodyAborted(String name, String why) {
    var evidence = evidence(name);

    // Every build of the lock jobs counts as aborted here, so that only the rest keeps it away.
    var aborted =
        evidence.pipeline().value().orElseThrow().builds().stream()
            .filter(build -> build.ref().job().equals("pipeline-lock"))
            .map(Build::id)
            .collect(java.util.stream.Collectors.toSet());

    assertThat(recreate(evidence, aborted)).asString().contains(why);
  }

  @Test
  void anOpenClaimThatNobodyAbortedKeepsTheWorker() {
    var evidence = evidence("hung-claim-1-silent-waiter-lock-free");
    var claim = evidence.started().getFirst().id();

    assertThat(recreate(evidence, Set.of())).isInstanceOf(GuardAnswer.NotNow.class);
    assertThat(recreate(evidence, Set.of(claim))).isInstanceOf(GuardAnswer.Clear.class);
  }

  @Test
  void whatAPauseHoldsBackIsNoDeployment() {
    assertThat(recreate(evidence("free-14-paused-pending-job-of-days-ago"), Set.of()))
        .isInstanceOf(GuardAnswer.Clear.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "running-23-other-pipeline-holds-and-ours-is-red",
        "unknown-16-another-concourse-holds",
        "unknown-17-a-team-without-a-role-holds"
      })
  void somebodyElsesLockIsNotGivenBack(String name) {
    assertThat(release(evidence(name))).isInstanceOf(GuardAnswer.Never.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orphaned-11-number-given-again",
        "orphaned-10-unnamed-claim-of-an-aborted-build",
        "orphaned-14-archived-pipeline"
      })
  void anOrphanIs(String name) {
    assertThat(release(evidence(name))).isInstanceOf(GuardAnswer.Clear.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "running-26-between-two-jobs-beside-a-claim-by-hand",
        "running-without-lock-9-between-two-jobs-beside-a-red-holder"
      })
  void noLockIsGivenBackUnderARunBetweenTwoJobs(String name) {
    assertThat(release(evidence(name))).asString().contains("between two jobs");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"orphaned-15-another-run-ended-long-ago", "orphaned-16-another-run-is-over"})
  void aRunThatIsOverIsNotBetweenTwoJobs(String name) {
    assertThat(release(evidence(name))).isInstanceOf(GuardAnswer.Clear.class);
  }
}
