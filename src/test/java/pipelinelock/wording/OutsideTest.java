package pipelinelock.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.secrecy.KnownSecrets;

class OutsideTest {
  /** Unicode's own words for it, apart from the table in the code. */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "[\\p{C}\\p{Zl}\\p{Zp}\\x{180B}-\\x{180F}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}]");

  static Stream<Arguments> texts() {
    return Stream.of(
        argumentSet("right to left", "abc\u202Efed\u2066x", "abcfedx"),
        argumentSet("zero width", "a\u200Bb\u200Fc\uFEFFd\u200De", "abcde"),
        argumentSet("a tag", "a\uDB40\uDC41b", "ab"),
        argumentSet("fillers", "a\u3164b\u115Fc\uFE0F", "abc"),
        argumentSet("controls", "a\u0000b\u001b[31m\u009B2J", "a\uFFFDb\uFFFD[31m\uFFFD2J"),
        argumentSet("half a character", "a\uD83Db", "a\uFFFDb"),
        argumentSet("a whole one", "a\uD83D\uDD12b", "a\uD83D\uDD12b"),
        argumentSet("nobody's character", "a\uE000b\uFFFFc", "a\uFFFDb\uFFFDc"),
        argumentSet("line ends", "a\r\nb\nc\rd\u2028e\tf", "a\nb\nc d e f"),
        argumentSet("a name", "wörk er+1 \u4E2D", "wörk er+1 \u4E2D"));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void nothingHiddenGetsThrough(String outside, String shown) {
    assertThat(Outside.lines(outside)).isEqualTo(shown);
    assertThat(Outside.line(outside)).isEqualTo(shown.replace('\n', ' '));
  }

  @Test
  void everyCodePointIsShownOrNotByUnicodesOwnKinds() {
    var wrong =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(
                c ->
                    HIDDEN.matcher(Character.toString(c)).matches() != Outside.isHidden(c)
                        && !isAFiller(c))
            .mapToObj("U+%04X"::formatted);

    assertThat(wrong).isEmpty();
  }

  /**
   * Letters and marks that Unicode calls default-ignorable, which no category of the JDK covers.
   */
  private static boolean isAFiller(int c) {
    return Outside.isHidden(c)
        && IntStream.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0)
            .anyMatch(it -> it == c);
  }

  @Test
  void whatIsShownHoldsNothingHiddenAndStaysSo() {
    var random = new Random(20);
    for (int round = 0; round < 3000; round++) {
      String outside =
          random
              .ints(random.nextInt(30), 0, round % 2 == 0 ? 0x3000 : Character.MAX_CODE_POINT + 1)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      String shown = Outside.lines(outside);
      assertThat(shown.codePoints().filter(c -> c != '\n')).noneMatch(Outside::isHidden);
      assertThat(Outside.lines(shown)).isEqualTo(shown);
      assertThat(Outside.line(outside, 10)).hasSizeLessThanOrEqualTo(10).doesNotContain("\n");
    }
  }

  @Test
  void aSecretIsFoundHoweverItIsParted() {
    KnownSecrets.add("0utside-te\tst-secret");
    KnownSecrets.add("0utside-plain-secret");

    assertThat(Outside.lines("is 0utside-te\tst-secret")).isEqualTo("is ***");
    assertThat(Outside.lines("is 0utside-pl\u200Bain-sec\u0007ret")).isEqualTo("is ***");
    assertThat(Outside.name("is 0utside-plain-secret")).isEqualTo("is ***");
  }

  @Test
  void aCutLeavesNoHalfCharacter() {
    assertThat(Outside.cut("one two three", 8)).isEqualTo("one two…");
    assertThat(Outside.cut("fits", 4)).isEqualTo("fits");
    assertThat(Outside.cut("ab\uD83D\uDD12d", 4)).isEqualTo("ab…");
    assertThat(Outside.line("a\nb", 1)).isEqualTo("…");
    assertThat(Outside.name("x".repeat(81))).hasSize(80).endsWith("…");
  }

  @Test
  void whatNobodySeesIsBlank() {
    assertThat(Outside.isBlank("")).isTrue();
    assertThat(Outside.isBlank(" \n\t\u00A0\u3000\u2007\u202F\u200B\uFEFF\u2060\u3164")).isTrue();
    assertThat(Outside.isBlank("\u3000a")).isFalse();
  }
}
