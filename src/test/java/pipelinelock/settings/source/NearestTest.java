package pipelinelock.settings.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "aprovals, approvals",
    "approvalls, approvals",
    "apporvals, approvals",
    "bot_tokn, bot_token",
    "bott-tokem, bot_token",
    "cs, ca",
    "Tier, tier",
    "colour,",
    "xyz,",
    "x,",
  })
  void aSlipFindsTheWordThatWasMeant(String typed, @Nullable String meant) {
    assertThat(Nearest.to(typed, List.of("approvals", "bot_token", "tier", "ca")).orElse(null))
        .isEqualTo(meant);
  }
}
