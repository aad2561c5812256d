package pipelinelock.slack.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final BackOff fresh = BackOff.fresh(SocketPace.USUAL);

  @Test
  void theFirstAttemptWaitsForNothing() {
    assertThat(fresh.pause(1)).isZero();
  }

  @Test
  void eachFurtherOneWaitsTwiceAsLongUpToHalfAMinute() {
    var backOff = fresh;
    for (long seconds : new long[] {1, 2, 4, 8, 16, 30, 30}) {
      backOff = backOff.tried();
      assertThat(backOff.pause(0)).isEqualTo(Duration.ofSeconds(seconds));
    }
    assertThat(new BackOff(SocketPace.USUAL, 100_000).pause(0)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void nodesDoNotAskAtTheSameMoment() {
    assertThat(fresh.tried().pause(0.5))
        .isBetween(Duration.ofMillis(1001), Duration.ofMillis(1499));
  }

  @Test
  void aConnectionThatLastedBeginsAnew() {
    assertThat(fresh.tried().tried().ended(MINUTE).pause(0)).isZero();
  }

  @Test
  void oneThatEndedAtOnceCountsAsAFailure() {
    var flapping = fresh.tried().tried().ended(MINUTE.minusSeconds(1));
    assertThat(flapping.tried().pause(0)).isEqualTo(Duration.ofSeconds(4));
  }
}
