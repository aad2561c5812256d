package pipelinelock.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class UtcTimeTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void aTimeOfAnotherDayHasItsDate() {
    assertThat(UtcTime.of(Instant.parse("2026-11-24T00:00:01Z"), NOON)).isEqualTo("00:00:01 UTC");
    assertThat(UtcTime.of(Instant.parse("2026-11-23T23:59:59Z"), NOON))
        .isEqualTo("2026-11-23 23:59:59 UTC");
    assertThat(UtcTime.of(Instant.parse("2026-11-25T00:00:00Z"), NOON))
        .isEqualTo("2026-11-25 00:00:00 UTC");
  }

  @Test
  void withoutAReadersDayTheDateIsThere() {
    assertThat(UtcTime.of(NOON)).isEqualTo("2026-11-24 12:00:00 UTC");
    assertThat(UtcTime.date(NOON)).isEqualTo("2026-11-24");
  }
}
