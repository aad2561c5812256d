package pipelinelock.rehearsal.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Caller;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.delivery.SlackSigner;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackFile;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.time.SteppedClock;

class SimulatedSlackTest {
  private static final String INCIDENTS = SimulatedSlack.INCIDENTS;
  private static final String ANA = Persona.ANA.id();
  private static final String BEN = Persona.BEN.id();
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";

  private final SteppedClock clock = new SteppedClock();

  @AutoClose
  private final SimulatedSlack slack =
      new SimulatedSlack(SimulatedSlack.Config.of("xoxb-1", SECRET), clock);

  @AutoClose private final RecordingBot bot = new RecordingBot();

  @AutoClose
  private final Caller api = new Caller(slack.apiUrl(), "Authorization", "Bearer xoxb-1");

  @BeforeEach
  void connect() {
    slack.botIsAt(bot.url());
  }

  @Test
  void authTestNamesTheBotAndItsScopes() throws IOException {
    var answer = api.form("auth.test", "");
    assertThat(Caller.json(answer).path("team_id").asText()).isEqualTo("T0REHEARSAL");
    assertThat(answer.headers().firstValue("x-oauth-scopes").orElse("")).contains("chat:write");
  }

  @Test
  void anotherTokenIsRefused() throws IOException {
    try (var other = new Caller(slack.apiUrl(), "Authorization", "Bearer xoxb-2");
        var none = new Caller(slack.apiUrl())) {
      assertThat(error(Caller.json(other.form("auth.test", "")))).isEqualTo("invalid_auth");
      assertThat(error(Caller.json(none.form("auth.test", "")))).isEqualTo("not_authed");
    }
  }

  @Test
  void aMessageIsPostedByFormAndByJson() throws IOException {
    var first = Caller.json(api.form("chat.postMessage", "channel=C0INCIDENTS&text=one+%26amp%3B"));
    assertThat(first.path("ok").asBoolean()).isTrue();
    post(message("two").put("thread_ts", first.path("ts").asText()));
    assertThat(SlackScreen.of(slack).messages(INCIDENTS))
        .extracting(SlackMessage::text)
        .containsExactly("one &amp;");
    assertThat(SlackScreen.of(slack).replies(INCIDENTS, first.path("ts").asText()))
        .extracting(SlackMessage::text)
        .containsExactly("two");
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        argumentSet("channel", message("x").put("channel", "C0NOPE"), "channel_not_found"),
        argumentSet("archived", message("x").put("channel", "C0ARCHIVED"), "is_archived"),
        argumentSet("not in it", message("x").put("channel", "C0RANDOM"), "not_in_channel"),
        argumentSet("nothing", message(""), "no_text"),
        argumentSet("thread", message("x").put("thread_ts", "1.2"), "thread_not_found"),
        argumentSet("text", message("x".repeat(40_001)), "msg_too_long"),
        argumentSet("blocks", message("x").put("blocks", "{"), "invalid_blocks_format"),
        argumentSet("51 blocks", blocks(Collections.nCopies(51, divider())), "msg_blocks_too_many"),
        argumentSet("section", blocks(List.of(section("x".repeat(3001)))), "invalid_blocks"),
        argumentSet("empty section", blocks(List.of(section(""))), "invalid_blocks"),
        argumentSet(
            "button", blocks(List.of(buttons(button("x".repeat(76), "v")))), "invalid_blocks"),
        argumentSet(
            "value", blocks(List.of(buttons(button("x", "v".repeat(2001))))), "invalid_blocks"),
        argumentSet("type", blocks(List.of(Json.object("type", "marquee"))), "invalid_blocks"),
        argumentSet(
            "metadata",
            message("x").set("metadata", Json.object("event_type", "a")),
            "invalid_metadata_format"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void whatSlackRefusesIsRefused(ObjectNode message, String error) throws IOException {
    assertThat(error(Caller.json(api.json("chat.postMessage", message)))).isEqualTo(error);
    assertThat(SlackScreen.of(slack).messages(INCIDENTS)).isEmpty();
  }

  @Test
  void anUpdateKeepsTheEarlierForm() throws IOException {
    var ts = post(message("one"));
    assertThat(update(ts, "two").path("ok").asBoolean()).isTrue();
    assertThat(SlackScreen.of(slack).message(ts).text()).isEqualTo("two");
    assertThat(SlackScreen.of(slack).message(ts).earlier())
        .extracting(SlackMessage.Content::text)
        .containsExactly("one");
    assertThat(error(update("1.2", "x"))).isEqualTo("message_not_found");
    assertThat(error(update(ts, "x".repeat(4001)))).isEqualTo("msg_too_long");
    assertThat(SlackScreen.of(slack).calls("chat.update")).isEqualTo(3);
  }

  @Test
  void repliesBringBackTheMetadata() throws IOException {
    var parent = post(message("parent"));
    var metadata = Json.object("event_type", "line", "event_payload", Json.object("id", "7"));
    post(message("reply").put("thread_ts", parent).set("metadata", metadata));
    var query = "conversations.replies?channel=C0INCIDENTS&include_all_metadata=true&ts=" + parent;
    var replies = Caller.json(api.get(query));
    assertThat(replies.at("/messages/1/metadata/event_payload/id").asText()).isEqualTo("7");
    assertThat(
            Caller.json(api.get(query.replace("=true", "=false")))
                .at("/messages/1")
                .has("metadata"))
        .isFalse();
  }

  @Test
  void faultsComeOnceAndInOrder() throws IOException {
    SlackFaults.of(slack)
        .failNext("chat.postMessage", new SlackFault.RateLimited(Duration.ofSeconds(7)));
    SlackFaults.of(slack).failNext("chat.postMessage", new SlackFault.Status(500));
    SlackFaults.of(slack).failNext("chat.postMessage", new SlackFault.AnswerLost());
    var limited = api.json("chat.postMessage", message("a"));
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(api.json("chat.postMessage", message("b")).statusCode()).isEqualTo(500);
    assertThatThrownBy(() -> api.json("chat.postMessage", message("c")))
        .isInstanceOf(IOException.class);
    assertThat(SlackScreen.of(slack).messages(INCIDENTS))
        .extracting(SlackMessage::text)
        .containsExactly("c");
  }

  @Test
  void aCommandIsSignedAndItsAnswerSeenByItsUserOnly() {
    bot.willAnswer(Answer.json(Json.object("text", "*reading* dev04")));
    var answer = slack.command(ANA, INCIDENTS, "status dev04");
    assertThat(answer.status()).isEqualTo(200);
    var call = bot.last();
    var timestamp = call.header("X-Slack-Request-Timestamp");
    assertThat(timestamp).isEqualTo("" + clock.instant().getEpochSecond());
    assertThat(call.header("X-Slack-Signature"))
        .isEqualTo(new SlackSigner(SECRET).sign(timestamp, call.body()));
    assertThat(call.form())
        .containsEntry("command", "/pipeline-lock")
        .containsEntry("text", "status dev04")
        .containsEntry("user_id", ANA)
        .containsEntry("team_id", "T0REHEARSAL")
        .containsEntry("channel_id", INCIDENTS);
    assertThat(SlackScreen.of(slack).ephemerals(ANA))
        .extracting(SlackMessage::text)
        .containsExactly("*reading* dev04");
    assertThat(SlackScreen.of(slack).ephemerals(BEN)).isEmpty();
    assertThat(SlackScreen.of(slack).messages(INCIDENTS)).isEmpty();
  }

  @Test
  void aResponseUrlIsGoodForFiveAnswersInHalfAnHour() throws IOException {
    slack.command(ANA, INCIDENTS, "status dev04");
    var url = bot.last().form().getOrDefault("response_url", "");
    try (var hook = new Caller(url)) {
      for (int i = 0; i < 5; i++) {
        assertThat(hook.json("", Json.object("text", "a" + i)).body()).isEqualTo("ok");
      }
      assertThat(hook.json("", Json.object("text", "a5")).body()).isEqualTo("used_url");
      clock.passes(Duration.ofMinutes(31));
      assertThat(hook.json("", Json.object("text", "a6")).body()).isEqualTo("expired_url");
    }
    assertThat(SlackScreen.of(slack).ephemerals(ANA)).hasSize(5);
  }

  @Test
  void aClickCarriesTheMessageAndTheStoredValue() throws IOException {
    var ts = post(blocks(List.of(section("please"), buttons(button("Approve", "request-7")))));
    slack.click(BEN, ts, "approve");
    var payload = payload();
    assertThat(payload.path("type").asText()).isEqualTo("block_actions");
    assertThat(payload.at("/user/id").asText()).isEqualTo(BEN);
    assertThat(payload.at("/user/team_id").asText()).isEqualTo("T0REHEARSAL");
    assertThat(payload.at("/container/message_ts").asText()).isEqualTo(ts);
    assertThat(payload.at("/container/channel_id").asText()).isEqualTo(INCIDENTS);
    assertThat(payload.at("/message/ts").asText()).isEqualTo(ts);
    assertThat(payload.at("/actions/0/value").asText()).isEqualTo("request-7");
    assertThat(payload.at("/actions/0/action_id").asText()).isEqualTo("approve");
    assertThat(payload.at("/actions/0/block_id").asText()).isNotEmpty();
    assertThat(payload.path("response_url").asText()).startsWith("http://127.0.0.1:");
  }

  @Test
  void aButtonThatIsGoneCanOnlyBePressedInTheOldForm() throws IOException {
    var ts = post(blocks(List.of(buttons(button("Approve", "7")))));
    update(ts, "decided");
    assertThatThrownBy(() -> slack.click(BEN, ts, "approve"))
        .hasMessageContaining("no element approve");
    assertThat(new SlackGestures(slack).clickOldVersion(BEN, ts, "approve").isOk()).isTrue();
    assertThat(payload().at("/actions/0/value").asText()).isEqualTo("7");
  }

  @Test
  void aClickOnAnEphemeralCanReplaceIt() throws IOException {
    bot.willAnswer(Answer.json(blocks(List.of(buttons(button("Confirm", "7"))))));
    slack.command(ANA, INCIDENTS, "recreate dev04 x");
    bot.willAnswer(Answer.empty(200));
    var ephemeral = SlackScreen.of(slack).ephemerals(ANA).getFirst();
    slack.click(ANA, ephemeral.ts(), "approve");
    assertThat(payload().at("/container/is_ephemeral").asBoolean()).isTrue();
    assertThat(payload().has("message")).isFalse();
    try (var hook = new Caller(payload().path("response_url").asText())) {
      hook.json("", Json.object("replace_original", true, "text", "done"));
    }
    assertThat(SlackScreen.of(slack).message(ephemeral.ts()).text()).isEqualTo("done");
  }

  @Test
  void aModalIsOpenedByItsTriggerAndSubmitted() throws IOException {
    slack.command(ANA, INCIDENTS, "recreate dev04");
    var trigger = bot.last().form().getOrDefault("trigger_id", "");
    assertThat(open(trigger).path("ok").asBoolean()).isTrue();
    assertThat(error(open(trigger))).isEqualTo("exchanged_trigger_id");
    bot.willAnswer(errors("reason_block", "Say why."));
    slack.submitView(ANA, Map.of("reason", ""));
    assertThat(slack.modalOf(ANA).orElseThrow().errors()).containsEntry("reason_block", "Say why.");
    bot.willAnswer(Answer.empty(200));
    slack.submitView(ANA, Map.of("reason", "lock hangs"));
    assertThat(payload().at("/view/state/values/reason_block/reason/value").asText())
        .isEqualTo("lock hangs");
    assertThat(slack.modalOf(ANA)).isEmpty();
  }

  @Test
  void aTriggerIsGoodForThreeSeconds() throws IOException {
    slack.command(ANA, INCIDENTS, "recreate dev04");
    clock.passes(Duration.ofSeconds(4));
    assertThat(error(open(bot.last().form().getOrDefault("trigger_id", ""))))
        .isEqualTo("expired_trigger_id");
  }

  @Test
  void aFailingBotIsShownAsSlackShowsIt() {
    bot.willAnswer(Answer.empty(500));
    slack.command(ANA, INCIDENTS, "status dev04");
    assertThat(SlackScreen.of(slack).ephemerals(ANA).getLast().text()).contains("dispatch_failed");
  }

  static Stream<Arguments> people() {
    return Stream.of(
        argumentSet("guest", Persona.GUS, "is_ultra_restricted"),
        argumentSet("bot", Persona.BOTTO, "is_bot"),
        argumentSet("deactivated", Persona.DEA, "deleted"),
        argumentSet("stranger", Persona.STRANGER, "is_stranger"));
  }

  @ParameterizedTest
  @MethodSource("people")
  void peopleAreWhatTheyAre(Persona persona, String mark) throws IOException {
    var user = Caller.json(api.form("users.info", "user=" + persona.id())).path("user");
    assertThat(user.path(mark).asBoolean()).isTrue();
    var ben = Caller.json(api.form("users.info", "user=" + BEN)).path("user");
    assertThat(ben.path(mark).asBoolean()).isFalse();
  }

  @Test
  void aFileIsUploadedInThreeSteps() throws IOException {
    var place = Caller.json(api.form("files.getUploadURLExternal", "filename=audit.txt&length=5"));
    try (var upload = new Caller(place.path("upload_url").asText())) {
      upload.send("POST", "", "lines");
    }
    var file = Json.object("id", place.path("file_id").asText(), "title", "Audit");
    api.json(
        "files.completeUploadExternal",
        Json.object("files", List.of(file), "channel_id", INCIDENTS));
    assertThat(SlackScreen.of(slack).files())
        .extracting(SlackFile::content)
        .containsExactly("lines");
  }

  private JsonNode open(String trigger) throws IOException {
    var input =
        Json.object(
            "type",
            "input",
            "block_id",
            "reason_block",
            "label",
            Json.object("type", "plain_text", "text", "Reason"),
            "element",
            Json.object("type", "plain_text_input", "action_id", "reason"));
    var title = Json.object("type", "plain_text", "text", "Recreate dev04");
    var view = Json.object("type", "modal", "title", title, "blocks", List.of(input));
    return Caller.json(api.json("views.open", Json.object("trigger_id", trigger, "view", view)));
  }

  private static Answer errors(String block, String message) {
    return Answer.json(
        Json.object("response_action", "errors", "errors", Json.object(block, message)));
  }

  private JsonNode update(String ts, String text) throws IOException {
    return Caller.json(api.json("chat.update", message(text).put("ts", ts)));
  }

  private String post(JsonNode message) throws IOException {
    var answer = Caller.json(api.json("chat.postMessage", message));
    assertThat(error(answer)).isEmpty();
    return answer.path("ts").asText();
  }

  private JsonNode payload() {
    return Json.parse(bot.last().form().getOrDefault("payload", ""));
  }

  private static String error(JsonNode answer) {
    return answer.path("error").asText("");
  }

  private static ObjectNode message(String text) {
    return Json.object("channel", INCIDENTS, "text", text);
  }

  private static ObjectNode blocks(List<ObjectNode> blocks) {
    return message("fallback").set("blocks", Json.array(blocks));
  }

  private static ObjectNode divider() {
    return Json.object("type", "divider");
  }

  private static ObjectNode section(String text) {
    return Json.object("type", "section", "text", Json.object("type", "mrkdwn", "text", text));
  }

  private static ObjectNode buttons(ObjectNode button) {
    return Json.object("type", "actions", "elements", List.of(button));
  }

  private static ObjectNode button(String text, String value) {
    return Json.object(
        "type",
        "button",
        "action_id",
        "approve",
        "text",
        Json.object("type", "plain_text", "text", text),
        "value",
        value);
  }
}
