package pipelinelock.incident.refusal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.Decision.Code;

/** People look a code up: each is in docs/commands.md with what it means, and no other. */
class CodesInDocumentTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\| (\\S.{9,}) \\|$");

  @Test
  void theDocumentHasEveryCodeAndNoOther() throws IOException {
    var document = Files.readString(Path.of("docs/commands.md"));
    var section = document.substring(document.indexOf("### What is refused, and why"));
    var table = section.substring(0, section.indexOf("\n### "));
    assertThat(ROW.matcher(table).results().map(row -> row.group(1)))
        .containsExactlyElementsOf(Arrays.stream(Code.values()).map(Code::name).toList());
  }
}
