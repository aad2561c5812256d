package pipelinelock.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.sender.Served;

/** Attacks on the door by who holds no secret, over real sockets; meanwhile Slack is served. */
class DoorAttackTest {
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final Instant NOW = Instant.ofEpochSecond(1531420618);
  private static final DoorLimits QUICK =
      new DoorLimits(50, Duration.ofMillis(300), Duration.ofMillis(200), Duration.ofSeconds(10));
  private static final String LOOKS_SIGNED =
      "X-Slack-Request-Timestamp: %d\r\nX-Slack-Signature: v0=%s\r\n"
          .formatted(NOW.getEpochSecond(), "0".repeat(64));
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";

  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final AtomicInteger inside = new AtomicInteger();
  private final List<Socket> sockets = new ArrayList<>();
  private Optional<WebServer> server = Optional.empty();

  private final class Inside extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      inside.incrementAndGet();
      response.getWriter().print("served");
    }
  }

  private URI open(DoorLimits limits) {
    var config = new DoorConfig(List.of(SECRET), new Served("T1", "A1"));
    var door =
        new SlackDoor(
            config,
            (signature, _) -> seen.add(signature),
            () -> NOW,
            (_, _) -> false,
            _ -> false,
            _ -> {});
    var health = new Health(List::of, door.turnedAway());
    var it =
        new WebServer(
            new WebServer.Address("127.0.0.1", 0, Optional.of(0)),
            door,
            new Inside(),
            health,
            limits);
    it.start();
    server = Optional.of(it);
    return it.url();
  }

  @AfterEach
  void close() throws IOException {
    for (var socket : sockets) {
      socket.close();
    }
    server.ifPresent(WebServer::close);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 2000})
  void halfSentBodiesSilenceNobody(int count) throws Exception {
    var at = open(DoorLimits.USUAL);
    for (int i = 0; i < count; i++) {
      send(at, "POST /slack/events HTTP/1.1\r\nHost: x\r\n" + LOOKS_SIGNED + FORM)
          .getOutputStream()
          .write("Content-Length: 100000\r\n\r\nteam_id=T1&".getBytes(ISO_8859_1));
    }

    slackIsServed(at);
    assertThat(health(at)).startsWith("ok\n");

    for (var socket : sockets) {
      assertThat(answer(socket)).startsWith("HTTP/1.1 408");
    }
    slackIsServed(at);
    assertThat(health(at)).contains(count + " that did not arrive completely in time");
    assertThat(inside).as("the two of Slack").hasValue(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        FORM + "Content-Length: 100000\r\n",
        FORM + "Transfer-Encoding: chunked\r\n",
        FORM
            + "X-Slack-Request-Timestamp: 1531420000\r\nX-Slack-Signature: v0=00\r\nContent-Length: 9\r\n",
        FORM + "X-Slack-Signature: v0=00\r\nContent-Length: 9\r\n"
      })
  void whatIsNotSignedIsRefusedBeforeItsBody(String headers) throws IOException {
    var at = open(DoorLimits.USUAL);

    assertThat(answer(send(at, post(headers)))).startsWith("HTTP/1.1 401");
  }

  @Test
  void whatIsTooLargeOrOfAWrongKindIsRefusedBeforeItsBody() throws IOException {
    var at = open(DoorLimits.USUAL);

    assertThat(answer(send(at, post(LOOKS_SIGNED + FORM + "Content-Length: 262145\r\n"))))
        .startsWith("HTTP/1.1 413");
    assertThat(
            answer(
                send(
                    at,
                    post(
                        LOOKS_SIGNED
                            + "Content-Type: multipart/form-data\r\nContent-Length: 9\r\n"))))
        .startsWith("HTTP/1.1 415");
  }

  @Test
  void aBodyInPiecesThatGrowsWithoutEndIsCutOff() throws IOException {
    var at = open(DoorLimits.USUAL);
    var socket = send(at, post(LOOKS_SIGNED + FORM + "Transfer-Encoding: chunked\r\n"));
    var chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(ISO_8859_1);
    for (int i = 0; i < 5; i++) {
      socket.getOutputStream().write(chunk);
    }

    assertThat(answer(socket)).startsWith("HTTP/1.1 413");
  }

  @Test
  void aBodyThatDripsIsNotWaitedFor() throws IOException {
    var at = open(QUICK);
    var socket = send(at, post(LOOKS_SIGNED + FORM + "Content-Length: 100000\r\n"));

    drip(socket, "x");
    assertThat(inside).hasValue(0);
  }

  @Test
  void headersThatDripAreNotWaitedFor() throws Exception {
    var at = open(QUICK);
    var socket = send(at, "POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: ");

    drip(socket, "a");
    slackIsServed(at);
  }

  /** Writes a byte at each look until the bot has ended the connection. */
  private static void drip(Socket socket, String piece) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              try {
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
                return false;
              } catch (IOException ended) {
                return true;
              }
            });
  }

  @Test
  void aConnectionOnWhichNothingComesMakesRoomForOthers() throws Exception {
    var at = open(QUICK);
    for (int i = 0; i < 3 * QUICK.connections(); i++) {
      send(at, "");
    }

    slackIsServed(at);
    assertThat(health(at)).startsWith("ok\n");
  }

  /** A probe that waits behind strangers would have the process killed: the flood's very aim. */
  @Test
  void healthOnItsOwnPortAnswersWhileTheDoorIsFull() throws Exception {
    var at =
        open(
            new DoorLimits(
                20, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1)));
    var own = server.orElseThrow().healthUrl().orElseThrow();
    for (int i = 0; i < 30; i++) {
      send(at, "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: ");
    }
    await().until(() -> isSilent(at));

    for (int i = 0; i < 20; i++) {
      assertThat(health(own)).startsWith("ok\n");
    }
    assertThat(isSilent(at)).as("the door is full still").isTrue();
  }

  /** Nobody at the door takes one more connection. */
  private boolean isSilent(URI at) throws IOException {
    var socket = send(at, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    socket.setSoTimeout(300);
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException unanswered) {
      return true;
    }
  }

  @Test
  void healthOnItsOwnPortLetsNobodyElseIn() throws Exception {
    open(DoorLimits.USUAL);
    var own = server.orElseThrow().healthUrl().orElseThrow();
    assertThat(
            answer(send(own, "GET /slack/events HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")))
        .startsWith("HTTP/1.1 404");
    assertThat(answer(send(own, post(LOOKS_SIGNED + FORM + "Content-Length: 9\r\n"))))
        .startsWith("HTTP/1.1 405");
    assertThat(health(own)).startsWith("ok\n");
  }

  @Test
  void hugeHeadersAreRefused() throws IOException {
    var at = open(DoorLimits.USUAL);

    assertThat(answer(send(at, post(LOOKS_SIGNED + FORM + "X-Huge: " + "x".repeat(9000) + "\r\n"))))
        .startsWith("HTTP/1.1 431");
  }

  @Test
  void nothingIsReadBehindARefusal() throws Exception {
    var at = open(DoorLimits.USUAL);
    var one = post(FORM + "Content-Length: 2000\r\n") + "x".repeat(2000);

    assertThat(answer(send(at, one.repeat(50)))).containsOnlyOnce("HTTP/1.1 ");
    slackIsServed(at);
    assertThat(health(at)).contains("requests rejected: 1 without a fresh signature");
  }

  @Test
  void wrongSignaturesAreCounted() throws IOException, InterruptedException {
    var at = open(DoorLimits.USUAL);
    for (int i = 0; i < 20; i++) {
      assertThat(
              answer(send(at, post(LOOKS_SIGNED + FORM + "Content-Length: 9\r\n") + "team_id=1")))
          .startsWith("HTTP/1.1 401");
    }

    assertThat(health(at)).isEqualTo("ok\nrequests rejected: 20 with a wrong signature\n");
  }

  private static String post(String headers) {
    return "POST /slack/events HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  private Socket send(URI at, String text) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), at.getPort());
    socket.setSoTimeout(60_000);
    sockets.add(socket);
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return socket;
  }

  /** All that comes until the bot ends the connection. */
  private static String answer(Socket socket) throws IOException {
    var text = new StringBuilder();
    var in = socket.getInputStream();
    try {
      for (int c = in.read(); c >= 0; c = in.read()) {
        text.append((char) c);
      }
    } catch (java.net.SocketException reset) {
      // Ended with some of what was sent unread.
    }
    return text.toString();
  }

  /** A signed command is answered, as Slack wants it, within 3 s. */
  private void slackIsServed(URI at) throws IOException, InterruptedException {
    var body = "team_id=T1&api_app_id=A1&user_id=U1&command=%2Fx&n=" + seen.size();
    var request =
        HttpRequest.newBuilder(at.resolve(WebServer.EVENTS))
            .timeout(Duration.ofSeconds(3))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("X-Slack-Request-Timestamp", String.valueOf(NOW.getEpochSecond()))
            .header("X-Slack-Signature", signature(body))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("served");
    }
  }

  private static String signature(String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
      var hash = mac.doFinal("v0:%d:%s".formatted(NOW.getEpochSecond(), body).getBytes(UTF_8));
      return "v0=" + HexFormat.of().formatHex(hash);
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String health(URI at) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(at.resolve("/healthz?detail"))
                  .timeout(Duration.ofSeconds(3))
                  .build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
