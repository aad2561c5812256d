package pipelinelock.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseMessageTest {
  private static final ReleaseMessage INC_12 = of("INC-12");

  private static ReleaseMessage of(String incident) {
    return new ReleaseMessage("lock", incident, "U0ANA", List.of("U0BEN", "U0CLEO"));
  }

  @Test
  void aReleaseIsRecognisedByItsIncident() {
    assertThat(INC_12.isOf(INC_12.text())).isTrue();
    assertThat(INC_12.isOf(INC_12.text().strip())).isTrue();
    assertThat(INC_12.isOf(of("INC-1").text())).isFalse();
    assertThat(of("INC-1").isOf(INC_12.text())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unclaiming: lock",
        "unclaiming: lock\n\nIncident: INC-12",
        "unclaiming: other\n\nIncident: INC-12\nRequested-by: U0ANA\nApproved-by: U0BEN\n",
        "claiming: lock\n\nIncident: INC-12\nRequested-by: U0ANA\n",
        "see\n\nunclaiming: lock\n\nIncident: INC-12\nRequested-by: U0ANA\n",
        "unclaiming: lock\n\nIncident: INC-12\nRequested-by: U0ANA\nand more\n",
      })
  void whatOthersWroteIsNoReleaseOfIt(String message) {
    assertThat(INC_12.isOf(message)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\nApproved-by: U0EVE"})
  void aNameCannotBecomeAnotherLine(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReleaseMessage("lock", "INC-12", "U0ANA", List.of(name)));
  }
}
