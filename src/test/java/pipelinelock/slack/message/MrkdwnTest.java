package pipelinelock.slack.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.UserId;

class MrkdwnTest {
  static Stream<Arguments> hostile() {
    return Stream.of(
        argumentSet("mention of all", "<!channel> look", "&lt;!channel&gt; look"),
        argumentSet("mention of one", "<@U0ANA>", "&lt;@U0ANA&gt;"),
        argumentSet("link", "<https://evil|your bank>", "&lt;https://evil|your bank&gt;"),
        argumentSet("already escaped", "&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
        argumentSet("right to left", "abc\u202Efed\u2066x", "abcfedx"),
        argumentSet("control characters", "a\u0000b\u0007c\u001b[31m", "a\uFFFDb\uFFFDc\uFFFD[31m"),
        argumentSet("invisible", "a\u200Bb\uFEFFc", "abc"),
        argumentSet("tab and CRLF", "a\tb\r\nc", "a b\nc"),
        argumentSet("half a character", "a\uD83Db", "a\uFFFDb"),
        argumentSet("a whole one", "a\uD83D\uDD12b", "a\uD83D\uDD12b"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void outsideTextCannotMentionOrLink(String outside, String shown) {
    assertThat(Mrkdwn.escape(outside)).isEqualTo(shown);
  }

  @Test
  void codeCannotBeLeft() {
    assertThat(Mrkdwn.code("a`*b*`\n<!here>")).isEqualTo("`aˋ*b*ˋ &lt;!here&gt;`");
    assertThat(Mrkdwn.code("")).isEqualTo("`-`");
  }

  @Test
  void onlyAnIdBecomesAMention() {
    assertThat(Mrkdwn.mention(new UserId("T1", "U0ANA"))).isEqualTo("<@U0ANA>");
    assertThat(Mrkdwn.mention(new UserId("T1", "U1> <!channel")))
        .isEqualTo("`U1&gt; &lt;!channel`");
    assertThat(Mrkdwn.group("S0APPROVERS")).isEqualTo("<!subteam^S0APPROVERS>");
    assertThat(Mrkdwn.group("S|x")).isEqualTo("`S|x`");
    assertThat(Mrkdwn.channel("C0INCIDENTS")).isEqualTo("<#C0INCIDENTS>");
  }

  @Test
  void timesAreShownInTheReadersZone() {
    assertThat(Mrkdwn.date(Instant.parse("2026-11-24T02:01:00Z")))
        .isEqualTo("<!date^1795485660^{date_short_pretty} {time}|2026-11-24 02:01 UTC>");
  }

  @Test
  void noOutsideTextFormatsOrBreaksAnEntity() {
    var random = new Random(42);
    for (int round = 0; round < 2000; round++) {
      String outside = randomText(random);
      String shown = Mrkdwn.escape(outside);
      assertThat(shown).doesNotContain("<", ">");
      assertThat(shown.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&");
      assertThat(shown.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
      assertThat(Mrkdwn.code(outside)).matches("(?s)`[^`\n<>]+`");
    }
  }

  static String randomText(Random random) {
    String[] pieces = {
      "<", ">", "&", "`", "*", "\n", "\u202E", "\uD83D\uDD12", "\uD83D", "ab", "|", "é"
    };
    var text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.append(pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }
}
