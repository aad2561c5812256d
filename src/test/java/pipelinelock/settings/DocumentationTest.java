package pipelinelock.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.settings.file.SettingsFile;

/** docs/configuration.md knows every key that the reader knows. */
class DocumentationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http",
        "record",
        "slack",
        "approvals",
        "approvers",
        "cures",
        "unpause",
        "dev04",
        "aws",
        "lock",
        "git",
        "codecommit",
        "concourse",
        "bosh",
        "actor",
        "thresholds",
        "watch",
        "quiet",
        "pace"
      })
  void everyKeyOfASectionIsInTheExampleAndInATable(String section) {
    String example = Example.whole();

    for (String key : keysOf(example, section)) {
      assertThat(example).containsPattern("(?m)^ +%s:".formatted(key));
      assertThat(Example.documentation()).containsPattern("\\| `[^|]*\\b%s`".formatted(key));
    }
  }

  /** The reader names the keys of a section to whoever writes one that it does not know. */
  private static List<String> keysOf(String example, String section) {
    String text =
        example.replaceFirst("(?m)^( *)%s:\n( *)".formatted(section), "$0qqqqqqqq: 1\n$2");
    var refusal =
        catchThrowableOfType(
            SettingsException.class,
            () ->
                new SettingsFile(Example.VARIABLES, List.of(new Example.PemFiles()))
                    .parse("it.yml", text));
    assertThat(refusal.problems())
        .singleElement()
        .extracting(Problem::what)
        .isEqualTo("unknown key");
    String keys = refusal.problems().getFirst().fix().replace("the keys here are ", "");
    return Arrays.asList(keys.split(", "));
  }
}
