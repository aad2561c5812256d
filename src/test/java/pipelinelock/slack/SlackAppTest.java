package pipelinelock.slack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.approved;

import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.NoteAdded;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Proofs;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackGestures;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.sender.Served;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.form.NoteForm;
import pipelinelock.slack.form.StatusForm;
import pipelinelock.slack.health.SlackHealth;
import pipelinelock.slack.home.RecentLooks;
import pipelinelock.slack.input.Directories;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.PostingLimits;
import pipelinelock.slack.thread.ThreadExamples;
import pipelinelock.slack.thread.ThreadPublisher;
import pipelinelock.slack.thread.card.AskAgain;
import pipelinelock.slack.thread.card.RequestCard;
import pipelinelock.slack.unwritten.UnwrittenThreads;
import pipelinelock.web.DoorConfig;
import pipelinelock.web.SlackDoor;
import pipelinelock.web.WebServer;

/** The way in and out over real HTTP: signed requests to Jetty, the door, Bolt, and back. */
class SlackAppTest {
  private static final String CHANNEL = SimulatedSlack.INCIDENTS;
  private static final Map<EnvironmentName, String> CHANNELS =
      Map.of(Story.DEV04, CHANNEL, new EnvironmentName("stg-lon"), "C0PLATFORM");

  private Desk desk;
  private SlackApp app;
  private SlackHealth health;
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private ThreadPublisher publisher;
  private WebServer server;
  private Optional<Confirmation> confirm = Optional.empty();
  private volatile boolean recordIsAway;
  private final CountDownLatch looking = new CountDownLatch(1);
  private Optional<Diagnosis> seen = Optional.empty();
  private final RecentLooks looks = new RecentLooks(this::look);

  private Diagnosis look(EnvironmentName environment) {
    looking.countDown();
    return seen.filter(_ -> environment.equals(Story.DEV04))
        .orElseThrow(
            () ->
                new RemoteFailure(
                    RemoteFailure.Kind.TIMED_OUT, "Concourse did not answer within 3 s"));
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    health = new SlackHealth(desk.clock);
    health.onChange(() -> troubles.addAll(health.troubles()));
    var people = desk.people();
    var requests =
        Asking.by(
            (environment, person, wish, tell) -> {
              tell.accept("The bot looks a second time in 60 s.");
              var result = desk.incidents.request(wanted(wish.reason()));
              return new RequestDesk.Answer(result.decision(), Optional.of(result.incident()));
            });
    var commands =
        new Commands(
            Directories.of(CHANNELS),
            desk.incidents,
            looks,
            requests,
            people,
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RefusalLog.NONE);
    app =
        new SlackApp(
            desk.connection,
            commands,
            new Wired(desk, CHANNELS, looks).interactions(requests, people),
            desk.requests,
            desk.clock);
    publisher =
        new ThreadPublisher(
            desk.incidents,
            desk.ledger,
            CHANNELS,
            ThreadExamples.of((task, log) -> List.of(), Map.of(), KnownPeople.OF_THE_STORY),
            desk.noDirects(),
            desk.posts(),
            new Banner(Optional.of("REHEARSAL")),
            new PostingLimits(
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(200)),
            IncidentLeases.SOLE,
            desk.shown,
            new UnwrittenThreads(
                desk.channels(),
                desk.ledger,
                KnownPeople.OF_THE_STORY,
                desk.noDirects(),
                health,
                Banner.NONE));
    publisher.start();
    var door =
        new SlackDoor(
            new DoorConfig(List.of(Desk.SECRET), new Served(SimulatedSlack.TEAM, "A0PIPELOCK")),
            (signature, at) -> {
              if (recordIsAway) {
                throw new RecordUnavailable("the disk is full", new IllegalStateException());
              }
              return desk.requests.isNew(signature, at);
            },
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

  @AfterEach
  void close() {
    server.close();
    app.close();
    publisher.close();
    desk.close();
  }

  /** What is asked for; some tests want approvals confirmed. */
  private IncidentEvent.Requested wanted(String reason) {
    var plain = Story.request(reason);
    return new IncidentEvent.Requested(
        plain.environment(),
        plain.by(),
        plain.reason(),
        plain.evidence(),
        plain.plan(),
        confirm
            .map(it -> PolicyBuilder.like(plain.policy()).confirm(it).build())
            .orElse(plain.policy()),
        plain.notes(),
        Optional.empty());
  }

  private void says(Persona person, String text) {
    var answer = desk.slack.command(person.id(), CHANNEL, text);
    assertThat(answer.isOk()).as("%s", answer).isTrue();
  }

  private void sees(Persona person, String... words) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(String.join("\n", ephemerals(person))).contains(words));
  }

  private List<String> ephemerals(Persona person) {
    return SlackScreen.of(desk.slack).ephemerals(person.id()).stream()
        .map(SlackMessage::text)
        .toList();
  }

  private void clicks(Persona person, String action) {
    assertThat(desk.slack.click(person.id(), request(action).ts(), action).isOk()).isTrue();
  }

  /** The message with the buttons, once it is there. */
  private SlackMessage request(String action) {
    return await()
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(action), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<SlackMessage> find(String action) {
    return SlackScreen.of(desk.slack).messages(CHANNEL).stream()
        .flatMap(root -> SlackScreen.of(desk.slack).replies(CHANNEL, root.ts()).stream())
        .filter(it -> it.actions().contains(action))
        // What the ledger does not know yet is not the bot's word.
        .filter(it -> desk.ledger.posted(Story.ID).stream().anyMatch(p -> p.ts().equals(it.ts())))
        .findFirst();
  }

  private Incident incident() {
    return desk.incidents.find(Story.ID).orElseThrow();
  }

  private void awaitPhase(Class<? extends Phase> phase) {
    await().until(() -> phase.isInstance(incident().phase()));
  }

  @Test
  void twoOthersApproveAndNobodyElseCounts() {
    says(Persona.ANA, "recreate dev04 \u201cthe lock hangs\u201d since 09:07");
    sees(Persona.ANA, "Looking at dev04", "a second time", "INC-1", "2 people have until");
    assertThat(incident().request().reason()).isEqualTo("\u201cthe lock hangs\u201d since 09:07");
    clicks(Persona.ANA, RequestCard.APPROVE);
    sees(Persona.ANA, "You requested INC-1 yourself");
    clicks(Persona.BEN, RequestCard.APPROVE);
    await().until(() -> incident().approvals().size() == 1);
    clicks(Persona.BEN, RequestCard.APPROVE);
    sees(Persona.BEN, "You have already approved INC-1");
    clicks(Persona.GUS, RequestCard.APPROVE);
    sees(Persona.GUS, "Guests of the workspace cannot decide");
    clicks(Persona.BOTTO, RequestCard.APPROVE);
    sees(Persona.BOTTO, "Bots and apps cannot decide");
    clicks(Persona.DEA, RequestCard.APPROVE);
    sees(Persona.DEA, "deactivated");
    assertThat(incident().approvals()).hasSize(1);
    clicks(Persona.CLEO, RequestCard.APPROVE);
    awaitPhase(Phase.Approved.class);
    await().until(() -> find(RequestCard.APPROVE).isEmpty());
    var decided =
        desk.ledger.posted(Story.ID).stream()
            .filter(it -> it.part().equals("request"))
            .findFirst()
            .orElseThrow();
    new SlackGestures(desk.slack)
        .clickOldVersion(Persona.GUS.id(), decided.ts(), RequestCard.APPROVE);
    sees(Persona.GUS, "has all the approvals it needs");
    assertThat(SlackScreen.of(desk.slack).calls("auth.test")).isZero();
  }

  @Test
  void aButtonElsewhereDoesNotCount() {
    says(Persona.ANA, "recreate dev04 because");
    var request = request(RequestCard.APPROVE);
    String forged =
        """
        {"type":"block_actions","api_app_id":"A0PIPELOCK","team":{"id":"T0REHEARSAL"},
         "user":{"id":"U0BEN","team_id":"T0REHEARSAL"},
         "container":{"type":"message","message_ts":"%s","channel_id":"C0PLATFORM"},
         "actions":[{"type":"button","action_id":"incident.approve","block_id":"b","value":"INC-1"}]}
        """
            .formatted(request.ts());
    var body = "payload=" + URLEncoder.encode(forged, UTF_8);
    assertThat(
            new SlackGestures(desk.slack)
                .sendSigned("application/x-www-form-urlencoded", body)
                .isOk())
        .isTrue();
    sees(Persona.BEN, "not the one in the incident's own thread");
    assertThat(incident().approvals()).isEmpty();
  }

  @Test
  void aButtonThatThisVersionDoesNotKnowSaysSo() throws Exception {
    says(Persona.ANA, "recreate dev04 because");
    var request = request(RequestCard.APPROVE);
    String old =
        """
        {"type":"block_actions","api_app_id":"A0PIPELOCK","team":{"id":"T0REHEARSAL"},
         "user":{"id":"U0BEN","team_id":"T0REHEARSAL"},"response_url":"https://slack.example/gone",
         "container":{"type":"message","message_ts":"%s","channel_id":"%s"},
         "actions":[{"type":"button","action_id":"recreate.approve.v0","block_id":"b","value":"1"}]}
        """
            .formatted(request.ts(), CHANNEL);
    var body = "payload=" + URLEncoder.encode(old, UTF_8);
    assertThat(
            new SlackGestures(desk.slack)
                .sendSigned("application/x-www-form-urlencoded", body)
                .isOk())
        .isTrue();
    sees(Persona.BEN, "another version of the bot", "nothing was done", "/pipeline-lock status");
    assertThat(incident().approvals()).isEmpty();
  }

  @Test
  void aButtonPressedWhileTheRecordIsAwayDoesNothingAndSaysSo() {
    says(Persona.ANA, "recreate dev04 because");
    request(RequestCard.APPROVE);
    recordIsAway = true;
    clicks(Persona.BEN, RequestCard.APPROVE);
    sees(Persona.BEN, "cannot reach its record right now, so it did nothing", "Try again");
    for (var block : List.of("{}", "\"x\"", "{\"type\":{}}")) {
      assertThat(presses(block))
          .as("a message that is none, with the block %s", block)
          .isEqualTo(503);
    }
    recordIsAway = false;
    assertThat(incident().approvals()).isEmpty();

    clicks(Persona.BEN, RequestCard.APPROVE);
    await().until(() -> incident().approvals().size() == 1);
  }

  private int presses(String block) {
    String payload =
        """
        {"type":"block_actions","api_app_id":"A0PIPELOCK","team":{"id":"T0REHEARSAL"},
         "user":{"id":"U0BEN"},"container":{},"response_url":"http://127.0.0.1:1/",
         "message":{"blocks":[%s]}}
        """
            .formatted(block);
    var body =
        "payload=" + java.net.URLEncoder.encode(payload, java.nio.charset.StandardCharsets.UTF_8);
    return new SlackGestures(desk.slack)
        .sendSigned("application/x-www-form-urlencoded", body)
        .status();
  }

  @Test
  void whoSlackDoesNotTellOfDoesNotCount() {
    says(Persona.ANA, "recreate dev04 because");
    var ts = request(RequestCard.APPROVE).ts();
    SlackFaults.of(desk.slack).failNext("users.info", new SlackFault.Status(503));
    desk.slack.click(Persona.BEN.id(), ts, RequestCard.APPROVE);
    sees(Persona.BEN, "Slack could not identify you");
    assertThat(incident().approvals()).isEmpty();
  }

  @Test
  void aRejectionEndsItAndIsTold() {
    says(Persona.ANA, "recreate dev04 because");
    clicks(Persona.BEN, RequestCard.REJECT);
    submits(Persona.BEN, "reason", "no");
    assertThat(desk.slack.modalOf(Persona.BEN.id()).orElseThrow().errors())
        .containsEntry(
            "reason", "Say why in a few words: the requester and the auditor will read it.");
    assertThat(incident().isOpen()).isTrue();
    submits(Persona.BEN, "reason", "the run is <!channel> only slow");
    awaitPhase(Phase.Closed.class);
    assertThat(((Phase.Closed) incident().phase()).summary())
        .isEqualTo("the run is <!channel> only slow");
    sees(Persona.BEN, "That counts. INC-1 is rejected");
    says(Persona.CLEO, "approve INC-1");
    sees(Persona.CLEO, "INC-1 is already over: rejected");
  }

  @Test
  void aRejectionByCommandNeedsAReasonToo() {
    says(Persona.ANA, "recreate dev04 because");
    sees(Persona.ANA, "INC-1");
    says(Persona.BEN, "reject INC-1");
    sees(Persona.BEN, "Say why in a few words");
    assertThat(incident().isOpen()).isTrue();
    says(Persona.BEN, "reject INC-1 only slow");
    awaitPhase(Phase.Closed.class);
  }

  @Test
  void theFormOfARejectionOpensOnlyInItsOwnThreadAndInTime() {
    says(Persona.ANA, "recreate dev04 because");
    SlackFaults.of(desk.slack).failNext("views.open", new SlackFault.Refused("expired_trigger_id"));
    clicks(Persona.BEN, RequestCard.REJECT);
    sees(Persona.BEN, "Slack did not open the form in time", "reject INC-1 why not");
    assertThat(desk.slack.modalOf(Persona.BEN.id())).isEmpty();
    assertThat(incident().isOpen()).isTrue();
  }

  @Test
  void anApprovalThatMustBeConfirmedCountsWithTheNameOnly() {
    confirm = Optional.of(Confirmation.TYPE_NAME);
    says(Persona.ANA, "recreate dev04 because");
    clicks(Persona.BEN, RequestCard.APPROVE);
    submits(Persona.BEN, "name", "stg-lon");
    assertThat(desk.slack.modalOf(Persona.BEN.id()).orElseThrow().errors())
        .containsEntry("name", "That is not the name. This request is for dev04.");
    assertThat(incident().approvals()).isEmpty();
    submits(Persona.BEN, "name", "dev04");
    await().until(() -> incident().approvals().size() == 1);
    says(Persona.CLEO, "approve INC-1");
    sees(Persona.CLEO, "you must also type the environment's name");
    assertThat(incident().approvals()).hasSize(1);
    says(Persona.CLEO, "approve INC-1 dev04");
    awaitPhase(Phase.Approved.class);
    assertThat(desk.incidents.events(Story.ID))
        .extracting(it -> Proofs.with(Optional.empty(), it.event()))
        .contains(
            new IncidentEvent.Approved(
                Story.BEN, Set.of(Panel.FIRST), Optional.of(Confirmation.TYPE_NAME)),
            new IncidentEvent.Approved(
                Story.CLEO, Set.of(Panel.FIRST), Optional.of(Confirmation.TYPE_NAME)));
    assertThat(desk.incidents.events(Story.ID))
        .filteredOn(it -> it.event() instanceof IncidentEvent.Approved)
        .extracting(it -> ((IncidentEvent.Approved) it.event()).proof().orElseThrow())
        .extracting(proof -> proof.card().isPresent(), proof -> proof.signature().isPresent())
        .as("the form remembers the card that was pressed, a typed command has none")
        .containsExactly(tuple(true, true), tuple(false, true));
  }

  @Test
  void aNoteIsPutOnRecordByCommandForAnEarlierTimeOfTheOnesOwnZone() {
    says(Persona.ANA, "recreate dev04 because");
    sees(Persona.ANA, "INC-1");
    says(Persona.BEN, "note INC-1 the web VM <!here> answers --at 09:42");
    sees(Persona.BEN, "Noted in *INC-1*, for", "2026-11-24 09:42 UTC");
    says(Persona.BEN, "note it was \u201cslow\u201d before \u2014at 10:30");
    sees(Persona.BEN, "2026-11-23 10:30 UTC");
    says(Persona.BEN, "note INC-1 x --at noon");
    sees(Persona.BEN, "noon is not a time of day, so nothing was noted");
    says(Persona.GUS, "note INC-1 me too");
    sees(Persona.GUS, "Guests of the workspace cannot");
    assertThat(incident().notes())
        .extracting(NoteAdded::text)
        .containsExactly("the web VM @here answers", "it was \u201cslow\u201d before");
    says(Persona.CLEO, "incident INC-1");
    sees(Persona.CLEO, "09:42:00 UTC", "<@U0BEN> noted: `the web VM @here answers`");
    await()
        .until(
            () ->
                thread().stream()
                    .anyMatch(it -> it.text().contains("<@U0BEN> noted, for <!date^1795513320")));
    assertThat(thread()).noneMatch(it -> it.text().contains("<!here>"));
  }

  @Test
  void aPinnedMessageIsNotedOnceWithItsAuthorTimeAndLink() {
    says(Persona.ANA, "recreate dev04 because");
    var request = request(RequestCard.APPROVE);
    var said =
        desk.slack.writes(
            Persona.CLEO.id(), CHANNEL, request.threadTs(), "cf-deploy <prints> again");
    desk.passes(Duration.ofMinutes(3));
    desk.slack.reacts(Persona.BEN.id(), said.ts(), "eyes");
    desk.slack.reacts(Persona.BEN.id(), said.ts(), "pushpin");
    sees(Persona.BEN, "Noted in *INC-1*");
    desk.slack.reacts(Persona.ANA.id(), said.ts(), "pushpin");
    sees(Persona.ANA, "is already in the timeline of INC-1");
    desk.slack.reacts(Persona.BEN.id(), request.ts(), "pushpin");
    sees(Persona.BEN, "The bot wrote that message itself");
    assertThat(incident().notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.by()).isEqualTo(Story.BEN);
              assertThat(note.said()).contains(Story.CLEO);
              assertThat(note.text()).isEqualTo("cf-deploy <prints> again");
              assertThat(note.about()).isEqualTo(Story.AT);
              assertThat(note.link().orElseThrow())
                  .startsWith("https://rehearsal.slack.example/archives/C0INCIDENTS/p");
            });
  }

  private boolean knows(String part) {
    return desk.ledger.posted(Story.ID).stream().anyMatch(it -> it.part().equals(part));
  }

  @Test
  void anEventThatSlackDeliversAgainActsOnce() {
    var gestures = new SlackGestures(desk.slack);
    says(Persona.ANA, "recreate dev04 because");
    var request = request(RequestCard.APPROVE);
    var said = desk.slack.writes(Persona.CLEO.id(), CHANNEL, request.threadTs(), "it is slow");
    await("the thread's own address").until(() -> knows("root.link"));
    int links = SlackScreen.of(desk.slack).calls("chat.getPermalink");
    var away = new SlackFault.Status(503); // so that no link tells which message it was
    SlackFaults.of(desk.slack).failNext("chat.getPermalink", away);
    gestures.reacts(Persona.BEN.id(), said.ts(), "pushpin");
    sees(Persona.BEN, "Noted in *INC-1*");
    for (int again = 1; again <= 3; again++) {
      desk.passes(Duration.ofSeconds(50));
      assertThat(gestures.deliversAgain().isOk()).isTrue();
    }
    assertThat(SlackScreen.of(desk.slack).calls("chat.getPermalink") - links)
        .as("nothing was done again")
        .isEqualTo(1);
    SlackFaults.of(desk.slack).failNext("chat.getPermalink", away);
    desk.slack.reacts(Persona.BEN.id(), said.ts(), "pushpin"); // the same by another event_id
    sees(Persona.BEN, "is already in the timeline of INC-1");
    assertThat(incident().notes()).hasSize(1);
  }

  @Test
  void aMessagesMenuAsksWhichIncidentAndWhatIsNoted() {
    var said = desk.slack.writes(Persona.CLEO.id(), CHANNEL, Optional.empty(), "it is slow & old");
    desk.slack.choosesInMenu(Persona.BEN.id(), said.ts(), NoteForm.SHORTCUT);
    sees(Persona.BEN, "No incident is open");
    says(Persona.ANA, "recreate dev04 because");
    sees(Persona.ANA, "INC-1");
    desk.slack.choosesInMenu(Persona.BEN.id(), said.ts(), NoteForm.SHORTCUT);
    submits(Persona.BEN, "incident", "INC-1");
    sees(Persona.BEN, "Noted in *INC-1*");
    assertThat(incident().notes())
        .singleElement()
        .satisfies(
            note -> {
              assertThat(note.about()).as("the time of the message").isEqualTo(Story.AT);
              assertThat(note.text()).isEqualTo("it is slow & old");
              assertThat(note.said()).contains(Story.CLEO);
              assertThat(note.link()).isPresent();
            });
  }

  @Test
  void aMessageMayTellOfAnEarlierTimeAndOfNoLaterOne() {
    says(Persona.ANA, "recreate dev04 because");
    sees(Persona.ANA, "INC-1");
    var said = desk.slack.writes(Persona.CLEO.id(), CHANNEL, Optional.empty(), "it hung at nine");
    desk.slack.choosesInMenu(Persona.BEN.id(), said.ts(), NoteForm.SHORTCUT);
    var nine = Story.AT.minus(Duration.ofMinutes(100));
    submits(Persona.BEN, "time", seconds(Story.AT.plus(Duration.ofMinutes(5))));
    assertThat(desk.slack.modalOf(Persona.BEN.id()).orElseThrow().errors())
        .containsEntry("time", "That time is in the future. Choose the time it happened.");
    submits(Persona.BEN, "time", "1");
    assertThat(desk.slack.modalOf(Persona.BEN.id()).orElseThrow().errors())
        .containsEntry("time", "Choose a day and a time.");
    submits(Persona.BEN, "time", seconds(nine));
    sees(Persona.BEN, "Noted in *INC-1*");
    assertThat(incident().notes()).extracting(NoteAdded::about).containsExactly(nine);

    desk.slack.choosesInMenu(Persona.CLEO.id(), said.ts(), NoteForm.SHORTCUT);
    submits(Persona.CLEO, "time", seconds(nine.plusSeconds(60)));
    sees(Persona.CLEO, "That message is already in the timeline of INC-1.");
  }

  private static String seconds(Instant at) {
    return String.valueOf(at.getEpochSecond());
  }

  @Test
  void aStatusMayBeShownToEverybodyAndSaysWhoAsked() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    says(Persona.BEN, "status dev04 --public");
    await()
        .untilAsserted(
            () ->
                assertThat(SlackScreen.of(desk.slack).messages(CHANNEL))
                    .extracting(SlackMessage::text)
                    .singleElement()
                    .asString()
                    .contains("HUNG CLAIM", "Requested by <@U0BEN>"));
    assertThat(ephemerals(Persona.BEN)).containsExactly("REHEARSAL · Looking at dev04 …");
    says(Persona.BEN, "status stg-lon --public");
    sees(Persona.BEN, "Concourse did not answer within 3 s. Try again");
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).hasSize(1);
  }

  private String home(Persona person) {
    return desk.slack.homeOf(person.id()).map(it -> it.json().toString()).orElse("");
  }

  @Test
  void theHomeTabShowsEveryEnvironmentAndFollowsWhatChanges() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    desk.usedBefore.note(Story.ANA);
    desk.slack.opensHome(Persona.ANA.id());
    await()
        .untilAsserted(
            () ->
                assertThat(home(Persona.ANA))
                    .doesNotContain("New here?")
                    .contains("*dev04* · HUNG CLAIM", "The lock has been free since", "stg-lon"));
    desk.slack.clickInView(Persona.ANA.id(), AskAgain.CURE);
    submits(Persona.ANA, "reason", "the claim is silent");
    sees(Persona.ANA, "*INC-1* is open");
    await()
        .untilAsserted(
            () ->
                assertThat(home(Persona.ANA))
                    .contains("*dev04* · INC-1 needs people", "has 0 of 2 approvals")
                    .doesNotContain(AskAgain.CURE));
    int published = SlackScreen.of(desk.slack).calls("views.publish");
    desk.append(Story.ID, approved(Story.BEN));
    await().untilAsserted(() -> assertThat(home(Persona.ANA)).contains("has 1 of 2 approvals"));
    assertThat(SlackScreen.of(desk.slack).calls("views.publish")).isEqualTo(published + 1);
    desk.passes(Duration.ofHours(1));
    desk.append(Story.ID, new IncidentEvent.Expired());
    says(Persona.BEN, "status dev04");
    sees(Persona.BEN, "HUNG CLAIM");
    assertThat(SlackScreen.of(desk.slack).calls("views.publish")).isEqualTo(published + 1);
  }

  /** The verdict is never hidden by a record that somebody changed, and the change is said. */
  @Test
  void anIncidentThatDoesNotHoldIsSaidBesideTheStatus() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    desk.play(Story.requested());
    desk.forges(Story.ID, new IncidentEvent.Started(Story.evidence()));
    says(Persona.BEN, "status dev04");
    sees(Persona.BEN, "Do not act on it:");
    sees(Persona.BEN, "event 2 (started) does not fit its hash");
    sees(Persona.BEN, "HUNG CLAIM");
    says(Persona.BEN, "approve INC-1");
    sees(Persona.BEN, "This bot cannot continue: the record of INC-1 does not hold");
  }

  /** The machine's clock jumps two hours ahead and is set right again, amid a request. */
  @Test
  void aClockThatJumpsTwoHoursCountsNoYesLateNorTwiceAndNoRecordedTimeGoesBack() {
    says(Persona.ANA, "recreate dev04 the lock hangs since 09:07");
    clicks(Persona.BEN, RequestCard.APPROVE);
    await().until(() -> incident().approvals().size() == 1);

    desk.passes(Duration.ofHours(2));
    clicks(Persona.CLEO, RequestCard.APPROVE);
    sees(Persona.CLEO, "INC-1");
    assertThat(incident().approvals()).as("by that clock its time is over").hasSize(1);

    desk.passes(Duration.ofHours(-2));
    clicks(Persona.BEN, RequestCard.APPROVE);
    sees(Persona.BEN, "You have already approved INC-1");
    clicks(Persona.CLEO, RequestCard.APPROVE);
    await().until(() -> incident().approvals().size() == 2);

    desk.passes(Duration.ofHours(-2));
    says(Persona.BEN, "note INC-1 the clock of this machine is two hours behind");
    await().until(() -> incident().notes().size() == 1);
    assertThat(desk.incidents.events(Story.ID).stream().map(Recorded::at)).isSorted();
  }

  /**
   * Who asked and who may approve are notified once, and everything is posted when the channel
   * takes it.
   */
  @Test
  void whereTheChannelTakesNoMessageItsPeopleAreToldDirectly() {
    SlackFaults.of(desk.slack)
        .failNext("chat.postMessage", new SlackFault.Refused("not_in_channel"));
    var id = desk.play(Story.requested());

    for (var person : List.of(Persona.ANA, Persona.BEN, Persona.CLEO)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(directs(person))
                      .singleElement()
                      .asString()
                      .contains("Nobody can see its thread", "/invite @pipeline-lock")
                      .contains("/pipeline-lock approve " + id));
    }
    await().until(() -> SlackScreen.of(desk.slack).messages(CHANNEL).size() == 1);
    await().until(() -> health.troubles().isEmpty());
    assertThat(troubles)
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains("no message can be written in the threads of INC-1 in " + CHANNEL)
                    .contains("not_in_channel"));
    assertThat(directs(Persona.ANA)).hasSize(1);
  }

  private List<String> directs(Persona person) {
    return SlackScreen.of(desk.slack).directs(person.id()).stream()
        .map(SlackMessage::text)
        .toList();
  }

  /** Nothing else changes meanwhile that would make the bot try again. */
  @Test
  void aHomeTabThatSlackDidNotTakeIsSentAgainWhenItMay() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    desk.slack.opensHome(Persona.ANA.id());
    await().until(() -> home(Persona.ANA).contains("HUNG CLAIM"));
    var published = SlackScreen.of(desk.slack).calls("views.publish");
    SlackFaults.of(desk.slack)
        .failNext("views.publish", new SlackFault.RateLimited(Duration.ofSeconds(1)));
    desk.play(Story.requested());

    await().until(() -> home(Persona.ANA).contains("has 0 of 2 approvals"));
    assertThat(SlackScreen.of(desk.slack).calls("views.publish"))
        .as("the refused one, and one more")
        .isEqualTo(published + 2);
  }

  /** Slack limits the method, and not the person whose page it was. */
  @Test
  void noHomeTabIsSentBeforeSlackTakesPagesAgain() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    var pause = Duration.ofSeconds(1);
    SlackFaults.of(desk.slack).failNext("views.publish", new SlackFault.RateLimited(pause));
    long start = System.nanoTime();
    desk.slack.opensHome(Persona.ANA.id());
    await().until(() -> SlackScreen.of(desk.slack).calls("views.publish") == 1);
    desk.slack.opensHome(Persona.BEN.id());
    await().until(() -> home(Persona.BEN).contains("HUNG CLAIM"));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(pause);
    await().until(() -> home(Persona.ANA).contains("HUNG CLAIM"));
  }

  @Test
  void homeExplainsTheBotUntilSomebodyHasUsedIt() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    desk.slack.opensHome(Persona.ANA.id());
    desk.slack.opensHome(Persona.BEN.id());
    for (var person : List.of(Persona.ANA, Persona.BEN)) {
      await()
          .untilAsserted(
              () -> assertThat(home(person)).contains("New here?", "HUNG CLAIM", "<!subteam^S0"));
    }
    says(Persona.ANA, "dm");
    await().untilAsserted(() -> assertThat(home(Persona.ANA)).doesNotContain("New here?"));
    assertThat(desk.usedBefore.has(Story.ANA)).isTrue();
    assertThat(home(Persona.BEN)).contains("New here?");
    assertThat(desk.usedBefore.has(Story.BEN)).as("opening it is no use of it").isFalse();
  }

  @Test
  void theHomeTabIsForMembersOnly() {
    desk.slack.opensHome(Persona.GUS.id());
    await().until(() -> home(Persona.GUS).contains("full members of the workspace"));
    assertThat(home(Persona.GUS)).doesNotContain("dev04");
  }

  @Test
  void theShortcutAsksForTheEnvironmentAndShowsItsStatus() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    desk.slack.choosesShortcut(Persona.ANA.id(), StatusForm.SHORTCUT);
    submits(Persona.ANA, "environment", "dev04");
    awaitModal(Persona.ANA, "HUNG CLAIM");
    desk.slack.clickInView(Persona.ANA.id(), AskAgain.RECREATE);
    awaitModal(Persona.ANA, "Why is it needed?");
    desk.slack.closeView(Persona.ANA.id());
    awaitModal(Persona.ANA, "HUNG CLAIM");
    desk.slack.closeView(Persona.ANA.id());
    desk.slack.choosesShortcut(Persona.ANA.id(), StatusForm.SHORTCUT);
    submits(Persona.ANA, "environment", "stg-lon");
    awaitModal(Persona.ANA, "Concourse did not answer within 3 s. Try again");
  }

  @Test
  void whoIsInNoChannelIsAnsweredDirectly() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    desk.slack.opensHome(Persona.ANA.id());
    await().until(() -> home(Persona.ANA).contains(AskAgain.CURE));
    for (int i = 0; i < 6; i++) {
      SlackFaults.of(desk.slack)
          .failNext("chat.postEphemeral", new SlackFault.Refused("user_not_in_channel"));
    }
    desk.slack.clickInView(Persona.ANA.id(), AskAgain.CURE);
    submits(Persona.ANA, "reason", "the claim is silent");
    await()
        .untilAsserted(
            () ->
                assertThat(SlackScreen.of(desk.slack).directs(Persona.ANA.id()))
                    .extracting(SlackMessage::text)
                    .anySatisfy(it -> assertThat(it).contains("Looking at dev04 first"))
                    .anySatisfy(it -> assertThat(it).contains("*INC-1* is open")));
    assertThat(ephemerals(Persona.ANA)).isEmpty();
    assertThat(SlackScreen.of(desk.slack).directs(Persona.BEN.id())).isEmpty();
  }

  @Test
  void aShortcutWhoseFormCannotOpenSaysSo() {
    SlackFaults.of(desk.slack).failNext("views.open", new SlackFault.Refused("expired_trigger_id"));
    desk.slack.choosesShortcut(Persona.ANA.id(), StatusForm.SHORTCUT);
    await()
        .untilAsserted(
            () ->
                assertThat(SlackScreen.of(desk.slack).directs(Persona.ANA.id()))
                    .extracting(SlackMessage::text)
                    .singleElement()
                    .asString()
                    .contains("did not open the form in time", "/pipeline-lock status dev04"));
  }

  /** Slack waits three seconds for the acknowledgement, and its own answer may take longer. */
  @Test
  void aShortcutIsAcknowledgedBeforeSlackHasOpenedItsForm() {
    var slow = new CountDownLatch(1);
    SlackFaults.of(desk.slack)
        .failNext(
            "views.open", new SlackFault.Held(slow, new SlackFault.Refused("expired_trigger_id")));
    try {
      assertThat(desk.slack.choosesShortcut(Persona.ANA.id(), StatusForm.SHORTCUT).isOk())
          .as("while Slack still has the form in hand")
          .isTrue();
      await().until(() -> SlackScreen.of(desk.slack).calls("views.open") == 1);
      assertThat(SlackScreen.of(desk.slack).directs(Persona.ANA.id())).isEmpty();
    } finally {
      slow.countDown();
    }
    await()
        .untilAsserted(
            () ->
                assertThat(SlackScreen.of(desk.slack).directs(Persona.ANA.id()))
                    .extracting(SlackMessage::text)
                    .singleElement()
                    .asString()
                    .contains("did not open the form in time", "/pipeline-lock status dev04"));
  }

  @Test
  void theCommandAloneOpensAFormThatAsksAsTypedTextDoes() {
    says(Persona.ANA, "");
    submits(
        Persona.ANA,
        Map.of("command", "recreate", "environment", "dev04", "reason", "--fix did not help"));
    sees(Persona.ANA, "Looking at dev04 first", "a second time", "INC-1", "2 people have until");
    assertThat(incident().request().reason()).isEqualTo("--fix did not help");
    assertThat(desk.slack.modalOf(Persona.ANA.id())).isEmpty();

    says(Persona.ANA, " ");
    submits(Persona.ANA, Map.of("command", "cancel", "environment", "dev04"));
    awaitPhase(Phase.Closed.class);
    assertThat(((Phase.Closed) incident().phase()).outcome()).isEqualTo(Outcome.WITHDRAWN);
  }

  @Test
  void whatIsOnlyAskedIsShownInTheFormToMembersAlone() {
    seen = Optional.ofNullable(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    says(Persona.ANA, "");
    submits(Persona.ANA, "command", "status");
    awaitModal(Persona.ANA, "HUNG CLAIM");
    desk.slack.closeView(Persona.ANA.id());
    says(Persona.ANA, "");
    submits(Persona.ANA, Map.of("command", "status", "environment", "stg-lon"));
    awaitModal(Persona.ANA, "Concourse did not answer within 3 s. Try again");
    says(Persona.GUS, "");
    submits(Persona.GUS, "command", "status");
    awaitModal(Persona.GUS, "Only full members of this workspace are shown that");
  }

  @Test
  void theHelpIsTheAnswerWhereTheFormCannotOpen() {
    for (var fault :
        List.of(
            new SlackFault.Refused("expired_trigger_id"),
            new SlackFault.RateLimited(Duration.ofSeconds(30)),
            new SlackFault.Page("<html>bad gateway</html>"),
            new SlackFault.Status(503))) {
      int before = ephemerals(Persona.ANA).size();
      SlackFaults.of(desk.slack).failNext("views.open", fault);
      says(Persona.ANA, "");
      await().until(() -> ephemerals(Persona.ANA).size() == before + 1);
      assertThat(ephemerals(Persona.ANA).getLast())
          .as("%s", fault)
          .contains("Shows whether a deployment lock is free, busy or hung");
    }
    assertThat(desk.slack.modalOf(Persona.ANA.id())).isEmpty();
  }

  /** Slack waits three seconds for the acknowledgement, and the trigger lives as long. */
  @Test
  void theCommandAloneIsAcknowledgedBeforeSlackHasOpenedItsForm() {
    var slow = new CountDownLatch(1);
    SlackFaults.of(desk.slack)
        .failNext(
            "views.open", new SlackFault.Held(slow, new SlackFault.Refused("expired_trigger_id")));
    try {
      says(Persona.ANA, "");
      await().until(() -> SlackScreen.of(desk.slack).calls("views.open") == 1);
      assertThat(ephemerals(Persona.ANA)).isEmpty();
    } finally {
      slow.countDown();
    }
    sees(Persona.ANA, "Shows whether a deployment lock is free, busy or hung");
  }

  private void awaitModal(Persona person, String words) {
    await()
        .untilAsserted(
            () ->
                assertThat(desk.slack.modalOf(person.id()).map(it -> it.json().toString()))
                    .get()
                    .asString()
                    .contains(words));
  }

  private List<SlackMessage> thread() {
    return SlackScreen.of(desk.slack).messages(CHANNEL).stream()
        .flatMap(root -> SlackScreen.of(desk.slack).replies(CHANNEL, root.ts()).stream())
        .toList();
  }

  private void submits(Persona person, String field, String text) {
    submits(person, Map.of(field, text));
  }

  private void submits(Persona person, Map<String, String> values) {
    await().until(() -> desk.slack.modalOf(person.id()).isPresent());
    assertThat(desk.slack.submitView(person.id(), values).isOk()).isTrue();
  }

  @Test
  void aDryRunShowsThePlanAndBeginsNothing() {
    says(Persona.ANA, "recreate dev04 --dry-run");
    sees(
        Persona.ANA,
        "Dry run: this is not a request, and nothing is done",
        "1. pause the job pipeline-lock",
        "It ends one build.",
        "Needs 2 approvals",
        "/pipeline-lock recreate dev04 why it is needed");
    says(Persona.ANA, "release --dry-run dev04");
    sees(Persona.ANA, "/pipeline-lock release dev04 why it is needed");
    says(Persona.ANA, "release dev04 --fix because");
    sees(Persona.ANA, "There is no option --fix. The options are --keep-claim");
    assertThat(desk.incidents.open()).isEmpty();
  }

  @Test
  void commandsFollowTheSameRules() {
    says(Persona.ANA, "RECREATE Dev04 because");
    sees(Persona.ANA, "INC-1");
    says(Persona.ANA, "approve inc-1");
    sees(Persona.ANA, "You requested INC-1 yourself");
    says(Persona.BEN, "INC-1 approve");
    sees(Persona.BEN, "That counts. INC-1 waits for approval, 1 of 2");
    says(Persona.BEN, "cancel dev04");
    sees(Persona.BEN, "Only the requester can withdraw");
    says(Persona.ANA, "cancel dev04");
    awaitPhase(Phase.Closed.class);
    assertThat(((Phase.Closed) incident().phase()).outcome()).isEqualTo(Outcome.WITHDRAWN);
    says(Persona.CLEO, "history dev04");
    sees(Persona.CLEO, "INC-1", "withdrawn");
    says(Persona.CLEO, "incident 1");
    sees(Persona.CLEO, "concourse-worker/89f7a596");
  }

  @Test
  void aRemoteThatDoesNotAnswerIsToldWithTheWayOut() throws InterruptedException {
    says(Persona.ANA, "status dev04");
    looking.await();
    sees(Persona.ANA, "REHEARSAL", "Concourse did not answer within 3 s. Try again");
  }

  @Test
  void aSpentResponseUrlIsReplacedByAPrivatePost() {
    says(Persona.ANA, "recreate dev04 because");
    sees(Persona.ANA, "INC-1");
    var to =
        new Replies.Address(
            Persona.ANA.id(),
            CHANNEL,
            desk.slack.apiUrl().replace("/api/", "/_hooks/response/gone"),
            Optional.empty());
    new Replies(desk.connection)
        .send(to, pipelinelock.slack.message.Message.sentence("told another way"));
    sees(Persona.ANA, "told another way");
    assertThat(SlackScreen.of(desk.slack).calls("chat.postEphemeral")).isEqualTo(1);
  }

  static Stream<Arguments> mistypes() {
    return Stream.of(
        argumentSet("help", "help", "recreate dev04 why it is needed"),
        argumentSet("help topic", "help Recreate", "does nothing before enough people"),
        argumentSet("near environment", "status dev4", "Did you mean dev04?"),
        argumentSet(
            "unknown environment", "status prod-paris", "Known environments: dev04, stg-lon"),
        argumentSet(
            "missing environment", "recreate", "Which environment? Known environments: dev04"),
        argumentSet("near command", "statsu dev04", "Did you mean /pipeline-lock status dev04?"),
        argumentSet("unknown command", "make coffee", "There is no command make."),
        argumentSet("unknown incident", "incident INC-99", "There is no INC-99."),
        argumentSet("missing incident", "approve", "Which incident?"),
        argumentSet("nothing open", "cancel stg-lon", "Nothing is open in stg-lon"),
        argumentSet("no history", "history stg-lon", "has had no incident yet"),
        argumentSet("envs", "ENVS", "stg-lon"),
        argumentSet("hostile", "<!channel> `rm`", "There is no command"));
  }

  @ParameterizedTest
  @MethodSource("mistypes")
  void whateverIsTypedGetsAClearPrivateAnswer(String text, String answer) {
    says(Persona.ANA, text);
    sees(Persona.ANA, answer);
    assertThat(ephemerals(Persona.ANA)).noneMatch(it -> it.contains("<!channel>"));
    assertThat(SlackScreen.of(desk.slack).messages(CHANNEL)).isEmpty();
  }

  @Test
  void malformedEventsGetAShortRefusal() {
    var answer =
        new SlackGestures(desk.slack)
            .sendSigned(
                "application/json",
                "{\"type\":\"event_callback\",\"api_app_id\":\"A0PIPELOCK\",\"event\":{},"
                    + "\"authorizations\":[{\"team_id\":\"T0REHEARSAL\"}]}");
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body()).doesNotContain("Exception", "com.slack", "<html");
  }

  /** Slack sends four times what is not acknowledged, and in the end nothing more. */
  @Test
  void anEventThatTheBotDidNotAskForIsAcknowledged() {
    var answer =
        new SlackGestures(desk.slack)
            .sendSigned(
                "application/json",
                "{\"type\":\"event_callback\",\"api_app_id\":\"A0PIPELOCK\","
                    + "\"event\":{\"type\":\"message\",\"channel\":\"C1\",\"text\":\"hello\"},"
                    + "\"authorizations\":[{\"team_id\":\"T0REHEARSAL\"}]}");
    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void theTokenIsCheckedAtTheStart() {
    desk.standing().token();
    SlackFaults.of(desk.slack).failNext("auth.test", new SlackFault.Refused("invalid_auth"));
    org.assertj.core.api.Assertions.assertThatThrownBy(desk.standing()::token)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("invalid_auth")
        .hasMessageNotContaining(Desk.TOKEN);
    assertThat(Desk.config("http://x/").toString()).doesNotContain(Desk.TOKEN, Desk.SECRET);
  }
}
