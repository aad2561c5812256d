package pipelinelock.audit.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.Checkpoint.Acceptance;
import pipelinelock.audit.checkpoint.key.SigningKey;

class MarkTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();

  private final List<SignedCheckpoint> series = new ArrayList<>();
  private RecordState state = RecordState.START;

  private Mark checkpoint(long highest, Optional<Acceptance> override) {
    var next = state.next(List.of(), highest, NOON, KEY.keyId(), override);
    series.add(KEY.signed(next));
    state = state.on(next);
    return Mark.of(series.getLast());
  }

  @Test
  void itIsReadFromWhateverStandsAroundIt() {
    var mark = new Mark(41, "9f3a1c2d4e5f6071");
    assertThat(mark).hasToString("checkpoint 41, 9f3a1c2d4e5f6071");
    assertThat(Mark.parse("Record: checkpoint 41, 9f3a1c2d4e5f6071\n(edited)")).isEqualTo(mark);
    for (var other :
        List.of("", "checkpoint 41", "checkpoint 41, 9f3a", "checkpoint 0, 9f3a1c2d4e5f6071")) {
      assertThatThrownBy(() -> Mark.parse(other)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aRecordHasItOrSaysWhatItHasInstead() {
    var seen = checkpoint(1, Optional.empty());
    checkpoint(2, Optional.empty());
    assertThat(seen.problem(series)).isEmpty();
    assertThat(seen.problem(List.of()).orElseThrow()).endsWith("it has no checkpoint at all");
    assertThat(new Mark(1, "0".repeat(16)).problem(series).orElseThrow())
        .isEqualTo(
            "The record does not have checkpoint 1, 0000000000000000, which was seen: it has "
                + seen);
    assertThat(new Mark(7, "0".repeat(16)).problem(series).orElseThrow())
        .endsWith("its newest is " + Mark.of(series.getLast()));
  }

  @Test
  void oneThatAPersonAcceptedARecordInPlaceOfIsNotMissed() {
    checkpoint(1, Optional.empty());
    checkpoint(1, Optional.of(new Acceptance(9, "0".repeat(64), "ana: the disk was lost")));
    assertThat(new Mark(9, "0".repeat(16)).problem(series)).isEmpty();
    assertThat(new Mark(10, "0".repeat(16)).problem(series)).isPresent();
  }
}
