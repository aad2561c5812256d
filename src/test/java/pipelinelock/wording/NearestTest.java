package pipelinelock.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  private static final List<String> KNOWN =
      List.of(
          "dev01",
          "dev04",
          "stg-lon",
          "prod-lon",
          "approvals",
          "bot_token",
          "tier",
          "ca",
          "status");

  @ParameterizedTest
  @CsvSource({
    "dev4,dev04",
    "dev40,dev04",
    "prodlon,prod-lon",
    "stg-lno,stg-lon",
    "production,",
    "aprovals,approvals",
    "approvalls,approvals",
    "apporvals,approvals",
    "bot_tokn,bot_token",
    "bott-tokem,bot_token",
    "statsu,status",
    "sttaus,status",
    "cs,ca",
    "ac,ca",
    "Tier,tier",
    "colour,",
    "xyz,",
    "x,",
    "dev,",
  })
  void aSlipFindsTheWordThatWasMeant(String typed, @Nullable String meant) {
    assertThat(Nearest.to(typed, KNOWN).orElse(null)).isEqualTo(meant);
  }

  @Test
  void ofTwoThatAreAsNearTheFirstByNameIsSaid() {
    assertThat(Nearest.to("dev0", List.of("dev04", "dev01"))).contains("dev01");
    assertThat(Nearest.to("", KNOWN)).isEmpty();
  }
}
