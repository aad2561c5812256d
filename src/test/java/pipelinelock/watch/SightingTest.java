package pipelinelock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.leftover.Leftover;
import pipelinelock.watch.Sighting.Concern;

/** What the watcher makes of the labelled cases of the diagnosis. */
class SightingTest {
  private static final Map<String, Diagnosis> ALL = Corpus.diagnoses();

  private static Sighting of(String name) {
    return Sighting.of(Objects.requireNonNull(ALL.get(name)));
  }

  @Test
  void aPersonIsNeededWhereSomethingHangsOrNobodyWillGiveTheLockBack() {
    Map<Concern, Set<String>> titles =
        ALL.values().stream()
            .collect(
                Collectors.groupingBy(
                    it -> Sighting.of(it).concern(),
                    Collectors.mapping(it -> it.verdict().title(), Collectors.toSet())));
    assertThat(titles.get(Concern.PERSON))
        .containsExactlyInAnyOrder(
            "HUNG CLAIM",
            "HUNG RELEASE",
            "SELF-DEADLOCK",
            "WORKER STALLED",
            "WEB STUCK",
            "CLAIM LOOPS THOUGH FREE",
            "STUCK PENDING",
            "ORPHANED",
            "RELEASE FAILED",
            "RUN STALLED",
            "RUNNING WITHOUT LOCK",
            "BROKEN POOL",
            "FREE");
    assertThat(titles.get(Concern.NONE))
        .containsExactlyInAnyOrder(
            "FREE", "ACQUIRING", "RUNNING", "FAILED RUN", "PAUSED", "LOCKING OFF");
    assertThat(titles.get(Concern.UNREADABLE)).containsExactly("UNKNOWN");
  }

  /** One trouble, whatever else runs, and none where the verdict calls for a person anyway. */
  @ParameterizedTest
  @CsvSource({
    "free-1-nothing-open, PERSON, LEFT OVER FROM INC-7",
    "running-1-cf-deploy-prints, PERSON, LEFT OVER FROM INC-7",
    "orphaned-1-aborted-then-claimed, PERSON, ORPHANED",
    "free-10-lock-job-paused, PERSON, 'FREE, BUT PAUSED'",
    "unknown-1-lock-not-read, UNREADABLE, UNKNOWN"
  })
  void whatAnIncidentLeftUndoneNeedsAPerson(String name, Concern concern, String title) {
    var left = new Leftover.PausedJob("INC-7", "pipeline-lock", Optional.empty());
    var seen = Sighting.of(Objects.requireNonNull(ALL.get(name)).leaving(List.of(left), List.of()));
    assertThat(seen.concern()).isEqualTo(concern);
    assertThat(seen.title()).isEqualTo(title);
    if (title.startsWith("LEFT")) {
      assertThat(seen.subject()).isEqualTo("left over: INC-7 unpause");
      assertThat(seen.stands()).isEqualTo(Duration.ofMinutes(10));
    }
  }

  /** Nobody else says that the next deployment will not start, or will find the lock taken. */
  @ParameterizedTest
  @CsvSource({
    "free-1-nothing-open, NONE, FREE, 0",
    "free-9-pipeline-paused, PERSON, 'FREE, BUT PAUSED', 10",
    "free-10-lock-job-paused, PERSON, 'FREE, BUT PAUSED', 10",
    "free-15-dead-claim-still-waits, PERSON, 'FREE, BUT A DEAD CLAIM WAITS', 10",
    "free-11-aborted-lock-build-just-now, PERSON, 'FREE, BUT A CLAIM MAY LAND', 1",
    "free-12-aborted-lock-build-long-ago, NONE, FREE, 0",
    "free-17-archived, NONE, FREE, 0",
  })
  void aLockThatIsFreeWithACatchIsATroubleWithANameOfItsOwn(
      String name, Concern concern, String title, int minutes) {
    var sighting = of(name);
    assertThat(sighting.concern()).isEqualTo(concern);
    assertThat(sighting.title()).isEqualTo(title);
    assertThat(sighting.stands()).isEqualTo(Duration.ofMinutes(minutes));
    assertThat(sighting.subject().endsWith(title)).isEqualTo(concern == Concern.PERSON);
  }

  @Test
  void aHungVerdictOnOneLookIsNotConfirmed() {
    ALL.forEach(
        (name, diagnosis) ->
            assertThat(Sighting.of(diagnosis).confirmed())
                .as(name)
                .isEqualTo(diagnosis.confirmed()));
  }

  @Test
  void whoHasTheLockIsKnownWhereItIsClaimed() {
    ALL.forEach(
        (name, diagnosis) -> {
          var held = Sighting.of(diagnosis).held();
          assertThat(held.isPresent())
              .as(name)
              .isEqualTo(
                  diagnosis.evidence().lock().value().stream()
                      .anyMatch(
                          it ->
                              it.place() == pipelinelock.lock.PoolLock.Place.CLAIMED
                                  && it.moved().isPresent()));
        });
  }

  @Test
  void oneClaimIsOneTroubleUnderAnyName() {
    assertThat(of("free-1-nothing-open").subject()).startsWith("UNCLAIMED ");
    ALL.values().stream()
        .filter(it -> Sighting.of(it).held().isPresent())
        .forEach(
            it ->
                assertThat(Sighting.of(it).subject())
                    .isEqualTo(
                        "CLAIMED "
                            + it.evidence()
                                .lock()
                                .value()
                                .orElseThrow()
                                .moved()
                                .orElseThrow()
                                .id()));
  }
}
