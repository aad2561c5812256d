package pipelinelock.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The corpus as a table that a person can disagree with, and the page that explains the states. */
class CasesDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/diagnosis.md");
  private static final Path REPORT = Path.of("target/diagnosis-cases.md");

  @Test
  void theReportShowsTheCorpus() throws IOException {
    Files.createDirectories(REPORT.getParent());
    Files.writeString(REPORT, table());

    assertThat(Files.readAllLines(REPORT)).hasSize(CorpusCase.all().size() + 2);
  }

  @Test
  void theDocumentExplainsEachState() throws IOException {
    var document = Files.readString(DOCUMENT);

    assertThat(CorpusCase.all().stream().map(CorpusCase::state).distinct())
        .hasSize(Verdict.class.getPermittedSubclasses().length)
        .allSatisfy(state -> assertThat(document).contains("\n### " + state + "\n"));
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
