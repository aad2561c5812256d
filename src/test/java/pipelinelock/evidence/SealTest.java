package pipelinelock.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.NOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.ChainSpan;
import pipelinelock.audit.checkpoint.Checkpoint;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.incident.Recorded;

class SealTest {
  private static final List<Recorded> EVENTS = ReportExamples.cured();
  private static final SigningKey KEY = SigningKey.generate();

  private static SignedCheckpoint over(long number, long chain, Recorded last) {
    return KEY.signed(
        new Checkpoint(
            number,
            "0".repeat(64),
            NOON,
            KEY.keyId(),
            last.sequence(),
            "1".repeat(64),
            42,
            "2".repeat(64),
            Optional.empty(),
            List.of(new ChainSpan(chain, 1, last.sequence(), last.hash()))));
  }

  private static Optional<Seal.Covered> covered(
      Optional<TrustedKeys> keys, SignedCheckpoint... checkpoints) {
    return Seal.of(EVENTS, List.of(checkpoints), keys).checkpoint();
  }

  private static Optional<TrustedKeys> trusting(SigningKey key) {
    return Optional.of(new TrustedKeys(List.of(key.verifying())));
  }

  @Test
  void theFirstCheckpointOverTheLastEventCovers() {
    var last = EVENTS.getLast();
    var found =
        covered(
            trusting(KEY),
            over(1, 42, EVENTS.get(3)),
            over(2, 41, last),
            over(3, 42, last),
            over(4, 42, last));
    assertThat(found.orElseThrow().number()).isEqualTo(3);
    assertThat(found.orElseThrow().proved()).isTrue();
  }

  @Test
  void aCheckpointOverOtherEventsCoversNothing() {
    var last = EVENTS.getLast();
    var forged = new Recorded(last.incident(), last.sequence(), NOON, last.event(), "f".repeat(64));
    assertThat(covered(trusting(KEY), over(1, 42, forged))).isEmpty();
    assertThat(covered(trusting(KEY))).isEmpty();
  }

  @Test
  void aSignatureThatNobodyCanCheckIsSaidToProveNothing() {
    var signed = over(1, 42, EVENTS.getLast());
    assertThat(covered(Optional.empty(), signed).orElseThrow())
        .extracting(Seal.Covered::proved, Seal.Covered::signature)
        .containsExactly(false, "the settings have no key to check its signature with");
    assertThat(covered(trusting(SigningKey.generate()), signed).orElseThrow().signature())
        .contains("which the settings do not list");
  }
}
