package pipelinelock.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecentReadsTest {
  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private final Set<String> durable = new HashSet<>();

  private RecentReads reads(int most) {
    return new RecentReads((mark, _) -> durable.add(mark), START, most);
  }

  private static RequestSignature signature(int number, Instant at) {
    return new RequestSignature(
        Long.toString(at.getEpochSecond()), "v0=" + "%016x".formatted(number).repeat(4));
  }

  @Test
  void aReadIsRememberedInMemoryAlone() {
    var reads = reads(10);
    var now = START.plusSeconds(1);

    assertThat(reads.isNew(signature(1, now), now)).isTrue();
    assertThat(reads.isNew(signature(1, now), now)).isFalse();
    assertThat(durable).isEmpty();
  }

  /** From five minutes ahead of the bot's clock until five minutes after its time. */
  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void itIsRememberedForAsLongAsItsSignatureIsFresh(int most) {
    var reads = reads(most);
    for (int seconds = 1; seconds < 3600; seconds += 37) {
      var first = START.plusSeconds(seconds);
      var signature = signature(seconds, first.plus(Duration.ofMinutes(5)));
      assertThat(reads.isNew(signature, first)).isTrue();
      var last = first.plus(Duration.ofMinutes(10)).minusSeconds(1);
      assertThat(reads.isNew(signature, last)).as("at " + last).isFalse();
    }
  }

  @Test
  void whatAnEarlierProcessMayHaveAnsweredIsAskedOfTheLedger() {
    var before = signature(1, START);
    assertThat(reads(10).isNew(before, START.plusSeconds(2))).isTrue();
    assertThat(reads(10).isNew(before, START.plusSeconds(3))).as("after a restart").isFalse();
  }

  @Test
  void whereMemoryIsFullTheLedgerRemembers() {
    var reads = reads(2);
    var now = START.plusSeconds(1);
    for (int i = 0; i < 5; i++) {
      assertThat(reads.isNew(signature(i, now), now)).isTrue();
      assertThat(reads.isNew(signature(i, now), now)).isFalse();
    }
    assertThat(durable).hasSize(3);
  }
}
