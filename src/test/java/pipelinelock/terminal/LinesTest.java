package pipelinelock.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {
  @Test
  void textFromOutsideCannotSteerTheTerminal() {
    var lines =
        new Lines().paragraph("a ", "red\u001B[31m\u202Eback\rhidden").line("x\u009B2Jy\u0007");

    assertThat(lines.text()).isEqualTo("a red\uFFFD[31mback hidden\nx\uFFFD2Jy\uFFFD\n");
  }

  @Test
  void aParagraphHangsBehindItsLead() {
    var text = new Lines().paragraph("Why    ", "word ".repeat(30)).text();

    assertThat(text.lines().toList())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(Lines.WIDTH))
        .last()
        .asString()
        .startsWith("       word");
  }

  @Test
  void aWordThatSomebodyCopiesIsNotBroken() {
    String url = "https://" + "x".repeat(120);

    assertThat(new Lines().paragraph("at ", "see " + url).text()).contains(url);
  }
}
