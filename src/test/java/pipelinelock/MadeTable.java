package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A table of a document that a test makes: {@code -Dgolden.update=true} writes it again. */
public final class MadeTable {
  private static final String END = "<!-- end -->\n";

  private MadeTable() {}

  /**
   * Holds the document to what was found.
   *
   * @param maker the test whose name precedes the table
   * @param head the two lines of its head
   */
  public static void check(Path document, Class<?> maker, String head, List<String> rows)
      throws IOException {
    String begin = "<!-- made by %s -->\n".formatted(maker.getSimpleName());
    var text = Files.readString(document);
    int from = text.indexOf(begin) + begin.length();
    var wanted =
        text.substring(0, from)
            + head
            + String.join("", rows)
            + text.substring(text.indexOf(END, from));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(document, wanted);
    }
    assertThat(Files.readString(document))
        .as("accept it with -Dgolden.update=true")
        .isEqualTo(wanted);
  }
}
