package pipelinelock.slack.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmSelectionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--only worker/0 it hangs            | worker/0",
        "it --only=worker/0 hangs            | worker/0",
        "it hangs \u2014only worker/0       | worker/0",
        "--only worker/0,web it hangs        | worker/0 web",
        "--only worker/0 it --only web hangs | worker/0 web",
        "it hangs --only 'worker/0, web'     | worker/0 web"
      })
  void theVmsAreReadAndTheReasonStays(String typed, String names) {
    var only = VmSelection.of(Typed.of(typed.replace("\\u2014", "\u2014")));
    assertThat(only.names()).containsExactly(names.split(" "));
    assertThat(only.others().rest()).isEqualTo("it hangs");
  }

  @Test
  void withoutItAllAreMeant() {
    var only = VmSelection.of(Typed.of("it hangs --dry-run"));
    assertThat(only.names()).isEmpty();
    assertThat(only.asTyped()).isEmpty();
    assertThat(only.others().has("dry-run")).isTrue();
  }

  @Test
  void aDryRunSaysTheCommandWithIt() {
    assertThat(new VmSelection(List.of("worker/0", "w`b"), Typed.of("")).asTyped())
        .isEqualTo(" --only worker/0,w'b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"it hangs --only", "--only , it hangs", "--only=, it hangs"})
  void nothingAfterItIsToldHowToSayIt(String typed) {
    assertThatThrownBy(() -> VmSelection.of(Typed.of(typed)))
        .isInstanceOf(UsageError.class)
        .hasMessageContaining("Which VM?");
  }
}
