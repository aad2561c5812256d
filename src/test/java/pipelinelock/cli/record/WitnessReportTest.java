package pipelinelock.cli.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.audit.checkpoint.ChainView;
import pipelinelock.audit.checkpoint.Checkpoint.Acceptance;
import pipelinelock.audit.checkpoint.RecordState;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.SigningKey;
import pipelinelock.audit.witness.WitnessStatement;

class WitnessReportTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final SigningKey KEY = SigningKey.generate();

  private final List<SignedCheckpoint> series = new ArrayList<>();
  private RecordState state = RecordState.START;

  private void checkpoint(int events, Optional<Acceptance> override) {
    var hashes = IntStream.range(0, events).mapToObj(it -> "%064x".formatted(it)).toList();
    var next =
        state.next(
            List.of(ChainView.whole(1, hashes)),
            1,
            NOON.plus(Duration.ofHours(series.size())),
            KEY.keyId(),
            override);
    series.add(KEY.signed(next));
    state = state.on(next);
  }

  private WitnessReport.Line told(WitnessStatement testimony) {
    return new WitnessReport(series, 2, NOON.plus(Duration.ofHours(5))).of("the bucket", testimony);
  }

  @Test
  void whatIsYoungerIsCountedFromTheCheckpointThatTheWitnessKeeps() {
    checkpoint(3, Optional.empty());
    checkpoint(7, Optional.empty());
    checkpoint(8, Optional.empty());
    assertThat(told(new WitnessStatement.Keeps(series.get(0))).text())
        .isEqualTo("the bucket keeps checkpoint 1 (5 h old); 7 events are newer");
    assertThat(told(new WitnessStatement.Keeps(series.get(2))).text())
        .isEqualTo("the bucket keeps checkpoint 3 (3 h old); 2 events are newer");
    assertThat(
            told(new WitnessStatement.Stamped(series.get(1), NOON.plus(Duration.ofHours(2))))
                .text())
        .isEqualTo(
            "the bucket stamped checkpoint 2 at 2026-11-30T14:00:00Z (3 h ago); 3 events are newer");
  }

  @Test
  void ofARecordThatWasAcceptedSinceNoEventIsProved() {
    checkpoint(3, Optional.empty());
    checkpoint(5, Optional.of(new Acceptance(1, series.get(0).digest(), "ana: an old copy")));
    checkpoint(6, Optional.empty());
    assertThat(told(new WitnessStatement.Keeps(series.get(0))).text())
        .endsWith("8 events are newer");
    assertThat(told(new WitnessStatement.Keeps(series.get(1))).text())
        .endsWith("3 events are newer");
  }

  @Test
  void whatCouldNotBeAskedIsNotKnownAndNeverFine() {
    var silent = told(new WitnessStatement.NotKnown("it does not answer"));
    assertThat(silent.isKnown()).isFalse();
    assertThat(silent.isFinding()).isFalse();
    assertThat(silent.text())
        .isEqualTo(
            "the bucket: not known what it keeps, nor how many events are newer (it does not answer)");
    assertThat(told(new WitnessStatement.Against("another record")).isFinding()).isTrue();
    assertThat(told(new WitnessStatement.Forgot("it took 3")).isFinding()).isTrue();
    assertThat(told(new WitnessStatement.KeepsNone()).text()).contains("proves no event");
  }
}
