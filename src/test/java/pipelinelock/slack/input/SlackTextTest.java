package pipelinelock.slack.input;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackTextTest {
  /** What Slack sends, and what was meant. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '^',
      textBlock =
          """
          <@U0BEN|ben> looks => @ben looks
          <@U0BEN> looks => @U0BEN looks
          see <#C0123|dev04> => see #dev04
          see <#C0123|> => see #C0123
          see <#C0123> => see #C0123
          <!here>, look => @here, look
          <!subteam^S0ONCALL|@oncall> => @oncall
          <!subteam^S0ONCALL> => @S0ONCALL
          <!date^1795514400^{time}|at noon> => at noon
          <https://ci.example.com/b/123> => https://ci.example.com/b/123
          <https://ci.example.com|ci.example.com> => https://ci.example.com
          <https://ci.example.com/b/123|build 123> => build 123 (https://ci.example.com/b/123)
          <mailto:ben@example.com|ben@example.com> => ben@example.com
          a &lt;b&gt; &amp;amp; c => a <b> &amp; c
          &lt;!channel&gt; is only text => <!channel> is only text
          if a < b then > c => if a < b then > c
          <> and <|x> and <Director> => <> and <|x> and <Director>
          """)
  void isReadByPeople(String sent, String meant) {
    assertThat(SlackText.readable(sent)).isEqualTo(meant);
  }
}
