package pipelinelock.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpanTest {
  @ParameterizedTest
  @CsvSource({
    "-PT5S,0 s",
    "PT0S,0 s",
    "PT0.9S,0 s",
    "PT59.999S,59 s",
    "PT1M,1 min",
    "PT1M30S,1 min 30 s",
    "PT9M33S,9 min 33 s",
    "PT10M,10 min",
    "PT53M12S,53 min",
    "PT59M59S,59 min",
    "PT1H,1 h",
    "PT1H59M59S,1 h 59 min",
    "PT2H,2 h",
    "PT2H5M,2 h 5 min",
    "PT47H59M,47 h 59 min",
    "PT48H,2 days",
    "PT72H,3 days",
    "PT76H30M,3 days 4 h",
    "P400D,400 days",
  })
  void oneTimeHasOneForm(Duration duration, String words) {
    assertThat(Span.of(duration)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.3S,0.3 s",
    "PT1.5S,1.5 s",
    "PT2S,2 s",
    "PT59.25S,59.25 s",
    "PT1M0.5S,1 min",
    "PT90S,1 min 30 s",
    "PT10M,10 min",
  })
  void aLimitMayBeLessThanASecond(Duration limit, String words) {
    assertThat(Span.limit(limit)).isEqualTo(words);
  }

  @Test
  void whatLiesAheadWasNow() {
    var now = Instant.parse("2026-11-24T11:07:00Z");

    assertThat(Span.ago(now.minusSeconds(3180), now)).isEqualTo("53 min ago");
    assertThat(Span.ago(now.plusSeconds(5), now)).isEqualTo("0 s ago");
  }
}
