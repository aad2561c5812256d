package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pipelinelock.incident.IncidentExamples.approved;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.replay.Replay;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.slack.thread.card.RequestCard;

/** Somebody has the bot's token and writes into its messages: nobody approves what they say. */
class RewrittenCardTest {
  private static final String CHANNEL = SimulatedSlack.INCIDENTS;

  @TempDir private Path folder;
  private Desk desk;
  private CardScene scene;

  @BeforeEach
  void open() {
    scene = new CardScene(folder, Desk::noDirects);
    desk = scene.desk;
  }

  @AfterEach
  void close() {
    scene.close();
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
                    .filter(scene::isOnTheLedger)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private void rewrites(String ts, String text, JsonArray blocks) {
    scene.rewrites(SlackScreen.of(desk.slack).message(ts), text, blocks.toString());
  }

  private List<CardChanged> told() {
    return scene.events(CardChanged.class);
  }

  private String heardBy(Persona person) {
    return scene.heardBy(person);
  }

  private boolean hasApproval() {
    return !scene.events(Approved.class).isEmpty();
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
    desk.append(Story.ID, approved(Story.CLEO));
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
      await().until(() -> scene.isOnTheLedger(card));
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
    scene.stops();
    desk.forgetsCards();
    desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.APPROVE);
    await()
        .untilAsserted(() -> assertThat(heardBy(Persona.BEN)).contains("read it, and press again"));
    scene.startsAgain();
    await()
        .until(
            () -> {
              desk.slack.click(Persona.BEN.id(), card.ts(), RequestCard.APPROVE);
              return hasApproval();
            });
    assertThat(told()).isEmpty();
  }
}
