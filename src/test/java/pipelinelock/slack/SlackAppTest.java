package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.rehearsal.Persona;
import pipelinelock.rehearsal.SimulatedSlack;
import pipelinelock.rehearsal.SlackFault;
import pipelinelock.rehearsal.SlackMessage;
import pipelinelock.runbook.RequestDesk;
import pipelinelock.slack.command.ApprovalButtons;
import pipelinelock.slack.command.Commands;
import pipelinelock.slack.command.Decisions;
import pipelinelock.slack.command.Directory;
import pipelinelock.slack.message.Banner;
import pipelinelock.slack.thread.IncidentThread;
import pipelinelock.slack.thread.RequestCard;
import pipelinelock.slack.thread.Tempo;
import pipelinelock.slack.thread.ThreadPublisher;
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
  private ThreadPublisher publisher;
  private WebServer server;
  private final CountDownLatch looking = new CountDownLatch(1);

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    var people = desk.connection.people(desk.clock);
    var commands =
        new Commands(
            Directory.of(CHANNELS),
            desk.incidents,
            _ -> {
              looking.countDown();
              throw new RemoteFailure(
                  RemoteFailure.Kind.TIMED_OUT, "Concourse did not answer within 3 s");
            },
            (environment, person, wish, tell) -> {
              tell.accept("The bot looks a second time in 60 s.");
              var result = desk.incidents.request(Story.request(wish.reason()));
              return new RequestDesk.Answer(result.decision(), Optional.of(result.incident()));
            },
            people);
    var buttons = new ApprovalButtons(new Decisions(desk.incidents, people), desk.ledger);
    app = new SlackApp(desk.connection, commands, buttons, desk.clock);
    publisher =
        new ThreadPublisher(
            desk.incidents,
            desk.ledger,
            CHANNELS,
            new IncidentThread((task, log) -> List.of()),
            desk.connection.posts(),
            new Banner(Optional.of("REHEARSAL")),
            new Tempo(
                Duration.ofMillis(5),
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(200)));
    publisher.start();
    var door =
        new SlackDoor(
            new DoorConfig(
                List.of(Desk.SECRET), SimulatedSlack.TEAM, Optional.empty(), "A0PIPELOCK"),
            desk.requests,
            desk.clock);
    server = new WebServer("127.0.0.1", 0, door, new SlackAppServlet(app.bolt()));
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

  private void says(Persona person, String text) {
    var answer = desk.slack.command(person.id(), CHANNEL, text);
    assertThat(answer.isOk()).as("%s", answer).isTrue();
  }

  private void sees(Persona person, String... words) {
    await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(String.join("\n", ephemerals(person))).contains(words));
  }

  private List<String> ephemerals(Persona person) {
    return desk.slack.ephemerals(person.id()).stream().map(SlackMessage::text).toList();
  }

  private void clicks(Persona person, String action) {
    assertThat(desk.slack.click(person.id(), request(action).ts(), action).isOk()).isTrue();
  }

  /** The message with the buttons, once it is there. */
  private SlackMessage request(String action) {
    return await()
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> find(action), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<SlackMessage> find(String action) {
    return desk.slack.messages(CHANNEL).stream()
        .flatMap(root -> desk.slack.replies(CHANNEL, root.ts()).stream())
        .filter(it -> it.actions().contains(action))
        // What the ledger does not know yet is not the bot's word.
        .filter(it -> desk.ledger.posted(Story.ID).stream().anyMatch(p -> p.ts().equals(it.ts())))
        .findFirst();
  }

  private Incident incident() {
    return desk.incidents.find(Story.ID).orElseThrow();
  }

  private void awaitPhase(Class<? extends Phase> phase) {
    await().atMost(Duration.ofSeconds(10)).until(() -> phase.isInstance(incident().phase()));
  }

  @Test
  void twoOthersApproveAndNobodyElseCounts() {
    says(Persona.ANA, "recreate dev04 \u201cthe lock hangs\u201d since 09:07");
    sees(Persona.ANA, "Looking at dev04", "a second time", "INC-1", "2 more people");
    assertThat(incident().request().reason()).isEqualTo("the lock hangs since 09:07");
    clicks(Persona.ANA, RequestCard.APPROVE);
    sees(Persona.ANA, "You asked for INC-1 yourself");
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
    desk.slack.clickOldVersion(Persona.GUS.id(), decided.ts(), RequestCard.APPROVE);
    sees(Persona.GUS, "has all the approvals it needs");
    assertThat(desk.slack.calls("auth.test")).isZero();
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
    var body =
        "payload=" + java.net.URLEncoder.encode(forged, java.nio.charset.StandardCharsets.UTF_8);
    assertThat(desk.slack.sendSigned("application/x-www-form-urlencoded", body).isOk()).isTrue();
    sees(Persona.BEN, "not the one in the incident's own thread");
    assertThat(incident().approvals()).isEmpty();
  }

  @Test
  void whoSlackDoesNotTellOfDoesNotCount() {
    says(Persona.ANA, "recreate dev04 because");
    var ts = request(RequestCard.APPROVE).ts();
    desk.slack.failNext("users.info", new SlackFault.Status(503));
    desk.slack.click(Persona.BEN.id(), ts, RequestCard.APPROVE);
    sees(Persona.BEN, "Slack could not tell who you are");
    assertThat(incident().approvals()).isEmpty();
  }

  @Test
  void aRejectionEndsItAndIsTold() {
    says(Persona.ANA, "recreate dev04 because");
    clicks(Persona.BEN, RequestCard.REJECT);
    awaitPhase(Phase.Closed.class);
    says(Persona.CLEO, "approve INC-1");
    sees(Persona.CLEO, "INC-1 is already over: rejected");
  }

  @Test
  void commandsFollowTheSameRules() {
    says(Persona.ANA, "RECREATE Dev04 because");
    sees(Persona.ANA, "INC-1");
    says(Persona.ANA, "approve inc-1");
    sees(Persona.ANA, "You asked for INC-1 yourself");
    says(Persona.BEN, "INC-1 approve");
    sees(Persona.BEN, "That counts. INC-1 waits for approval, 1 of 2");
    says(Persona.BEN, "cancel dev04");
    sees(Persona.BEN, "Only the one who asked can withdraw");
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
    assertThat(desk.slack.calls("chat.postEphemeral")).isEqualTo(1);
  }

  static Stream<Arguments> mistypes() {
    return Stream.of(
        argumentSet("nothing", "", "Is a deployment lock held, busy or hung"),
        argumentSet("help", "help", "/pipeline-lock recreate dev04 why it is needed"),
        argumentSet("help topic", "help Recreate", "Nothing is done before enough people"),
        argumentSet("near environment", "status dev4", "Did you mean dev04?"),
        argumentSet("unknown environment", "status prod-paris", "There are dev04, stg-lon"),
        argumentSet("missing environment", "recreate", "Which environment? There are dev04"),
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
    assertThat(desk.slack.messages(CHANNEL)).isEmpty();
  }

  @Test
  void malformedEventsGetAShortRefusal() {
    var answer =
        desk.slack.sendSigned(
            "application/json",
            "{\"type\":\"event_callback\",\"api_app_id\":\"A0PIPELOCK\",\"event\":{},"
                + "\"authorizations\":[{\"team_id\":\"T0REHEARSAL\"}]}");
    assertThat(answer.status()).isBetween(400, 499);
    assertThat(answer.body()).doesNotContain("Exception", "com.slack", "<html");
  }

  @Test
  void theTokenIsCheckedAtTheStart() {
    desk.connection.check();
    desk.slack.failNext("auth.test", new SlackFault.Refused("invalid_auth"));
    org.assertj.core.api.Assertions.assertThatThrownBy(desk.connection::check)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("invalid_auth")
        .hasMessageNotContaining(Desk.TOKEN);
    assertThat(Desk.config("http://x/").toString()).doesNotContain(Desk.TOKEN, Desk.SECRET);
  }
}
