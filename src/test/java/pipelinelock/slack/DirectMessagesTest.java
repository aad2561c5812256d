package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static pipelinelock.incident.IncidentExamples.approved;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CardChanged;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.ledger.QuietPeople.Quiet;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.replay.Replay;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackGestures;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackDirect;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.slack.thread.card.DirectCard;
import pipelinelock.slack.thread.card.RequestCard;

/** People are asked alone, and a press there counts as much as one in the thread, and no more. */
class DirectMessagesTest {
  private static final String APPROVE_BUTTON =
      """
      [{"type":"actions","elements":[{"type":"button","action_id":"incident.approve","value":"INC-1",
        "text":{"type":"plain_text","text":"Approve"}}]}]""";

  @TempDir private Path folder;
  private CardScene scene;
  private Desk desk;

  @BeforeEach
  void open() {
    scene = new CardScene(folder, desk -> desk.directs(KnownPeople.OF_THE_STORY));
    desk = scene.desk;
  }

  /** The same with others who may approve. */
  private void openWith(Electorate electorate) {
    scene.close();
    scene = new CardScene(folder, it -> it.directs(electorate));
    desk = scene.desk;
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private List<SlackMessage> directs(Persona person) {
    return SlackScreen.of(desk.slack).directs(person.id());
  }

  /** The one message that the person has, once the bot knows that it is there. */
  private SlackMessage direct(Persona person) {
    return await()
        .until(
            () -> directs(person).stream().filter(scene::isOnTheLedger).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private SlackMessage directWith(Persona person, String words) {
    await()
        .until(() -> direct(person).text().contains(words) && scene.isOnTheLedger(direct(person)));
    return direct(person);
  }

  /** Nothing more is to be sent: the thread asks, and whoever was to get a message has one. */
  private void allIsSent() {
    await()
        .untilAsserted(
            () -> assertThat(parts()).contains("root.link", "request", "ask-U0BEN", "ask-U0CLEO"));
  }

  private Set<String> parts() {
    return desk.ledger.posted(Story.ID).stream().map(it -> it.part()).collect(Collectors.toSet());
  }

  @Test
  void whoMayApproveIsAskedAndHearsWhatBecameOfIt() {
    desk.play(Story.requested());
    allIsSent();
    var asked = direct(Persona.BEN);
    assertThat(asked.actions())
        .containsExactly(RequestCard.APPROVE, RequestCard.REJECT, DirectCard.LATER, "link.thread");
    assertThat(asked.text())
        .contains("INC-1: recreate concourse-worker", "the lock hangs since 09:07", "Expires")
        .contains("<https://rehearsal.slack.example/archives/C0INCIDENTS/p");
    assertThat(directs(Persona.ANA)).as("who asks is not asked").isEmpty();

    desk.slack.click(Persona.BEN.id(), asked.ts(), RequestCard.APPROVE);
    directWith(Persona.CLEO, "1 of 2");
    desk.slack.click(Persona.CLEO.id(), direct(Persona.CLEO).ts(), RequestCard.APPROVE);

    assertThat(directWith(Persona.ANA, "Approved by <@U0BEN>, <@U0CLEO>").actions()).isEmpty();
    assertThat(directWith(Persona.BEN, "approved").actions()).as("dead buttons").isEmpty();
    assertThat(scene.events(Approved.class))
        .extracting(Approved::by)
        .containsExactly(Story.BEN, Story.CLEO);
    assertThat(Replay.of(desk.incidents.events(Story.ID))).isInstanceOf(Replay.Sound.class);
    for (var person : List.of(Persona.ANA, Persona.BEN, Persona.CLEO)) {
      assertThat(directs(person)).as("one message for %s", person).hasSize(1);
    }
  }

  @Test
  void theBotIsToldNoDecisionWhereItAsksByItself() {
    openWith(new KnownPeople(KnownPeople.OF_THE_STORY.groups(), Map.of(Story.ANA, Standing.BOT)));
    desk.play(Story.requested());
    allIsSent();
    desk.slack.click(Persona.BEN.id(), direct(Persona.BEN).ts(), RequestCard.APPROVE);
    desk.slack.click(Persona.CLEO.id(), direct(Persona.CLEO).ts(), RequestCard.APPROVE);
    directWith(Persona.BEN, "approved");
    directWith(Persona.CLEO, "approved");
    assertThat(parts()).doesNotContain("decision-U0ANA");
    assertThat(directs(Persona.ANA)).isEmpty();
  }

  @Test
  void thePressesOfOnePersonHereAndInTheThreadAreOne() {
    desk.play(Story.requested());
    allIsSent();
    desk.slack.click(Persona.BEN.id(), direct(Persona.BEN).ts(), RequestCard.APPROVE);
    await().until(() -> scene.events(Approved.class).size() == 1);
    var root = SlackScreen.of(desk.slack).messages(CardScene.CHANNEL).getFirst();
    var card =
        SlackScreen.of(desk.slack).replies(CardScene.CHANNEL, root.ts()).stream()
            .filter(it -> it.actions().contains(RequestCard.APPROVE))
            .findFirst()
            .orElseThrow();
    desk.slack.click(Persona.BEN.id(), card, RequestCard.APPROVE);
    await().until(() -> scene.heardBy(Persona.BEN).contains("You have already approved"));
    assertThat(scene.events(Approved.class)).hasSize(1);
  }

  @Test
  void aRejectionByAFormIsToldToWhoAsked() {
    desk.play(Story.requested());
    allIsSent();
    desk.slack.click(Persona.BEN.id(), direct(Persona.BEN).ts(), RequestCard.REJECT);
    await().until(() -> desk.slack.modalOf(Persona.BEN.id()).isPresent());
    desk.slack.submitView(Persona.BEN.id(), Map.of("reason", "it is <slow>, not hung"));

    assertThat(directWith(Persona.ANA, "Rejected by <@U0BEN>").text())
        .contains("it is &lt;slow&gt;, not hung");
    assertThat(directWith(Persona.CLEO, "Rejected by <@U0BEN>").actions()).isEmpty();
  }

  /** A message that somebody else gets is not theirs to press, though they may approve. */
  @Test
  void anotherPersonsMessageDoesNotCount() {
    desk.play(Story.requested());
    allIsSent();
    desk.slack.click(Persona.CLEO.id(), direct(Persona.BEN).ts(), RequestCard.APPROVE);
    await().until(() -> scene.heardBy(Persona.CLEO).contains("so it does not count"));
    desk.slack.click(Persona.GUS.id(), direct(Persona.BEN).ts(), RequestCard.APPROVE);
    await().until(() -> scene.heardBy(Persona.GUS).contains("so it does not count"));
    assertThat(scene.events(Approved.class)).isEmpty();
  }

  @Test
  void anImpostorsMessageDoesNotCount() {
    desk.play(Story.requested());
    allIsSent();
    scene.posts(Persona.BEN.id(), "TEST ONLY, nothing happens", APPROVE_BUTTON);
    var forged = directs(Persona.BEN).getLast();
    desk.slack.click(Persona.BEN.id(), forged.ts(), RequestCard.APPROVE);
    await().until(() -> scene.heardBy(Persona.BEN).contains("did not count"));
    assertThat(scene.events(Approved.class)).isEmpty();
  }

  @Test
  void aRewrittenMessageDoesNotCountAndIsWrittenAnew() {
    desk.play(Story.requested());
    allIsSent();
    var asked = direct(Persona.BEN);
    scene.rewrites(asked, "TEST ONLY, nothing happens", APPROVE_BUTTON);
    desk.slack.click(Persona.BEN.id(), asked.ts(), RequestCard.APPROVE);
    await().until(() -> scene.heardBy(Persona.BEN).contains("somebody rewrote it"));
    assertThat(scene.events(Approved.class)).isEmpty();
    assertThat(scene.events(CardChanged.class))
        .singleElement()
        .satisfies(it -> assertThat(it.part()).isEqualTo("ask-U0BEN"));
    await().untilAsserted(() -> assertThat(direct(Persona.BEN).text()).isEqualTo(asked.text()));
  }

  @Test
  void aRequestThatEndedIsNotApprovedByAnOldMessage() {
    desk.play(Story.requested());
    allIsSent();
    desk.append(Story.ID, new Withdrawn(Story.ANA));
    var dead = directWith(Persona.BEN, "withdrawn");
    assertThat(dead.actions()).isEmpty();
    new SlackGestures(desk.slack).clickOldVersion(Persona.BEN.id(), dead.ts(), RequestCard.APPROVE);
    await().until(() -> !scene.heardBy(Persona.BEN).isBlank());
    assertThat(scene.events(Approved.class)).isEmpty();
    assertThat(directs(Persona.ANA)).as("who took it back knows").isEmpty();
  }

  @Test
  void anotherProcessKnowsWhoWasAskedAndTakesTheButtonsAway() {
    desk.play(Story.requested());
    allIsSent();
    scene.stops();
    desk.append(Story.ID, new Rejected(Story.CLEO, "it is slow, not hung"));
    scene.startsAgain();
    assertThat(directWith(Persona.BEN, "Rejected by <@U0CLEO>").actions()).isEmpty();
    assertThat(directs(Persona.BEN)).hasSize(1);
    assertThat(SlackScreen.of(desk.slack).calls("conversations.history")).isZero();
  }

  @Test
  void whoeverWantsNoneGetsNoneUntilTheyWantThemAgain() {
    says(Persona.CLEO, "dm off");
    says(Persona.ANA, "dm off for 4h");
    desk.play(Story.requested());
    direct(Persona.BEN);
    desk.append(Story.ID, approved(Story.BEN));
    desk.append(Story.ID, approved(Story.CLEO));
    directWith(Persona.BEN, "approved");
    await().until(() -> parts().contains("event-3"));
    assertThat(directs(Persona.CLEO)).isEmpty();
    assertThat(directs(Persona.ANA)).isEmpty();

    says(Persona.CLEO, "dm on");
    assertThat(desk.quiet.of(Story.CLEO, desk.clock.instant())).isEmpty();
    desk.passes(Duration.ofHours(5));
    assertThat(desk.quiet.of(Story.ANA, desk.clock.instant())).as("its time is over").isEmpty();
  }

  private void says(Persona person, String text) {
    assertThat(desk.slack.command(person.id(), CardScene.CHANNEL, text).status()).isEqualTo(200);
    await()
        .until(
            () ->
                scene.heardBy(person).contains("directly")
                    || scene.heardBy(person).contains("no direct messages about requests"));
  }

  @Test
  void notNowAsksForHowLongAndLeavesTheRequestOpen() {
    desk.play(Story.requested());
    allIsSent();
    desk.slack.click(Persona.BEN.id(), direct(Persona.BEN).ts(), DirectCard.LATER);
    await().until(() -> desk.slack.modalOf(Persona.BEN.id()).isPresent());
    desk.slack.submitView(Persona.BEN.id(), Map.of("time", "4h"));
    var until = desk.clock.instant().plus(Duration.ofHours(4));
    await()
        .until(
            () ->
                desk.quiet
                    .of(Story.BEN, desk.clock.instant())
                    .equals(Optional.of(new Quiet(Optional.of(until)))));
    assertThat(scene.events(Rejected.class)).isEmpty();
    assertThat(direct(Persona.BEN).actions()).contains(RequestCard.APPROVE);
  }

  /** Of a hundred people fifteen are asked: those whom Slack names for certain. */
  @Test
  void notEverybodyIsAskedWhereVeryManyMayApprove() {
    var many =
        Stream.concat(
                Stream.of(Story.BEN, Story.CLEO),
                IntStream.range(0, 98).mapToObj(i -> new UserId(Story.TEAM, "U0%03d".formatted(i))))
            .collect(Collectors.toSet());
    openWith(new KnownPeople(Map.of("S0APPROVERS", many), Map.of()));
    desk.play(Story.requested());
    await()
        .untilAsserted(
            () -> assertThat(parts().stream().filter(it -> it.startsWith("ask-"))).hasSize(15));
    desk.append(Story.ID, new Withdrawn(Story.ANA));
    await().until(() -> parts().contains("end"));
    assertThat(parts().stream().filter(it -> it.startsWith("ask-"))).hasSize(15);
  }

  @Test
  void nobodyIsAskedWhoIsNotKnownToCount() {
    openWith(
        new KnownPeople(
            Map.of("S0APPROVERS", Set.of(Story.BEN, Story.CLEO)),
            Map.of(Story.CLEO, Standing.UNKNOWN)));
    desk.play(Story.requested());
    direct(Persona.BEN);
    desk.append(Story.ID, new Withdrawn(Story.ANA));
    await().until(() -> parts().contains("end"));
    assertThat(directs(Persona.CLEO)).isEmpty();
  }

  /** Neither who cannot be written to nor a Slack that asks for a pause holds the thread up. */
  @Test
  void whoCannotBeWrittenToHoldsNothingUp() {
    var people = Set.of(Story.user(Persona.BOTTO), Story.user(Persona.DEA), Story.BEN);
    openWith(new KnownPeople(Map.of("S0APPROVERS", people), Map.of()));
    desk.play(Story.requested());
    direct(Persona.BEN);
    await().until(() -> parts().containsAll(Set.of("ask-U0BOTTO", "ask-U0DEA")));
    desk.append(Story.ID, new Withdrawn(Story.ANA));
    await().until(() -> parts().contains("end"));
    directWith(Persona.BEN, "withdrawn");
    assertThat(SlackScreen.of(desk.slack).calls("chat.postMessage"))
        .as("each is tried once: " + parts())
        .isEqualTo(parts().stream().filter(it -> !it.contains(".")).count());
  }

  @Test
  void whereTheThreadCannotBeWrittenPeopleAreAskedAllTheSame() {
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.Refused("not_in_channel"));
    desk.play(Story.requested());
    var asked = direct(Persona.BEN);
    desk.slack.click(Persona.BEN.id(), asked.ts(), RequestCard.APPROVE);
    await().until(() -> scene.events(Approved.class).size() == 1);
  }

  /** One person, one message: the request itself says what is wrong with its thread. */
  @Test
  void whereTheThreadCannotBeWrittenNobodyGetsTwoMessages() {
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.Refused("not_in_channel"));
    desk.play(Story.requested());
    allIsSent();
    directWith(Persona.BEN, "All of it: <#C0INCIDENTS> (<https://");
    await().until(() -> directs(Persona.ANA).size() == 1);
    for (var person : List.of(Persona.ANA, Persona.BEN, Persona.CLEO)) {
      assertThat(directs(person)).as("messages to %s", person).hasSize(1);
    }
    assertThat(directs(Persona.ANA).getFirst().text()).contains("Nobody can see its thread");
  }

  @Test
  void theConversationIsOneThatTheSimulatedSlackLetsNobodyRead() {
    desk.play(Story.requested());
    var asked = direct(Persona.BEN);
    assertThat(asked.channel()).isEqualTo(SlackDirect.id(Persona.BEN));
    assertThat(desk.ledger.posted(Story.ID))
        .filteredOn(it -> it.part().equals("ask-U0BEN"))
        .singleElement()
        .satisfies(it -> assertThat(it.channel()).isEqualTo(asked.channel()));
    var posts = desk.channels();
    assertThat(posts.newest(asked.channel(), "").toString()).contains("missing_scope");
    assertThat(posts.replies(asked.channel(), asked.ts(), "").toString()).contains("missing_scope");
  }

  /** From the ledger: nobody asks Slack once more. */
  @Test
  void everyAnswerAboutAnIncidentLinksItsThread() {
    desk.play(Story.requested());
    allIsSent();
    int asked = SlackScreen.of(desk.slack).calls("chat.getPermalink");
    String link = "https://rehearsal.slack.example/archives/C0INCIDENTS/p";
    for (String text :
        List.of("incident INC-1", "history dev04", "envs", "reject INC-1 it is slow")) {
      int before = scene.heardBy(Persona.DAN).length();
      desk.slack.command(Persona.DAN.id(), CardScene.CHANNEL, text);
      await()
          .untilAsserted(
              () ->
                  assertThat(scene.heardBy(Persona.DAN).substring(before)).as(text).contains(link));
    }
    assertThat(SlackScreen.of(desk.slack).calls("chat.getPermalink")).isEqualTo(asked).isEqualTo(1);
  }

  @Test
  void whereSlackTellsNoAddressTheChannelIsNamed() {
    SlackFaults.of(desk.slack)
        .failNext("chat.getPermalink", new SlackFault.Refused("message_not_found"));
    desk.play(Story.requested());
    allIsSent();
    assertThat(direct(Persona.BEN).text())
        .contains("All of it: <#C0INCIDENTS>.")
        .doesNotContain("archives");
    desk.slack.command(Persona.DAN.id(), CardScene.CHANNEL, "incident INC-1");
    await().until(() -> scene.heardBy(Persona.DAN).contains("<#C0INCIDENTS>, because:"));
  }

  /** Slack opens the page by itself, and tells the bot of it. */
  @Test
  void aLinkButtonIsAcknowledgedAndDoesNothing() {
    desk.play(Story.requested());
    allIsSent();
    var answer = desk.slack.click(Persona.BEN.id(), direct(Persona.BEN).ts(), "link.thread");
    assertThat(answer.isOk()).isTrue();
    desk.slack.click(Persona.BEN.id(), direct(Persona.BEN).ts(), RequestCard.APPROVE);
    await().until(() -> scene.events(Approved.class).size() == 1);
    assertThat(scene.heardBy(Persona.BEN)).isEmpty();
  }
}
