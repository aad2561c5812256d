package pipelinelock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockExamples;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.DirectorLock;

class DiagnosisTest {
  private static final CorpusCase HUNG = CorpusCase.named("hung-claim-2-claimed-and-never-ended");

  @Test
  void saysTheStateAndItsMainFactInOneLine() {
    assertThat(HUNG.diagnosis().headline())
        .isEqualTo(
            "HUNG CLAIM: pipeline-lock build 123 holds the lock, and its claim has printed nothing"
                + " for 53 min (limit 10 min)");
  }

  @Test
  void saysLooksLikeAndWhenToLookAgainAfterOneLook() {
    var diagnosis = Diagnosis.of(HUNG.evidence(), Optional.empty());

    assertThat(diagnosis.headline())
        .startsWith("HUNG CLAIM: it looks as if pipeline-lock build 123 holds the lock")
        .endsWith("; one look so far, look again after 10:01:00 UTC");
    assertThat(diagnosis.lookAgainAt()).contains(CorpusEvidence.AT.plusSeconds(60));
    assertThat(diagnosis.cures()).hasSize(1).first().isInstanceOf(Cure.Wait.class);
  }

  @Test
  void aSecondLookCountsFromTheFirst() {
    var evidence = HUNG.evidence();
    var first = new Look(Fingerprint.of(evidence), evidence.at().minusSeconds(20));

    assertThat(Diagnosis.of(evidence, Optional.of(first)).lookAgainAt())
        .contains(evidence.at().plusSeconds(40));
  }

  @Test
  void aLookOfADiagnosisConfirmsTheNextOne() {
    var first = Diagnosis.of(HUNG.evidence(), Optional.empty());
    var later = new Draft(HUNG.evidence());
    later.at = later.at.plus(Duration.ofSeconds(60));

    var second = Diagnosis.of(later.evidence(), Optional.of(first.look()));

    assertThat(second.confirmed()).isTrue();
    assertThat(second.recreate()).isPresent();
  }

  @Test
  void aRecreateListsAllThatItKillsAndWhatMustBeAbortedBefore() {
    var draft =
        new Draft(CorpusCase.named("hung-claim-7-build-elsewhere-whose-worker-is-gone").evidence());
    draft.addBuild(
        new Build(
            5900,
            new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "125"),
            Build.Status.PENDING,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
    var first = Diagnosis.of(draft.evidence(), Optional.empty()).look();
    draft.at = draft.at.plusSeconds(61);

    var recreate = Diagnosis.of(draft.evidence(), Optional.of(first)).recreate().orElseThrow();

    assertThat(names(recreate.abortFirst()))
        .containsExactly("pipeline-lock build 125", "pipeline-lock build 124");
    assertThat(names(recreate.destroys()))
        .containsExactly("pipeline-lock build 125", "pipeline-lock build 124", "kick-off build 31");
  }

  private static List<String> names(List<Build> builds) {
    return builds.stream().map(build -> build.ref().shortForm()).toList();
  }

  /** Of a task whose process was killed, the Director keeps the lock until it lapses. */
  @Test
  void theLockOfADeadTaskIsToldAsThatAndNotAsWork() {
    var draft = new Draft(CorpusCase.named("orphaned-1-aborted-then-claimed").evidence());
    draft.directorLocks =
        draft.known(
            Source.BOSH,
            List.of(
                new DirectorLock(
                    "deployment",
                    "concourse",
                    Optional.of(260183L),
                    Optional.of(draft.at.plusSeconds(200)))));

    assertThat(Diagnosis.of(draft.evidence(), Optional.empty()).headline())
        .isEqualTo(
            "RUNNING: no BOSH task is running, but its lock on concourse is still held, most likely by task 260183, which died; it lapses at 10:03:20 UTC");

    draft.at = draft.at.plusSeconds(201);
    assertThat(Diagnosis.of(draft.evidence(), Optional.empty()).verdict())
        .as("after it has lapsed")
        .isInstanceOf(Verdict.Orphaned.class);
  }

  @Test
  void saysNothingFalseOfALockThatThePlanOfARecreateGivesBackItself() {
    assertThat(HUNG.diagnosis().recreate().orElseThrow().abortFirst()).isNotEmpty();
    assertThat(HUNG.diagnosis().recreate().orElseThrow().doesNotCure()).isEmpty();
  }

  @Test
  void namesTheClaimThatAReleaseWouldGiveBack() {
    var labelled = CorpusCase.named("orphaned-1-aborted-then-claimed");
    var claim = LockExamples.latest(labelled.evidence().lock().value().orElseThrow()).orElseThrow();

    assertThat(Offers.release(labelled.diagnosis()).orElseThrow().commit()).isEqualTo(claim.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"orphaned-9-one-off-build", "orphaned-8-bosh-not-read"})
  void offersNoReleaseWhereSomethingMayRun(String name) {
    assertThat(Offers.release(CorpusCase.named(name).diagnosis())).isEmpty();
  }

  @Test
  void tellsHowLongSuchRunsTake() {
    var running = (Verdict.Running) runs().verdict();

    assertThat(running.typical()).contains(Duration.ofMinutes(70));
    assertThat(runs().reason()).contains("Runs like this took 1 h 10 min");
  }

  private static Diagnosis runs() {
    return CorpusCase.named("running-17-known-run-time").diagnosis();
  }

  @Test
  void aWordForTheShellStaysOneWord() {
    assertThat(HandCommands.shell("create-cloudfoundry/claimed/lock"))
        .isEqualTo("create-cloudfoundry/claimed/lock");
    assertThat(HandCommands.shell("a'; rm -rf /")).isEqualTo("'a'\\''; rm -rf /'");
  }
}
