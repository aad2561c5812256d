package pipelinelock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.diagnosis.judge.Judge;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.pipeline.Build;

/** What must hold for any evidence; the seed of a failure is in its message. */
class DiagnosisPropertyTest {
  private static final int WORLDS = 4000;
  private final long seed = Long.getLong("seed", new Random().nextLong());

  static List<CorpusCase> cases() {
    return CorpusCase.all();
  }

  static List<CorpusCase> recreatable() {
    return cases().stream().filter(c -> !c.recreate().isEmpty()).toList();
  }

  private static boolean isRunningDeployment(CorpusCase labelled) {
    var evidence = labelled.evidence();
    var names = evidence.environment().pipeline();
    return labelled.state().equals("RUNNING")
        && evidence.pipeline().value().orElseThrow().builds().stream()
            .anyMatch(b -> b.status() == Build.Status.STARTED && names.isPathJob(b.ref().job()));
  }

  @Test
  void aRunningDeploymentIsNeverRecreatedNorReleased() {
    var running = cases().stream().filter(DiagnosisPropertyTest::isRunningDeployment).toList();
    assertThat(running).hasSizeGreaterThan(4);
    for (int i = 0; i < WORLDS; i++) {
      var draft = new Draft(running.get(i % running.size()).evidence());
      new Chaos(seed + i).change(draft);

      Diagnosis diagnosis = sure(draft.evidence());

      assertThat(diagnosis.recreate()).as("seed %d: %s", seed + i, diagnosis.headline()).isEmpty();
      assertThat(Offers.release(diagnosis))
          .as("seed %d: %s", seed + i, diagnosis.headline())
          .isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("recreatable")
  void nothingIsRecreatedWhileANeededFactIsUnread(CorpusCase labelled) {
    boolean isLockless = Judge.isLockingOff(labelled.evidence());
    for (int fact : List.of(0, 3, 4, 8, 9, 10, 11)) {
      if (fact == 0 && isLockless) {
        continue;
      }
      for (RemoteFailure.Kind kind : RemoteFailure.Kind.values()) {
        var draft = new Draft(labelled.evidence());
        draft.unread(fact, kind);

        assertThat(sure(draft.evidence()).recreate()).as("fact %d %s", fact, kind).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("recreatable")
  void nothingIsRecreatedAfterOneLook(CorpusCase labelled) {
    var evidence = labelled.evidence();
    var other = CorpusCase.named("free-1-nothing-open").evidence();
    var tooClose = new Look(Fingerprint.of(evidence), evidence.at().minusSeconds(59));
    var different = new Look(Fingerprint.of(other), evidence.at().minusSeconds(90));

    assertThat(Diagnosis.of(evidence, Optional.empty()).recreate()).isEmpty();
    assertThat(Diagnosis.of(evidence, Optional.of(tooClose)).recreate()).isEmpty();
    assertThat(Diagnosis.of(evidence, Optional.of(different)).recreate()).isEmpty();
    assertThat(sure(evidence).recreate()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("recreatable")
  void nothingIsRecreatedWhileSomethingMoves(CorpusCase labelled) {
    for (String job : List.of("cf-deploy", "tag-release")) {
      if (!labelled.evidence().pipeline().isKnown()) {
        continue;
      }
      var draft = new Draft(labelled.evidence());
      draft.addBuild(
          new Build(
              9999,
              new pipelinelock.lock.BuildRef(
                  "main", "create-cloudfoundry", Optional.empty(), job, "9"),
              Build.Status.STARTED,
              Optional.of(draft.at.minus(Duration.ofHours(3))),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));

      assertThat(sure(draft.evidence()).recreate()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theFingerprintDoesNotKnowTheTime(CorpusCase labelled) {
    var evidence = labelled.evidence();
    var later = new Draft(evidence);
    later.at = evidence.at().plus(Duration.ofHours(5));

    assertThat(Fingerprint.of(later.evidence())).isEqualTo(Fingerprint.of(evidence));
    assertThat(Fingerprint.of(labelled.evidence(Instant.parse("2027-01-01T00:00:03Z"))))
        .isEqualTo(Fingerprint.of(evidence));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theVerdictDoesNotKnowTheDate(CorpusCase labelled) {
    var shifted = labelled.evidence(Instant.parse("2031-07-01T23:59:59Z"));

    assertThat(Diagnosis.of(shifted, labelled.firstLook(shifted)).verdict().title())
        .isEqualTo(labelled.state());
  }

  @Test
  void anyEvidenceIsJudgedInPlainWords() {
    var all = cases();
    for (int i = 0; i < WORLDS; i++) {
      var draft = new Draft(all.get(i % all.size()).evidence());
      new Chaos(seed - i).change(draft);

      Diagnosis d = sure(draft.evidence());

      for (String text : List.of(d.headline(), d.reason(), d.rival())) {
        assertThat(text).as("seed %d", seed - i).doesNotContainPattern("\\p{Cntrl}|Optional|null");
      }
      assertThat(d.headline()).as("seed %d", seed - i).isNotBlank();
      assertThat(d.reason()).as("seed %d", seed - i).isNotBlank();
      // What is not known has no rival: it could be anything.
      if (!(d.verdict() instanceof Verdict.Unknown)) {
        assertThat(d.rival()).as("seed %d", seed - i).isNotBlank();
      }
      assertThat(d.recreate().isPresent() && !d.verdict().isHung())
          .as("seed %d", seed - i)
          .isFalse();
    }
  }

  /** As if the first look had shown the same. */
  private static Diagnosis sure(Evidence evidence) {
    var events = new HashMap<>(Diagnosis.of(evidence, Optional.empty()).look().lastEvents());
    return Diagnosis.of(
        evidence,
        Optional.of(new Look(Fingerprint.of(evidence), evidence.at().minusSeconds(61), events)));
  }
}
