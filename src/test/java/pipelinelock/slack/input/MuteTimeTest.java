package pipelinelock.slack.input;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.slack.input.MuteTime.Wanted;
import pipelinelock.watch.Mute;

class MuteTimeTest {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "'', PT1H, ''",
    "for 4h, PT4H, ''",
    "4h, PT4H, ''",
    "for 4h the pool is moved, PT4H, the pool is moved",
    "'4 hours: the pool is moved', PT4H, the pool is moved",
    "FOR 90 Minutes, PT90M, ''",
    "1h30, PT90M, ''",
    "1h 30m because, PT90M, because",
    "2 days, PT48H, ''",
    "1w, PT168H, ''",
    "the pool is moved, PT1H, the pool is moved",
    "for the upgrade, PT1H, for the upgrade",
    "the pool is moved for 2h, PT2H, the pool is moved",
    "the pool is moved for 2 hours., PT2H, the pool is moved",
    "upgrade of 3 Directors, PT1H, upgrade of 3 Directors",
  })
  void asPeopleTypeIt(String typed, Duration wanted, String reason) {
    assertThat(MuteTime.parse(typed)).contains(new MuteTime(new Wanted.For(wanted), reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for 4",
        "4",
        "for 0h",
        "0 minutes",
        "until 25:00",
        "until tomorrow",
        "till",
        "4x"
      })
  void aTimeThatIsNoneIsAskedFor(String typed) {
    assertThat(MuteTime.parse(typed)).isEmpty();
  }

  @Test
  void sevenDaysAreTheLongest() {
    var month = MuteTime.parse("for 30 days").orElseThrow();
    assertThat(month.isTooLong()).isTrue();
    assertThat(month.end(NOON, UTC)).isEqualTo(NOON.plus(Duration.ofDays(7)));
    assertThat(Mute.LONGEST).isEqualTo(Duration.ofDays(7));
    assertThat(MuteTime.parse("7d").orElseThrow().isTooLong()).isFalse();
    assertThat(MuteTime.parse("for 999999w").orElseThrow().end(NOON, UTC))
        .isEqualTo(NOON.plus(Mute.LONGEST));
  }

  @ParameterizedTest
  @CsvSource({
    "until 14:00, 2026-11-24T13:00:00Z, ''",
    "until 14:00 the pool is moved, 2026-11-24T13:00:00Z, the pool is moved",
    "'till 1400: the pool is moved', 2026-11-24T13:00:00Z, the pool is moved",
    "the pool is moved UNTIL 14.00, 2026-11-24T13:00:00Z, the pool is moved",
    "until 14:00Z, 2026-11-24T14:00:00Z, ''",
    "until 13:00, 2026-11-25T12:00:00Z, ''"
  })
  void aTimeOfDayIsTheNextOneWhereThePersonIs(String typed, Instant end, String reason) {
    var time = MuteTime.parse(typed).orElseThrow();
    assertThat(time.end(NOON, ZoneId.of("Europe/Berlin"))).isEqualTo(end);
    assertThat(time.reason()).isEqualTo(reason);
    assertThat(time.isTooLong()).isFalse();
  }
}
