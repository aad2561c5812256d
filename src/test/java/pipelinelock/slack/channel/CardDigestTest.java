package pipelinelock.slack.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.util.json.GsonFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.slack.message.Buttons;
import pipelinelock.slack.message.Buttons.Button;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;

/** What makes a message another one, and what does not. */
class CardDigestTest {
  private static final Message CARD =
      Message.of(
          Layout.header("INC-1: recreate 2 VMs of dev04 & more"),
          Layout.sentence("HUNG CLAIM: silent for `53 min` <b>"),
          Layout.markup("<@U0ANA> asks for this, because:"),
          Layout.quote("the lock hangs"),
          Buttons.row(
              "INC-1",
              "INC-1 in dev04",
              List.of(
                  new Button("approve", "Approve", Optional.of("primary"), Optional.of("Sure?")),
                  new Button("reject", "Reject", Optional.of("danger"), Optional.empty()))));

  private static JsonObject sent() {
    var json = new JsonObject();
    json.addProperty("ts", "1795514400.000100");
    json.addProperty("text", CARD.text());
    json.add("blocks", GsonFactory.createSnakeCase().toJsonTree(CARD.blocks()));
    return json;
  }

  private static JsonObject changed(UnaryOperator<String> change) {
    return JsonParser.parseString(change.apply(sent().toString())).getAsJsonObject();
  }

  private static Arguments way(String name, UnaryOperator<String> change) {
    return argumentSet(name, change);
  }

  static Stream<Arguments> rewritings() {
    return Stream.of(
        way("a word of the headline", it -> it.replace("HUNG CLAIM", "TEST ONLY")),
        way("one letter", it -> it.replace("dev04 ", "dev05 ")),
        way("capitals", it -> it.replace("hangs", "HANGS")),
        way("white space", it -> it.replace("the lock", "the  lock")),
        way("the reason", it -> it.replace("the lock hangs", "a drill")),
        way("who asks", it -> it.replace("U0ANA", "U0BEN")),
        way("a button's words", it -> it.replace("\"Approve\"", "\"Dismiss\"")),
        way("a button's value", it -> it.replace("\"value\":\"INC-1\"", "\"value\":\"INC-2\"")),
        way("a button's action", it -> it.replace("\"reject\"", "\"approve\"")),
        way("a button's style", it -> it.replace("danger", "primary")),
        way("what it asks first", it -> it.replace("Sure?", "Decline?")),
        way(
            "nothing is asked first",
            it -> it.replace("\"confirm\":{\"title\"", "\"x\":{\"title\"")),
        way(
            "a button's address",
            it -> it.replace("\"value\"", "\"url\":\"https://e.example\",\"value\"")),
        way("markup out of text", it -> it.replace("rich_text_quote", "rich_text_section")),
        way("code out of text", it -> it.replace("\"code\":true", "\"code\":false")),
        way("struck through", it -> it.replace("\"code\":true", "\"code\":true,\"strike\":true")),
        way("text that is markup", it -> it.replace("plain_text", "mrkdwn")),
        way(
            "a picture above",
            it ->
                it.replace(
                    "\"blocks\":[",
                    "\"blocks\":[{\"type\":\"image\",\"image_url\":\"https://e.example/drill.png\"},")),
        way(
            "a block of a kind to come",
            it -> it.replace("\"blocks\":[", "\"blocks\":[{\"type\":\"new\"},")),
        way(
            "an attachment",
            it ->
                it.replace(
                    "\"text\":\"INC", "\"attachments\":[{\"text\":\"drill\"}],\"text\":\"INC")),
        way(
            "a file",
            it -> it.replace("\"text\":\"INC", "\"files\":[{\"id\":\"F1\"}],\"text\":\"INC")),
        way(
            "the words for screen readers",
            it -> it.replace("\"text\":\"INC-1: recreate 2", "\"text\":\"INC-1: recreate 0")),
        way(
            "an added field of a kind to come",
            it -> it.replace("\"value\":", "\"hidden\":\"\",\"value\":")),
        way("no blocks", it -> it.replaceFirst("\"blocks\":.*", "\"blocks\":[]}")));
  }

  @ParameterizedTest
  @MethodSource("rewritings")
  void whatPeopleSeeOrPressMakesADifference(UnaryOperator<String> rewriting) {
    var rewritten = changed(rewriting);
    assertThat(rewritten).as("something is changed").isNotEqualTo(sent());
    assertThat(CardDigest.of(rewritten)).isNotEqualTo(CardDigest.of(sent()));
  }

  @Test
  void noBlockMayGoOrComeOrMove() {
    String whole = CardDigest.of(sent());
    int blocks = CARD.blocks().size();
    for (int i = 0; i < blocks; i++) {
      var fewer = sent();
      var taken = fewer.getAsJsonArray("blocks").remove(i);
      assertThat(CardDigest.of(fewer)).isNotEqualTo(whole);
      fewer.getAsJsonArray("blocks").add(taken);
      assertThat(CardDigest.of(fewer).equals(whole)).isEqualTo(i == blocks - 1);
      var more = sent();
      more.getAsJsonArray("blocks").add(taken.deepCopy());
      assertThat(CardDigest.of(more)).isNotEqualTo(whole);
    }
  }

  static Stream<Arguments> additions() {
    return Stream.of(
        way(
            "ids of blocks",
            it -> it.replace("{\"type\":\"header\"", "{\"block_id\":\"=qX\",\"type\":\"header\"")),
        way("emoji", it -> it.replace("\"emoji\":false", "\"emoji\":true")),
        way("no word of emoji", it -> it.replace(",\"emoji\":false", "")),
        way("bare addresses", it -> it.replace("\"verbatim\":true", "\"verbatim\":false")),
        way(
            "the bot's names",
            it -> it.replace("{\"ts\"", "{\"user\":\"U0BOT\",\"app_id\":\"A1\",\"ts\"")),
        way("a thread", it -> it.replace("{\"ts\"", "{\"thread_ts\":\"1.2\",\"ts\"")),
        way(
            "nothing at all",
            it -> it.replace("{\"ts\"", "{\"attachments\":[],\"files\":null,\"ts\"")),
        way(
            "escaped plain text",
            it -> it.replace("dev04 & more\",\"emoji", "dev04 &amp; more\",\"emoji")));
  }

  @ParameterizedTest
  @MethodSource("additions")
  void whatSlackAddsMakesNone(UnaryOperator<String> addition) {
    var added = changed(addition);
    assertThat(added).as("something is added").isNotEqualTo(sent());
    assertThat(CardDigest.of(added))
        .isEqualTo(CardDigest.of(sent()))
        .isEqualTo(CardDigest.of(CARD));
  }

  @Test
  void theOrderOfKeysMakesNone() {
    var turned = new JsonObject();
    for (String name : List.of("blocks", "text", "ts")) {
      turned.add(name, sent().get(name));
    }
    assertThat(CardDigest.of(turned)).isEqualTo(CardDigest.of(sent()));
  }

  @Test
  void anEmptyMessageHasADigestOfItsOwn() {
    var empty = new JsonObject();
    empty.add("blocks", new JsonArray());
    assertThat(CardDigest.of(empty))
        .isEqualTo(CardDigest.of(new JsonObject()))
        .matches("[0-9a-f]{64}");
  }
}
