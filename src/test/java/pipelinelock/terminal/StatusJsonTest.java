package pipelinelock.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.wording.Outside;

class StatusJsonTest {
  private static Diagnosis first(String state) {
    var all = Corpus.diagnoses();
    return all.keySet().stream()
        .filter(name -> name.startsWith(state + "-1"))
        .findFirst()
        .map(name -> Objects.requireNonNull(all.get(name)))
        .orElseThrow();
  }

  private static EnvironmentReport told(String state) {
    return new EnvironmentReport(first(state), Optional.empty(), false);
  }

  @Test
  void theDocumentIsPinned() {
    GoldenText.check("status.json", StatusJson.of(List.of(told("hung-claim"), told("unknown"))));
  }

  @Test
  void everyKeyIsDocumented() throws IOException {
    var json = new ObjectMapper().readTree(StatusJson.of(List.of(told("hung-claim"))));
    String documented = Files.readString(Path.of("docs/commands.md"));
    var keys = new TreeSet<String>();
    json.findParents("environment").forEach(it -> it.fieldNames().forEachRemaining(keys::add));
    json.at("/environments/0/cures/0").fieldNames().forEachRemaining(keys::add);
    json.at("/environments/0/lock").fieldNames().forEachRemaining(keys::add);
    json.at("/environments/0/instances/0").fieldNames().forEachRemaining(keys::add);
    json.at("/environments/0/facts/0").fieldNames().forEachRemaining(keys::add);

    assertThat(keys).hasSizeGreaterThan(20);
    assertThat(keys).allSatisfy(key -> assertThat(documented).contains("`" + key + "`"));
  }

  @ParameterizedTest
  @CsvSource({
    "free, 0",
    "acquiring, 0",
    "running, 0",
    "locking-off, 0",
    "hung-claim, 3",
    "orphaned, 3",
    "paused, 3",
    "running-without-lock, 3",
    "unknown, 4"
  })
  void theExitCodeTellsAScriptWhatMatters(String state, int code) {
    assertThat(ExitCode.of(List.of(first(state))).code()).isEqualTo(code);
  }

  @Test
  void troubleThatIsKnownComesBeforeAStateThatIsNot() {
    assertThat(ExitCode.of(List.of(first("free"), first("hung-claim"), first("unknown"))))
        .isEqualTo(ExitCode.NEEDS_SOMEBODY);
    assertThat(ExitCode.of(List.of(first("free"), first("unknown")))).isEqualTo(ExitCode.UNKNOWN);
  }

  @Test
  void nothingHiddenStandsInADocumentAndTheValueStaysWhatItWas() throws IOException {
    String hostile = "a\u202Eb\u200Bc\uFEFF\u007F\uDB40\uDC41\u001B[2Jé\uD83D\uDD12";

    String document = Json.of(List.of(hostile));

    assertThat(document.codePoints().filter(c -> c != '\n')).noneMatch(Outside::isHidden);
    assertThat(document).contains("é");
    assertThat(new ObjectMapper().readTree(document).get(0).asText()).isEqualTo(hostile);
  }
}
