package pipelinelock.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.checkpoint.key.VerifyingKey;

class CheckpointTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();
  private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.verifying()));

  /** As hashes look. */
  private static String hash(String of) {
    return Digest.of(of);
  }

  private static ChainView chain(long number, int events) {
    return ChainView.whole(
        number, IntStream.rangeClosed(1, events).mapToObj(it -> hash(number + "/" + it)).toList());
  }

  private static Map<Long, ChainView> record(ChainView... chains) {
    var record = new TreeMap<Long, ChainView>();
    for (var chain : chains) {
      record.put(chain.chain(), chain);
    }
    return record;
  }

  private final List<SignedCheckpoint> series = new ArrayList<>();
  private RecordState state = RecordState.START;

  private void checkpoint(Map<Long, ChainView> record, long highest) {
    checkpoint(record, highest, Optional.empty());
  }

  private void checkpoint(
      Map<Long, ChainView> record, long highest, Optional<Checkpoint.Acceptance> override) {
    var next = state.next(record.values(), highest, NOON, KEY.keyId(), override);
    series.add(KEY.signed(next));
    state = state.on(next);
  }

  private List<String> problems(Map<Long, ChainView> record, long highest) {
    return RecordCheck.of(series, record, highest, TRUSTED).problems();
  }

  @Test
  void aRecordThatOnlyGrewContinuesItsCheckpoints() {
    checkpoint(record(chain(1, 3)), 1);
    checkpoint(record(chain(0, 1), chain(1, 5), chain(2, 2)), 2);
    checkpoint(record(chain(0, 1), chain(1, 5), chain(2, 2)), 2);
    var later = record(chain(0, 2), chain(1, 5), chain(2, 4), chain(3, 1));
    var result = RecordCheck.of(series, later, 3, TRUSTED);
    assertThat(result.problems()).isEmpty();
    assertThat(result.younger()).isEqualTo(4);
    assertThat(result.unproved()).isZero();
    assertThat(result.state().events()).isEqualTo(8);
  }

  @Test
  void whatIsMissingOrWrittenAnewIsNamedWithTheCheckpointThatHasIt() {
    checkpoint(record(chain(0, 1), chain(1, 5), chain(2, 2)), 2);
    checkpoint(record(chain(0, 1), chain(1, 5), chain(2, 4)), 2);
    assertThat(problems(record(chain(0, 1), chain(1, 5), chain(2, 3)), 2))
        .containsExactly(
            "INC-2: checkpoint 2 has its event 4, but the record ends with event 3: its end was cut off");
    assertThat(problems(record(chain(0, 1), chain(1, 5)), 1))
        .containsExactly(
            "INC-2: checkpoint 1 has its event 2, but the record has no event of it",
            "Checkpoint 2 covers INC-2, but the record has none after INC-1");
    assertThat(problems(record(chain(1, 5), chain(2, 4)), 2))
        .containsExactly(
            "the freezes: checkpoint 1 has its event 1, but the record has no event of it");
    var anew = ChainView.whole(1, List.of(hash("a"), hash("b"), hash("c"), hash("d"), hash("e")));
    assertThat(problems(record(chain(0, 1), anew, chain(2, 4)), 2))
        .containsExactly(
            "INC-1: its event 5 is not the one that checkpoint 1 has: it was rewritten");
    assertThat(problems(Map.of(), 0)).hasSize(4);
  }

  @Test
  void aChangeAmidAChainIsSeenByTheRootAlso() {
    checkpoint(record(chain(1, 3)), 1);
    var hashes = new ArrayList<>(chain(1, 3).hashes());
    hashes.set(1, hash("another"));
    assertThat(problems(record(ChainView.whole(1, hashes)), 1))
        .containsExactly(
            "Checkpoint 1 covers other events than the record has, or in another order");
  }

  @Test
  void anArchivedIncidentIsProvedByWhatStandsForIt() {
    checkpoint(record(chain(1, 3), chain(2, 1)), 2);
    checkpoint(record(chain(1, 5), chain(2, 1)), 2);
    var stands = new ChainView(1, 6, hash("1/5"), List.of(hash("1/6")));
    var result = RecordCheck.of(series, record(stands, chain(2, 1)), 2, TRUSTED);
    assertThat(result.problems()).isEmpty();
    assertThat(result.unproved()).isEqualTo(5);
    assertThat(result.younger()).isEqualTo(1);
    var forged = new ChainView(1, 6, hash("other"), List.of(hash("1/6")));
    assertThat(problems(record(forged, chain(2, 1)), 2))
        .singleElement()
        .asString()
        .startsWith("INC-1: its event 5 is not the one that checkpoint 2 has");
    checkpoint(record(stands, chain(2, 1)), 2);
    assertThat(problems(record(stands, chain(2, 1)), 2)).isEmpty();
    assertThat(state.events()).isEqualTo(7);
  }

  @Test
  void aCheckpointThatWasChangedMovedOrMadeByAnotherKeyProvesNothing() {
    checkpoint(record(chain(1, 3)), 1);
    checkpoint(record(chain(1, 4)), 1);
    var there = record(chain(1, 4));
    var second = series.get(1);
    var stranger = SigningKey.generate();
    var forged = stranger.signed(second.checkpoint());
    assertThat(problemOf(forged))
        .contains("has a signature that does not match the key " + KEY.keyId());
    var theirs =
        stranger.signed(
            RecordState.START
                .on(series.get(0).checkpoint())
                .next(there.values(), 1, NOON, stranger.keyId(), Optional.empty()));
    assertThat(problemOf(theirs)).contains(stranger.keyId() + ", which the settings do not list");
    assertThat(RecordCheck.of(List.of(second), there, 1, TRUSTED).problems())
        .singleElement()
        .asString()
        .contains("Checkpoint 2 is where checkpoint 1 should be");
    assertThat(RecordCheck.of(series.subList(0, 1), there, 1, TRUSTED).problems()).isEmpty();
  }

  private String problemOf(SignedCheckpoint second) {
    var problems =
        RecordCheck.of(List.of(series.get(0), second), record(chain(1, 4)), 1, TRUSTED).problems();
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }

  @Test
  void everyByteOfACheckpointIsUnderItsSignature() {
    checkpoint(record(chain(0, 1), chain(1, 3), chain(12, 40)), 12);
    var text = series.getFirst().text();
    int refused = 0;
    for (int i = 0; i < text.length(); i++) {
      for (char other : new char[] {'0', '7', 'a', ' ', '\n'}) {
        if (other == text.charAt(i)) {
          continue;
        }
        var changed = new StringBuilder(text);
        changed.setCharAt(i, other);
        assertThat(isBelieved(changed.toString())).as("%d: %s", i, other).isFalse();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(2_000);
    assertThat(isBelieved(text)).isTrue();
  }

  private static boolean isBelieved(String text) {
    try {
      return TRUSTED.problem(SignedCheckpoint.parse(text)).isEmpty();
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  @Test
  void aRecordThatWasAcceptedInPlaceOfAnotherIsSoOnlyBySignature() {
    checkpoint(record(chain(1, 3), chain(2, 9)), 2);
    checkpoint(record(chain(1, 3), chain(2, 9), chain(3, 1)), 3);
    var lost = series.get(1);
    series.removeLast();
    state = RecordState.START.on(series.getFirst().checkpoint());
    var restored = record(chain(1, 3), chain(2, 8));
    assertThat(problems(restored, 2)).hasSize(1);
    checkpoint(
        restored,
        2,
        Optional.of(new Checkpoint.Acceptance(2, lost.digest(), "ana:\n the disk was lost")));
    assertThat(series.getLast().checkpoint().number()).isEqualTo(3);
    assertThat(problems(restored, 2)).isEmpty();
    assertThat(RecordCheck.of(series, restored, 2, TRUSTED).overrides())
        .containsExactly(
            "Checkpoint 3 (2026-11-30T12:00:00Z) accepted this record in place of the one of checkpoint 2: ana: the disk was lost");
    checkpoint(record(chain(1, 3), chain(2, 9)), 2);
    assertThat(problems(record(chain(1, 3), chain(2, 9)), 2)).isEmpty();
    assertThat(problems(record(chain(1, 2), chain(2, 9)), 2)).hasSize(1);
  }

  @Test
  void timeNeverGoesBackWhateverTheClockSays() {
    checkpoint(record(chain(1, 1)), 1);
    var next =
        state.next(
            record(chain(1, 2)).values(),
            1,
            NOON.minus(Duration.ofHours(2)),
            KEY.keyId(),
            Optional.empty());
    assertThat(next.at()).isEqualTo(NOON);
  }

  @Test
  void aKeyIsReadFromItsFileAsItWasWritten() {
    var read = SigningKey.parse(KEY.pem());
    assertThat(read.keyId()).isEqualTo(KEY.keyId());
    assertThat(VerifyingKey.parse(KEY.verifying().text())).isEqualTo(KEY.verifying());
    byte[] text = "text".getBytes(StandardCharsets.UTF_8);
    assertThat(read.sign(text)).isEqualTo(KEY.sign(text));
    List<UnaryOperator<String>> damages =
        List.of(it -> "", it -> it.replace("PRIVATE", "PUBLIC"), it -> it.replace('M', '!'));
    for (var damage : damages) {
      assertThatThrownBy(() -> SigningKey.parse(damage.apply(KEY.pem())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("it is no");
    }
  }

  /** A test vector of RFC 8032 (7.1, test 2), so that other programs agree. */
  @Test
  void signaturesAreThoseOfTheStandard() {
    var key =
        SigningKey.parse(
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEIEzNCJso/5banbbDRuwRTg9bijGfNaumJNqM9u1PuKb7
            -----END PRIVATE KEY-----
            """);
    assertThat(key.sign(new byte[] {0x72}))
        .asHexString()
        .isEqualToIgnoringCase(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
  }
}
