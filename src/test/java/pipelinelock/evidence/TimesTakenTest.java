package pipelinelock.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTakenTest {
  @ParameterizedTest
  @CsvSource({
    "5, 5000, 5",
    "9 1, 5000, 9",
    "3 1 2, 2000, 3",
    "1 2 3 4, 2500, 4",
    "1 2 3 4 5 6 7 8 9 10, 5500, 9",
    "1 2 3 4 5 6 7 8 9 10 11, 6000, 10"
  })
  void theMiddleAndNineOfTen(String seconds, long medianMillis, long nine) {
    var taken =
        new TimesTaken(
            Stream.of(seconds.split(" ")).map(Long::parseLong).map(Duration::ofSeconds).toList());
    assertThat(taken.median()).isEqualTo(Duration.ofMillis(medianMillis));
    assertThat(taken.nineOfTen()).isEqualTo(Duration.ofSeconds(nine));
  }

  @Test
  void nothingHasNoTime() {
    assertThatThrownBy(() -> new TimesTaken(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
