package pipelinelock.slack.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        argumentSet("plain", "status dev04", List.of("status", "dev04")),
        argumentSet("spaces", "  status \u00A0 dev04\t", List.of("status", "dev04")),
        argumentSet("straight quotes", "x \"a b\" c", List.of("x", "a b", "c")),
        argumentSet("curly quotes", "x \u201Ca b\u201D c", List.of("x", "a b", "c")),
        argumentSet("low quotes", "\u201Ea b\u201C", List.of("a b")),
        argumentSet("single quotes", "x \u2018a b\u2019", List.of("x", "a b")),
        argumentSet(
            "an apostrophe", "it doesn\u2019t don't", List.of("it", "doesn\u2019t", "don't")),
        argumentSet("a quote left open", "say \"hello you", List.of("say", "\"hello", "you")),
        argumentSet("inch", "a 5\" b", List.of("a", "5\"", "b")),
        argumentSet("escaped by Slack", "a&lt;b &amp;amp; c", List.of("a<b", "&amp;", "c")),
        argumentSet("empty quotes", "a \"\" b", List.of("a", "b")),
        argumentSet("nothing", "", List.of()));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void wordsAndQuotes(String text, List<String> words) {
    assertThat(Typed.of(text).words()).extracting(Typed.Word::text).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          Dev04,        dev04
          dev04?,       dev04
          stg\u2013lon, stg-lon
          stg\u2011lon, stg-lon
          #dev04,       dev04
          `dev04`,      dev04
          INC\u201342,  inc-42
          """)
  void wordsAreComparedInTheirPlainForm(String typed, String plain) {
    assertThat(new Typed.Word(typed, false).plain()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({
    "--details,true",
    "\u2014details,true",
    "\u2013Details,true",
    "details,false",
    "-,false"
  })
  void flagsSurvivePhones(String word, boolean flag) {
    var typed = Typed.of("dev04 " + word);
    assertThat(typed.has("details")).isEqualTo(flag);
    assertThat(typed.rest()).isEqualTo(flag ? "dev04" : "dev04 " + word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '^',
      textBlock =
          """
          the "hung" build            > the "hung" build
          “the run is only slow”      > the run is only slow
          it's 'dead' again --at 9:00 > it's 'dead' again 9:00
          say “why”, please           > say “why”, please
          """)
  void quotesInsideAReasonStay(String typed, String reason) {
    assertThat(Typed.of(typed).rest()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u3000", "\u2007", "\u200B", "\u2009", "\u00A0", "\u202F", "\u205F", "\uFEFF", "\u2060"
      })
  void whatLooksLikeASpaceSplitsWords(String space) {
    assertThat(Typed.of("status" + space + "dev04").words())
        .extracting(Typed.Word::plain)
        .containsExactly("status", "dev04");
  }

  @Test
  void absentTextIsNoWords() {
    assertThat(Typed.of(null).words()).isEmpty();
  }

  @Test
  void anythingAtAllIsRead() {
    var random = new Random(3);
    for (int round = 0; round < 2000; round++) {
      var text = new StringBuilder();
      for (int i = random.nextInt(30); i > 0; i--) {
        text.append("\"'\u201C\u201D\u2019 &;lt-\u2014a0\n\u202E".charAt(random.nextInt(16)));
      }
      assertThat(Typed.of(text.toString()).words()).noneMatch(word -> word.text().isBlank());
    }
  }
}
