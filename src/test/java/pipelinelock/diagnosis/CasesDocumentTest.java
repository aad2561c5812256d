package pipelinelock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of cases in the documentation is the corpus, so that a person can disagree with it. */
class CasesDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/diagnosis.md");
  private static final String BEGIN =
      "<!-- cases: generated from src/test/resources/diagnosis -->\n";
  private static final String END = "<!-- end of cases -->\n";

  @Test
  void theDocumentShowsTheCorpus() throws IOException {
    String document = Files.readString(DOCUMENT);
    String wanted = before(document) + BEGIN + table() + END + after(document);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(DOCUMENT, wanted);
    }

    assertThat(Files.readString(DOCUMENT))
        .as("run: mvn test -Dtest=CasesDocumentTest -Dgolden.update=true")
        .isEqualTo(wanted);
  }

  private static String before(String document) {
    return document.substring(0, document.indexOf(BEGIN));
  }

  private static String after(String document) {
    return document.substring(document.indexOf(END) + END.length());
  }

  private static String table() {
    var states = List.of(Verdict.class.getPermittedSubclasses());
    var text =
        new StringBuilder("| state | case | first cure | recreate |\n| --- | --- | --- | --- |\n");
    CorpusCase.all().stream()
        .sorted(Comparator.comparingInt(labelled -> position(states, labelled.state())))
        .map(CasesDocumentTest::row)
        .forEach(text::append);
    return text.toString();
  }

  private static int position(List<Class<?>> states, String title) {
    String name = title.replaceAll("[^A-Za-z]", "");
    for (int i = 0; i < states.size(); i++) {
      if (states.get(i).getSimpleName().equalsIgnoreCase(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no such state: " + title);
  }

  private static String row(CorpusCase labelled) {
    String state = labelled.state() + (labelled.confirmed() ? "" : " (one look)");
    String recreate =
        labelled.recreate().isEmpty() ? "refused" : String.join(", then ", labelled.recreate());
    return "| %s | %s | %s | %s |\n"
        .formatted(state, labelled.why().replace("|", "\\|"), labelled.cure(), recreate);
  }
}
