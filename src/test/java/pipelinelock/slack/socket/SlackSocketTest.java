package pipelinelock.slack.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Uninterruptibles;
import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackGestures;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.delivery.SlackAnswer;
import pipelinelock.rehearsal.slack.delivery.SlackSocketServer;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.channel.Sent;
import pipelinelock.slack.channel.WebApi;

/** Against the simulated Slack, with an app that echoes what people type. */
class SlackSocketTest {
  private static final String OPEN = "apps.connections.open";
  private static final String APP = "A0PIPELOCK";
  private static final SocketPace QUICK =
      new SocketPace(
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofHours(5));

  private final OkHttpClient http = new OkHttpClient();
  private final SimulatedSlack slack =
      new SimulatedSlack(SimulatedSlack.Config.of("xoxb-socket", "secret"), InstantSource.system());
  private final Slack sdk = sdk(slack);
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<SlackSocket> nodes = new ArrayList<>();

  SlackSocketTest() {
    slack.usesSocketMode();
  }

  @AfterEach
  void close() throws Exception {
    released.countDown();
    nodes.forEach(SlackSocket::close);
    slack.close();
    sdk.close();
    http.dispatcher().executorService().shutdown();
  }

  private static Slack sdk(SimulatedSlack slack) {
    var config = new SlackConfig();
    config.setMethodsEndpointUrlPrefix(slack.apiUrl());
    config.setProxyUrl(null);
    config.setStatsEnabled(false);
    return Slack.getInstance(config);
  }

  /** A node of the app, which remembers what it received. */
  private SlackSocket node(ConcurrentLinkedQueue<String> heard) {
    var bolt = new App(AppConfig.builder().slack(sdk).build(), sdk, List.of());
    bolt.command(
        "/pipeline-lock",
        (request, context) -> {
          String text = request.getPayload().getText();
          heard.add(text);
          if (text.equals("slow")) {
            Uninterruptibles.awaitUninterruptibly(released);
          }
          return context.ack("echo " + text);
        });
    var node =
        new SlackSocket(
            new SocketAddresses(
                new WebApi(sdk.methods("xoxb-socket"), System::nanoTime), "xapp-socket"),
            http,
            new Reception(bolt, _ -> {}),
            APP,
            InstantSource.system(),
            QUICK);
    nodes.add(node);
    return node;
  }

  private SlackSocket started() {
    var node = node(new ConcurrentLinkedQueue<>());
    node.start();
    await().until(() -> node.hearing().hears());
    return node;
  }

  private SlackAnswer types(String text) {
    return slack.command(Persona.ANA.id(), SimulatedSlack.INCIDENTS, text);
  }

  private SlackSocketServer sockets() {
    return new SlackGestures(slack).sockets();
  }

  @Test
  void noAnswerToTheQuestionForAnAddressMakesItGiveUp() {
    for (var fault :
        List.of(
            new SlackFault.Page("<html>502 Bad Gateway</html>"),
            new SlackFault.Bare(),
            new SlackFault.Status(503),
            new SlackFault.Refused("internal_error"),
            new SlackFault.Refused("invalid_auth"),
            new SlackFault.Cut(),
            new SlackFault.RateLimited(Duration.ofSeconds(1)))) {
      SlackFaults.of(slack).failNext(OPEN, fault);
    }
    started();
    assertThat(types("dev04").body()).contains("echo dev04");
    assertThat(SlackScreen.of(slack).calls(OPEN)).isEqualTo(8);
  }

  @Test
  void whileItIsDeafItSaysSinceWhenAndWhy() {
    SlackFaults.of(slack)
        .weather(() -> Optional.of(new SlackFault.Page("<html>maintenance</html>")));
    var node = node(new ConcurrentLinkedQueue<>());
    node.start();
    await().until(() -> node.hearing().why(), why -> why.contains("not Slack's"));
    assertThat(node.hearing().hears()).isFalse();
    assertThat(node.hearing()).asString().startsWith("deaf to Slack since 20");
  }

  @Test
  void anAddressThatOpensNothingIsAskedForAgain() {
    var used = new ConcurrentLinkedQueue<URI>();
    used.add(URI.create("ws://127.0.0.1:9/nobody-listens-here"));
    used.add(URI.create(sockets().url() + "-unknown"));
    var real =
        new SocketAddresses(
            new WebApi(sdk.methods("xoxb-socket"), System::nanoTime), "xapp-socket");
    var bolt = new App(AppConfig.builder().slack(sdk).build(), sdk, List.of());
    var node =
        new SlackSocket(
            () -> used.isEmpty() ? real.get() : new Sent.Done<>(used.remove()),
            http,
            new Reception(bolt, _ -> {}),
            APP,
            InstantSource.system(),
            QUICK);
    nodes.add(node);
    node.start();
    await().until(() -> node.hearing().hears());
    assertThat(used).isEmpty();
  }

  @Test
  void aConnectionThatAnswersNoPingIsReplaced() {
    var node = started();
    var before = node.hearing();
    sockets().goesSilent();
    await().until(() -> node.hearing().hears() && node.hearing().since().isAfter(before.since()));
    await().until(() -> types("dev04").body().contains("echo dev04"));
  }

  @Test
  void aConnectionThatIsClosedIsReplaced() {
    started();
    sockets().drop();
    await().until(() -> types("dev04").body().contains("echo dev04"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"warning", "refresh_requested", "a reason that is new"})
  void anAnnouncedEndOpensAnotherOneBesideItAndNothingIsLost(String reason) {
    var node = started();
    sockets().announcesEnd(reason);
    await().until(() -> node.hearing().connections() == 2);
    // Slack sends over both until the first one ends.
    assertThat(IntStream.range(0, 4).mapToObj(i -> types("dev0" + i).isOk())).containsOnly(true);
  }

  @Test
  void aConnectionGetsItsSuccessorBeforeSlackEndsIt() {
    sockets().nextLast(1);
    var node = started();
    sockets().nextLast(18_060);
    var since = node.hearing().since();
    await().until(() -> sockets().mostConnections() == 2); // side by side
    await().until(() -> sockets().connections() == 1); // the bot ended what Slack forgot to end
    assertThat(node.hearing().since()).isEqualTo(since);
    assertThat(types("dev04").isOk()).isTrue();
  }

  @Test
  void socketModeSwitchedOffIsToldAndWaitedFor() {
    var node = started();
    sockets().switchOff();
    await().until(() -> node.hearing().why(), why -> why.contains("socket_mode_is_off"));
    sockets().switchOn();
    await().until(() -> node.hearing().hears());
  }

  @Test
  void aTokenOfAnotherAppIsToldWithBothIds() {
    sockets().nextAreOf("A0OTHER");
    var node = node(new ConcurrentLinkedQueue<>());
    node.start();
    await()
        .until(
            () -> node.hearing().why(),
            "the app-level token belongs to app A0OTHER, but slack.app_id is A0PIPELOCK"::equals);
    assertThat(types("dev04").isOk()).isFalse();
  }

  @Test
  void severalNodesOfOneAppShareWhatComes() {
    var heardByOne = new ConcurrentLinkedQueue<String>();
    var heardByTwo = new ConcurrentLinkedQueue<String>();
    var one = node(heardByOne);
    var two = node(heardByTwo);
    one.start();
    two.start();
    await().until(() -> one.hearing().hears() && two.hearing().hears());
    assertThat(IntStream.range(0, 6).mapToObj(i -> types("dev0" + i).isOk())).containsOnly(true);
    assertThat(heardByOne).hasSize(3);
    assertThat(heardByTwo).hasSize(3);
    one.close();
    await().until(() -> sockets().connections() == 1);
    assertThat(types("dev09").isOk()).isTrue();
    assertThat(heardByTwo).contains("dev09");
  }

  @Test
  void oneConnectionTooManyIsToldAndTheOthersStay() {
    for (int node = 0; node < SlackSocketServer.MOST; node++) {
      started();
    }
    var more = node(new ConcurrentLinkedQueue<>());
    more.start();
    await().until(() -> more.hearing().why(), why -> why.contains("as many connections"));
    nodes.getFirst().close();
    await().until(() -> more.hearing().hears());
  }

  @Test
  void whatOnePersonAsksForWaitsForNobodyElse() {
    started();
    var slow = Thread.startVirtualThread(() -> types("slow"));
    assertThat(types("dev04").body()).contains("echo dev04");
    assertThat(slow.isAlive()).isTrue();
    released.countDown();
  }
}
