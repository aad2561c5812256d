package pipelinelock.slack.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.watch.Mute;

class MuteTimeTest {
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
    assertThat(MuteTime.parse(typed)).contains(new MuteTime(wanted, reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"for 4", "4", "for 0h", "0 minutes", "until 14:00", "until tomorrow", "4x"})
  void aTimeThatIsNoneIsAskedFor(String typed) {
    assertThat(MuteTime.parse(typed)).isEmpty();
  }

  @Test
  void sevenDaysAreTheLongest() {
    var month = MuteTime.parse("for 30 days").orElseThrow();
    assertThat(month.isTooLong()).isTrue();
    assertThat(month.kept()).isEqualTo(Mute.LONGEST).isEqualTo(Duration.ofDays(7));
    assertThat(MuteTime.parse("7d").orElseThrow().isTooLong()).isFalse();
    assertThat(MuteTime.parse("for 999999w").orElseThrow().kept()).isEqualTo(Mute.LONGEST);
  }
}
