package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.incident.replay.Replay;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.sender.Served;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.IncidentThread;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.thread.ThreadWatch;
import pipelinelock.slack.thread.card.RequestCard;
import pipelinelock.web.DoorConfig;
import pipelinelock.web.SlackDoor;
import pipelinelock.web.WebServer;

/** Somebody has the bot's token and writes into its messages: nobody approves what they say. */
class RewrittenCardTest {
  private static final String CHANNEL = SimulatedSlack.INCIDENTS;
  private static final OkHttpClient HTTP = new OkHttpClient();
  private static final Duration SOON = Duration.ofMillis(5);

  @TempDir private Path folder;
  private Desk desk;
  private SlackApp app;
  private ThreadPublisher publisher;
  private WebServer server;

  @BeforeEach
  void open() {
    desk = new Desk(folder);
    var people = desk.people();
    var channels = Map.of(Story.DEV04, CHANNEL);
    var looks =
        new RecentLooks(
            _ -> {
              throw nobody();
            });
    var requests =
        Asking.by(
            (_, _, _, _) -> {
              throw nobody();
            });
    var commands =
        new Commands(
            Directory.of(channels),
            desk.incidents,
            looks,
            requests,
            people,
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            RefusalLog.NONE);
    app =
        new SlackApp(
            desk.connection,
            commands,
            new Wired(desk, channels, looks).interactions(requests, people),
            desk.requests,
            desk.clock);
    publisher = publisher();
    publisher.start();
    var door =
        new SlackDoor(
            new DoorConfig(List.of(Desk.SECRET), new Served(SimulatedSlack.TEAM, "A0PIPELOCK")),
            desk.requests,
            desk.clock,
            app::isToldWhy,
            app::isRead,
            _ -> {});
    server =
        new WebServer(
            new WebServer.Address("127.0.0.1", 0, Optional.empty()),
            door,
            new SlackAppServlet(app.bolt()),
            List::of);
    server.start();
    desk.slack.botIsAt(server.url().resolve(WebServer.EVENTS));
  }

  private ThreadPublisher publisher() {
    return new ThreadPublisher(
        desk.incidents,
        desk.ledger,
        Map.of(Story.DEV04, CHANNEL),
        new IncidentThread((_, _) -> List.of(), Map.of(), KnownPeople.OF_THE_STORY),
        desk.posts(),
        new Banner(Optional.of("REHEARSAL")),
        new PostingLimits(SOON, SOON, SOON, Duration.ofMillis(200)),
        IncidentLeases.SOLE,
        desk.shown,
        ThreadWatch.NONE);
  }

  private static RemoteFailure nobody() {
    return new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "nobody is asked here");
  }

  @AfterEach
  void close() {
    server.close();
    app.close();
    publisher.close();
    desk.close();
  }

  /** The message with the buttons, once all of it is on the ledger. */
  private SlackMessage card() {
    return await()
        .until(
            () ->
                SlackScreen.of(desk.slack).messages(CHANNEL).stream()
                    .flatMap(
                        root -> SlackScreen.of(desk.slack).replies(CHANNEL, root.ts()).stream())
                    .filter(it -> it.actions().contains(RequestCard.APPROVE))
                    .filter(this::isOnTheLedger)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private boolean isOnTheLedger(SlackMessage message) {
    return desk.ledger.posted(Story.ID).stream()
        .anyMatch(it -> it.ts().equals(message.ts()) && it.isKnown());
  }

  /** By Slack's API, with the token alone. */
  private void rewrites(String ts, String text, JsonArray blocks) {
    var form =
        new FormBody.Builder()
            .add("channel", CHANNEL)
            .add("ts", ts)
            .add("text", text)
            .add("blocks", blocks.toString())
            .build();
    var request =
        new Request.Builder()
            .url(desk.slack.apiUrl() + "chat.update")
            .header("Authorization", "Bearer " + Desk.TOKEN)
            .post(form)
            .build();
    try (var answer = HTTP.newCall(request).execute()) {
      assertThat(answer.body().string()).contains("\"ok\":true");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<CardChanged> told() {
    return desk.incidents.events(Story.ID).stream()
        .map(Recorded::event)
        .filter(CardChanged.class::isInstance)
        .map(CardChanged.class::cast)
        .toList();
  }

  private String heardBy(Persona person) {
    return SlackScreen.of(desk.slack).ephemerals(person.id()).stream()
        .map(SlackMessage::text)
        .reduce("", (a, b) -> a + "\n" + b);
  }

  private boolean hasApproval() {
    return desk.incidents.events(Story.ID).stream().anyMatch(it -> it.event() instanceof Approved);
  }

  private static JsonArray blocks(SlackMessage message) {
    return JsonParser.parseString(message.blocks().toString()).getAsJsonArray();
  }

  private static String testOnly() {
    return """
        [{"type":"header","text":{"type":"plain_text","text":"TEST ONLY, nothing happens"}},
         {"type":"actions","elements":[{"type":"button","action_id":"incident.approve","value":"INC-1",
          "text":{"type":"plain_text","text":"Approve"}}]}]""";
  }

  @Test
  void aClickOnARewrittenCardDoesNotCountAndEverybodyHearsOfIt() {
    desk.play(Story.requested());
    var card = card();
    rewrites(card.ts(), "TEST ONLY", JsonParser.parseString(testOnly()).getAsJsonArray());

    desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.APPROVE);

    await().untilAsserted(() -> assertThat(heardBy(Persona.BEN)).contains("somebody rewrote it"));
    assertThat(hasApproval()).isFalse();
    assertThat(told()).singleElement().satisfies(it -> assertThat(it.by()).isEqualTo(Story.BEN));
    await("it is written anew")
        .untilAsserted(
            () ->
                assertThat(SlackScreen.of(desk.slack).message(card.ts()).text())
                    .isEqualTo(card.text()));
    await("the thread is told")
        .untilAsserted(
            () ->
                assertThat(
                        SlackScreen.of(desk.slack).replies(CHANNEL, card.threadTs().orElseThrow()))
                    .anyMatch(it -> it.text().contains("Somebody rewrote a message of INC-1")));
    await("and the button counts again")
        .until(
            () -> {
              desk.slack.click(Persona.BEN.id(), card().ts(), RequestCard.APPROVE);
              return hasApproval();
            });
    assertThat(Replay.of(desk.incidents.events(Story.ID))).isInstanceOf(Replay.Sound.class);
  }

  @Test
  void theWordsThatScreenReadersReadAreSeenToo() {
    desk.play(Story.requested());
    var card = card();
    rewrites(card.ts(), "TEST ONLY, nothing happens", blocks(card));
    desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.APPROVE);
    await().untilAsserted(() -> assertThat(told()).hasSize(1));
    assertThat(hasApproval()).isFalse();
  }

  @Test
  void aRewrittenCardIsNotRejectedEither() {
    desk.play(Story.requested());
    var card = card();
    rewrites(
        card.ts(),
        "x",
        JsonParser.parseString(testOnly().replace("approve", "reject")).getAsJsonArray());
    desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.REJECT);
    await().untilAsserted(() -> assertThat(told()).hasSize(1));
    assertThat(desk.slack.modalOf(Persona.BEN.id())).isEmpty();
    assertThat(desk.incidents.events(Story.ID)).noneMatch(it -> it.event() instanceof Rejected);
  }

  /** A client that has not redrawn it yet sends what the bot wrote before. */
  @Test
  void anEarlierVersionOfTheBotsOwnCounts() {
    desk.play(Story.requested());
    var card = card();
    desk.append(Story.ID, new Approved(Story.CLEO));
    await().until(() -> SlackScreen.of(desk.slack).message(card.ts()).text().contains("1 of 2"));
    desk.slack.click(Persona.BEN.id(), card, RequestCard.APPROVE);
    await().until(() -> desk.incidents.find(Story.ID).orElseThrow().approvals().size() == 2);
    assertThat(told()).isEmpty();
  }

  /** Who has the token rewrites without end; the record does not grow with it. */
  @Test
  void theRecordHoldsNoMoreThanAFewOfThem() {
    desk.play(Story.requested());
    var card = card();
    for (int i = 0; i < 8; i++) {
      await().until(() -> isOnTheLedger(card));
      String text = "TEST ONLY " + i;
      rewrites(card.ts(), text, blocks(card));
      var seen = SlackScreen.of(desk.slack).message(card.ts());
      desk.slack.click(Persona.BEN.id(), seen, RequestCard.APPROVE);
      int clicks = i + 1;
      await()
          .until(() -> heardBy(Persona.BEN).split("somebody rewrote it", -1).length - 1 >= clicks);
    }
    assertThat(told()).hasSize(3);
    assertThat(desk.refusals.of(Story.ID, 50))
        .as("each is kept beside the record")
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.code()).isEqualTo("CARD_CHANGED");
              assertThat(it.by()).contains(Story.BEN);
              assertThat(it.times()).isEqualTo(8);
            });
    assertThat(hasApproval()).isFalse();
  }

  /** As after an update from a build that kept no versions: it is no alarm. */
  @Test
  void aCardThatTheBotDoesNotKnowIsWrittenAnewFirst() {
    desk.play(Story.requested());
    var card = card();
    publisher.close();
    desk.forgetsCards();
    desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.APPROVE);
    await()
        .untilAsserted(() -> assertThat(heardBy(Persona.BEN)).contains("read it, and press again"));
    publisher = publisher();
    publisher.start();
    await()
        .until(
            () -> {
              desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.APPROVE);
              return hasApproval();
            });
    assertThat(told()).isEmpty();
  }
}
