package pipelinelock.slack.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> KNOWN = List.of("dev01", "dev04", "stg-lon", "prod-lon");

  @ParameterizedTest
  @CsvSource({
    "dev4,dev04",
    "dev40,dev04",
    "prodlon,prod-lon",
    "stg-lno,stg-lon",
    "production,",
    "x,",
    "dev,"
  })
  void theNearestWordIfItIsNear(String typed, String meant) {
    assertThat(DidYouMean.of(typed, KNOWN)).isEqualTo(Optional.ofNullable(meant));
  }
}
