package pipelinelock.rehearsal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Caller;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.RecordingBot;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.time.WorldTime;

class RehearsalPageTest {
  @AutoClose
  private final SimulatedWorld world =
      new SimulatedWorld(new WorldTime(InstantSource.system(), 60));

  @AutoClose private final RecordingBot bot = new RecordingBot();
  @AutoClose private final RehearsalPage page = new RehearsalPage(world, 0);
  @AutoClose private final Caller browser = new Caller(page.url());

  @BeforeEach
  void connect() {
    world.slack().botIsAt(bot.url());
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html, REHEARSAL",
    "/rehearsal.js, text/javascript, EventSource",
    "/mrkdwn.js, text/javascript, mrkdwn",
    "/blocks.js, text/javascript, rich_text",
    "/composer.js, text/javascript, ArrowUp",
    "/dialogs.js, text/javascript, showModal",
    "/log.js, text/javascript, scrollTop",
    "/commands.json, application/json, purpose",
    "/rehearsal.css, text/css, light-dark"
  })
  void itServesItsFilesAndLoadsNothingFromElsewhere(String path, String type, String content)
      throws IOException {
    var answer = browser.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'");
    assertThat(answer.body()).contains(content).doesNotContain("innerHTML", "https://");
  }

  @Test
  void aCommandTypedOnThePageReachesTheBot() throws IOException {
    bot.willAnswer(Answer.json(Json.object("text", "reading dev04")));
    var answer =
        act(Json.object("do", "command", "channel", "C0INCIDENTS", "text", "status dev04"));
    assertThat(answer.path("status").asInt()).isEqualTo(200);
    assertThat(bot.last().form()).containsEntry("text", "status dev04");
    assertThat(seenBy(Persona.ANA).at("/messages/0/ephemeral").asBoolean()).isTrue();
    assertThat(seenBy(Persona.ANA).at("/commands/0/text").asText())
        .isEqualTo("/pipeline-lock status dev04");
    assertThat(seenBy(Persona.BEN).path("messages")).isEmpty();
  }

  @Test
  void whatPeopleWriteIsSeenByAllAndUnreadForTheOthers() throws IOException {
    say("C0INCIDENTS", "the lock <again>");
    var seen = seenBy(Persona.BEN);
    assertThat(seen.at("/messages/0/author").asText()).isEqualTo(Persona.ANA.id());
    assertThat(seen.at("/messages/0/text").asText()).isEqualTo("the lock &lt;again&gt;");
    assertThat(seen.at("/channels/0/arrived")).hasSize(1);
    assertThat(seenBy(Persona.ANA).at("/channels/0/arrived")).as("she wrote it herself").isEmpty();
  }

  @Test
  void nobodyWritesInAnArchivedChannel() throws IOException {
    var answer = say("C0ARCHIVED", "hello?");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("#old-incidents is archived");
  }

  @Test
  void aReactionAndTheMenuOfAMessageReachTheBot() throws IOException {
    say("C0INCIDENTS", "it hangs");
    bot.willAnswer(Answer.text(200, ""));
    var ts = seenBy(Persona.ANA).at("/messages/0/ts").asText();
    act(Json.object("do", "react", "message", ts, "reaction", "pushpin"));
    assertThat(bot.last().json().orElseThrow().at("/event/item/ts").asText()).isEqualTo(ts);
    assertThat(seenBy(Persona.BEN).at("/messages/0/reactions/0").asText()).isEqualTo("pushpin");
    act(Json.object("do", "menu", "message", ts, "callback", "message.note"));
    assertThat(bot.last().form().get("payload")).contains("message_action", "message.note");
  }

  private HttpResponse<String> say(String channel, String text) throws IOException {
    var said = Json.object("do", "say", "user", Persona.ANA.id(), "channel", channel, "text", text);
    return browser.json("/act", said);
  }

  @Test
  void aButtonThatIsGoneIsSaidToBeGone() throws IOException {
    bot.willAnswer(Answer.json(Json.object("text", "no buttons")));
    act(Json.object("do", "command", "channel", "C0INCIDENTS", "text", "help"));
    var ts = seenBy(Persona.ANA).at("/messages/0/ts").asText();
    var click = Json.object("do", "click", "user", Persona.ANA.id(), "message", ts, "action", "x");
    var answer = browser.json("/act", click);
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("no element x");
  }

  @Test
  void theHomeTabAndTheShortcutReachTheBot() throws IOException {
    bot.willAnswer(Answer.text(200, ""));
    act(Json.object("do", "home"));
    assertThat(bot.last().json().orElseThrow().at("/event/type").asText())
        .isEqualTo("app_home_opened");
    bot.willAnswer(Answer.text(200, ""));
    act(Json.object("do", "shortcut", "callback", "status.choose"));
    assertThat(bot.last().form().get("payload")).contains("\"callback_id\":\"status.choose\"");
  }

  @Test
  void whoeverPlaysMayLetConcourseDie() throws IOException {
    assertThat(world.concourse().webIsUp()).isTrue();
    act(Json.object("do", "concourseDies"));
    assertThat(world.concourse().webIsUp()).isFalse();
  }

  @Test
  void whatIsNoJsonDoesNothing() throws IOException {
    assertThat(browser.form("/act", "do=command").statusCode()).isEqualTo(400);
  }

  @Test
  void aPageFromElsewhereIsRefused() throws IOException {
    try (var socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(page.url()).getPort())) {
      var request = "GET /state HTTP/1.1\r\nHost: evil.example\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var status = new byte["HTTP/1.1 403".length()];
      assertThat(socket.getInputStream().readNBytes(status, 0, status.length)).isPositive();
      assertThat(status).asString(StandardCharsets.US_ASCII).isEqualTo("HTTP/1.1 403");
    }
  }

  @Test
  void changesAreTold() throws Exception {
    var request = HttpRequest.newBuilder(URI.create(page.url() + "/changes")).build();
    try (var http = HttpClient.newHttpClient();
        var lines = http.send(request, BodyHandlers.ofLines()).body()) {
      var told = lines.filter(line -> line.startsWith("data: ")).iterator();
      var before = told.next();
      act(Json.object("do", "command", "channel", "C0INCIDENTS", "text", "help"));
      assertThat(told.next()).isNotEqualTo(before);
      http.shutdownNow();
    }
  }

  private JsonNode act(ObjectNode act) throws IOException {
    return Caller.json(browser.json("/act", act.put("user", Persona.ANA.id())));
  }

  private JsonNode seenBy(Persona persona) throws IOException {
    return Caller.json(browser.get("/state?channel=C0INCIDENTS&user=" + persona.id()));
  }
}
