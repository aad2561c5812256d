package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Altered.Unread;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.pipeline.Build.Status;

/** A hang is over only where nothing says that it goes on. */
class HangTest {
  private static final String WAITS = "hung-claim-1-silent-waiter-lock-free";
  private static final String LANDED = "hung-claim-2-claimed-and-never-ended";
  private static final String ON_WORKER = "89f7a596-worker";

  private static Hang of(Evidence evidence, Set<Long> aborted) {
    return Hang.of(evidence, aborted);
  }

  private static Hang of(Altered altered) {
    return of(altered.evidence(), Set.of(altered.build().id()));
  }

  @ParameterizedTest
  @CsvSource({
    "STARTED, Open",
    "PENDING, Open",
    "SUCCEEDED, Over",
    "FAILED, Over",
    "ERRORED, Over",
    "ABORTED, Over"
  })
  void goesOnWhileWhatWasAbortedIsOpen(Status status, String state) {
    assertThat(of(Altered.of(WAITS).is(status)).getClass().getSimpleName()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({"STARTED, Open", "PENDING, Over", "SUCCEEDED, Over", "ABORTED, Over"})
  void aClaimThatNobodyAbortedCountsOnceItHasStarted(Status status, String state) {
    var now = Altered.of(WAITS).is(status).evidence();
    assertThat(of(now, Set.of()).getClass().getSimpleName()).isEqualTo(state);
  }

  @ParameterizedTest
  @CsvSource({
    "hung-release-1-silent-step, Open",
    "hung-release-8-operators-job, Open",
    "free-1-nothing-open, Over",
    "free-3-timers-run, Over"
  })
  void whatGivesBackCountsByWhateverJob(String name, String state) {
    assertThat(of(Altered.of(name).evidence(), Set.of()).getClass().getSimpleName())
        .isEqualTo(state);
  }

  /** Rule 13: a build that has ended counts as there while its claim's container is. */
  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"ABORTED", "ERRORED"})
  void lingersWhileTheContainerOfAnEndedClaimIsThere(Status status) {
    assertThat(of(Altered.of(WAITS).is(status).claimContainerOn(ON_WORKER)))
        .isInstanceOfSatisfying(
            Hang.Lingers.class,
            lingers -> {
              assertThat(lingers.vms()).containsExactly(Altered.WORKER);
              assertThat(lingers.why()).contains("build 124", ON_WORKER);
            });
  }

  /** What has landed cannot land again, whatever is kept of it. */
  @Test
  void isOverWhereTheClaimHasLanded() {
    assertThat(of(Altered.of(LANDED).is(Status.ABORTED).claimContainerOn(ON_WORKER)))
        .isInstanceOf(Hang.Over.class);
  }

  @Test
  void doesNotKnowTheVmOfAWorkerThatIsNoneOfTheDeployments() {
    assertThat(of(Altered.of(WAITS).is(Status.ABORTED).claimContainerOn("0bad0bad-worker")))
        .isInstanceOfSatisfying(Hang.Lingers.class, lingers -> assertThat(lingers.vms()).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK", "PIPELINE", "CONTAINERS"})
  void isNeverOverWhereItCouldNotBeReadToItsEnd(Unread what) {
    var now = Altered.of(WAITS).is(Status.ABORTED);
    var aborted = Set.of(now.build().id());
    assertThat(of(now.unread(what).evidence(), aborted)).isInstanceOf(Hang.NotRead.class);
  }

  @Test
  void saysWhatShowsThatItIsOver() {
    assertThat(of(Altered.of(WAITS).is(Status.ABORTED)))
        .isEqualTo(
            new Hang.Over(
                "pipeline-lock build 124 is aborted, and nothing else that claims or gives back is open."));
  }
}
