package pipelinelock.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pipelinelock.slack.BlockKitLimits;

class LayoutTest {
  @Test
  void everyPieceKeepsSlacksLimitsWhateverItHolds() {
    var random = new Random(7);
    for (int round = 0; round < 100; round++) {
      int most = round % 10 == 0 ? 300 : 30; // far beyond Slack's limits, and about as long as they
      String text = MrkdwnTest.randomText(random).repeat(random.nextInt(most));
      var lines = Collections.nCopies(random.nextInt(60), text);
      BlockKitLimits.check(
          Message.of(
              Layout.header(text),
              Layout.sentence(text),
              Layout.quote(text),
              Layout.list("• ", lines),
              Layout.numbered(lines),
              Layout.terminal(lines),
              Layout.markup("a " + Mrkdwn.code(text))));
    }
  }

  @Test
  void aMessageThatIsLongerThanSlackTakesLosesItsLastWordsAndNoButton() {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.header("The verdict"));
    for (int i = 1; i <= 60; i++) {
      blocks.add(Layout.sentence("part %d ".formatted(i) + "x".repeat(1000)));
    }
    blocks.add(
        Buttons.row("INC-1", "in dev04", List.of(Buttons.Button.plain("home.status", "Status"))));
    var message = Message.of(blocks);
    BlockKitLimits.check(message);
    assertThat(message.blocks()).startsWith(blocks.getFirst(), blocks.get(1), blocks.get(2));
    assertThat(message.blocks()).endsWith(blocks.getLast());
    assertThat(Words.in(message.blocks().get(message.blocks().size() - 2)))
        .isEqualTo("This message is longer than Slack takes. Its last 49 parts are left out.");
    var again = new Banner(Optional.of("REHEARSAL")).on(message);
    BlockKitLimits.check(again);
    assertThat(again.blocks()).hasSize(message.blocks().size() + 1);
  }

  @Test
  void aFallbackThatIsTooLongEndsWithinTheLineThatSaysWhy() {
    var why = "a reason with words of <https://ci.example/a b|its own> and more ".repeat(100);
    var text =
        Message.of(
                Layout.markup("It is hung, because:"),
                Layout.markup(why.substring(0, 2900)),
                Layout.markup(why.substring(0, 2900)))
            .text();
    assertThat(text.length()).isLessThanOrEqualTo(3500);
    var lines = text.lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(2)).startsWith("a reason with words of").endsWith(" …");
    assertThat(lines.get(2).replaceAll("<[^<>]*>", "")).doesNotContain("<").doesNotContain(">");
  }

  @Test
  void onlyThePeopleThatAreMeantAreNamed() {
    var said = Layout.sentence("U0BEN and U0BENNY, `U0BEN`: <@U0BEN> W0X", Set.of("U0BEN", "W0X"));
    assertThat(Message.of(said).text())
        .isEqualTo("<@U0BEN> and U0BENNY, U0BEN: &lt;@<@U0BEN>&gt; <@W0X>");
    assertThat(Message.of(Layout.sentence("U0BEN", Set.of())).text()).isEqualTo("U0BEN");
  }

  @Test
  void aTerminalShowsTheLastLinesThatFit() {
    var lines = IntStream.rangeClosed(1, 500).mapToObj("Task 1 | line %d"::formatted).toList();
    var shown = Message.of(Layout.terminal(lines)).text().lines().toList();
    assertThat(shown.getFirst()).matches("… \\d+ earlier lines are in the record");
    assertThat(shown.getLast()).isEqualTo("Task 1 | line 500");
    assertThat(shown.size()).isBetween(50, 500);
  }

  @Test
  void linesThatFitAreAllShown() {
    assertThat(Excerpt.last(List.of("a", "b"), 3).text("… %d more")).isEqualTo("a\nb");
    assertThat(Excerpt.first(List.of(), 3).text("… %d more")).isEmpty();
  }

  @Test
  void aSentenceKeepsMarkupOfOthersAsPlainWords() {
    var message = Message.sentence("see *this* <https://evil|link> and `/pipeline-lock help`");
    assertThat(message.text())
        .isEqualTo("see *this* &lt;https://evil|link&gt; and /pipeline-lock help");
    assertThat(message.blocks().getFirst().getType()).isEqualTo("rich_text");
  }
}
