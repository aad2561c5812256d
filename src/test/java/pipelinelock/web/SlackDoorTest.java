package pipelinelock.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.sender.Served;

/** The door over real HTTP, before a servlet that only writes down what got through. */
class SlackDoorTest {
  private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
  private static final String OLD_SECRET = "0123456789abcdef0123456789abcdef";
  private static final Instant NOW = Instant.ofEpochSecond(1531420618);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final List<String> inside = new CopyOnWriteArrayList<>();
  private final List<Long> lost = new CopyOnWriteArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private volatile boolean remembers = true;
  private volatile Instant now = NOW;
  private WebServer server;

  @BeforeEach
  void open() {
    server = server("T1DC2JH3J", "A1");
  }

  @AfterEach
  void close() {
    server.close();
  }

  private WebServer server(String team, String app) {
    var config = new DoorConfig(List.of(SECRET, OLD_SECRET), new Served(team, app));
    var door =
        new SlackDoor(
            config, this::isNew, () -> now, this::isTold, text -> text.equals("help"), lost::add);
    var it =
        new WebServer(
            new WebServer.Address("127.0.0.1", 0, Optional.empty()), door, new Inside(), List::of);
    it.start();
    return it;
  }

  private boolean isNew(String signature, Instant at) {
    if (!remembers) {
      throw new RecordUnavailable("the disk is full", new IllegalStateException());
    }
    return seen.add(signature);
  }

  /** As of a button in a message. */
  private boolean isTold(String payload, String sentence) {
    if (payload.contains("block_actions")) {
      told.add(sentence);
    }
    return payload.contains("block_actions");
  }

  private final class Inside extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String body = new String(request.getInputStream().readAllBytes(), UTF_8);
      inside.add(body);
      if (body.contains("explode")) {
        throw new IllegalStateException("com.example.Secret at line 1");
      }
      String again = String.join("", request.getReader().lines().toList());
      response.getWriter().print("in " + again.length());
    }
  }

  private record Signed(String body, String timestamp, String signature) {}

  private static Signed signed(String secret, Instant at, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      String timestamp = String.valueOf(at.getEpochSecond());
      byte[] hash = mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(UTF_8));
      return new Signed(body, timestamp, "v0=" + HexFormat.of().formatHex(hash));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> send(Signed request) {
    var post =
        HttpRequest.newBuilder(server.url().resolve(WebServer.EVENTS))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(request.body(), UTF_8));
    if (!request.timestamp().isEmpty()) {
      post.header("X-Slack-Request-Timestamp", request.timestamp());
    }
    if (!request.signature().isEmpty()) {
      post.header("X-Slack-Signature", request.signature());
    }
    return send(post.build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String command(String team, String app) {
    return "team_id=%s&api_app_id=%s&user_id=U1&command=%%2Fpipeline-lock&text=status"
        .formatted(team, app);
  }

  static Stream<Arguments> vectors() throws IOException {
    JsonNode vectors =
        new ObjectMapper()
            .readTree(Path.of("src/test/resources/slack/signature-vectors.json").toFile());
    var all = new ArrayList<Arguments>();
    vectors.forEach(it -> all.add(argumentSet(it.path("name").asText(), it)));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void signatureVectors(JsonNode vector) {
    var signature =
        new RequestSignature(vector.path("timestamp").asText(), vector.path("signature").asText());
    boolean fresh = signature.isFresh(Instant.ofEpochSecond(vector.path("now").asLong()));
    boolean valid =
        fresh && signature.isOf(vector.path("body").asText().getBytes(UTF_8), List.of(SECRET));
    String expect = vector.path("expect").asText();
    assertThat(valid).isEqualTo(expect.equals("valid"));
    now = Instant.ofEpochSecond(vector.path("now").asLong());
    if (!valid && !vector.path("timestamp").asText().contains("\n")) {
      var answer =
          send(
              new Signed(
                  vector.path("body").asText(),
                  vector.path("timestamp").asText(),
                  vector.path("signature").asText()));
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).isEmpty();
      assertThat(inside).isEmpty();
    }
  }

  @Test
  void aSignedCommandComesThroughByteForByte() {
    String body = command("T1DC2JH3J", "A1") + "&x=%C3%A9\n";
    assertThat(send(signed(SECRET, NOW, body)).body()).isEqualTo("in " + (body.length() - 1));
    assertThat(inside).containsExactly(body);
  }

  @Test
  void bothSecretsAreGoodWhileOneIsBeingChanged() {
    assertThat(send(signed(OLD_SECRET, NOW, command("T1DC2JH3J", "A1"))).statusCode())
        .isEqualTo(200);
    assertThat(send(signed("---", NOW, command("T1DC2JH3J", "A1"))).statusCode()).isEqualTo(401);
  }

  static Stream<Arguments> times() {
    return Stream.of(
        argumentSet("now", 0, 200),
        argumentSet("299 s ago", -299, 200),
        argumentSet("300 s ago", -300, 401),
        argumentSet("299 s ahead", 299, 200),
        argumentSet("300 s ahead", 300, 401),
        argumentSet("a day ahead", 86_400, 401));
  }

  @ParameterizedTest
  @MethodSource("times")
  void staleAndFutureRequestsAreTurnedAway(long offset, int status) {
    var request = signed(SECRET, NOW.plusSeconds(offset), command("T1DC2JH3J", "A1"));
    assertThat(send(request).statusCode()).isEqualTo(status);
  }

  @Test
  void withoutItsMemoryOfRequestsTheDoorLetsNobodyIn() {
    remembers = false;
    var answer = send(signed(SECRET, NOW, command("T1DC2JH3J", "A1")));
    assertThat(answer.statusCode()).as("so that Slack shows the answer").isEqualTo(200);
    assertThat(answer.body()).startsWith("The bot cannot reach its record right now");
    assertThat(send(signed(SECRET, NOW, "payload=%7B%7D")).statusCode()).isEqualTo(503);
    assertThat(inside).isEmpty();
    remembers = true;
    assertThat(send(signed(SECRET, NOW, command("T1DC2JH3J", "A1"))).statusCode()).isEqualTo(200);
  }

  @Test
  void whatOnlyAsksIsAnsweredOnceAndWaitsForNoRecord() {
    remembers = false;
    var help = command("T1DC2JH3J", "A1").replace("text=status", "text=help");
    var signed = signed(SECRET, NOW.plusSeconds(1), help);
    assertThat(send(signed).body()).startsWith("in ");
    assertThat(send(signed).body()).as("again").isEmpty();
    assertThat(send(signed(SECRET, NOW, help)).body())
        .as("an earlier process may have answered it")
        .startsWith("The bot cannot reach its record right now");
    assertThat(inside).hasSize(1);
  }

  @Test
  void whoPressesAButtonHearsThatTheRecordIsAwayIfItIsOursAndOneOfAMessage() {
    remembers = false;
    var ours = interaction("block_actions", "T1DC2JH3J");
    assertThat(send(signed(SECRET, NOW, ours)).statusCode()).isEqualTo(200);
    assertThat(told).singleElement().asString().startsWith("The bot cannot reach its record");

    for (var other :
        List.of(interaction("view_submission", "T1DC2JH3J"), interaction("block_actions", "T9"))) {
      assertThat(send(signed(SECRET, NOW, other)).statusCode()).as(other).isEqualTo(503);
    }
    assertThat(send(signed("another secret", NOW, ours)).statusCode()).isEqualTo(401);
    assertThat(told).hasSize(1);
    assertThat(inside).isEmpty();
  }

  private static String interaction(String type, String team) {
    return "payload="
        + URLEncoder.encode(
            "{\"type\":\"%s\",\"team\":{\"id\":\"%s\"},\"api_app_id\":\"A1\",\"user\":{\"id\":\"U1\"}}"
                .formatted(type, team),
            UTF_8);
  }

  @Test
  void aRequestSeenBeforeIsAnsweredAndNotActedOn() {
    var request = signed(SECRET, NOW, command("T1DC2JH3J", "A1"));
    assertThat(send(request).body()).startsWith("in ");
    now = NOW.plusSeconds(200);
    var again = send(request);
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).isEmpty();
    assertThat(inside).hasSize(1);
  }

  static Stream<Arguments> senders() {
    String click =
        "payload=%7B%22type%22%3A%22block_actions%22%2C%22team%22%3A{team}%2C%22api_app_id%22%3A%22{app}%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%7D";
    String ours = click.replace("{team}", "%7B%22id%22%3A%22T1DC2JH3J%22%7D");
    String event =
        """
        {"type":"event_callback","team_id":"T9","api_app_id":"A1","event":{"type":"x"},
         "authorizations":[{"team_id":"%s","enterprise_id":null,"is_enterprise_install":false}]}""";
    return Stream.of(
        argumentSet("command of another workspace", command("T9999", "A1"), 200, false),
        argumentSet("command of another app", command("T1DC2JH3J", "A2"), 200, false),
        argumentSet("command without ids", "command=%2Fpipeline-lock&user_id=U1", 200, false),
        argumentSet("click of ours", ours.replace("{app}", "A1"), 200, true),
        argumentSet("click of another app", ours.replace("{app}", "A9"), 200, false),
        argumentSet(
            "click of an organisation we do not serve",
            click.replace("{team}", "null").replace("{app}", "A1"),
            200,
            false),
        argumentSet(
            "event through a shared channel, ours", event.formatted("T1DC2JH3J"), 200, true),
        argumentSet("event of the other company", event.formatted("T9"), 403, false),
        argumentSet("handshake", "{\"type\":\"url_verification\",\"challenge\":\"c\"}", 200, true));
  }

  @ParameterizedTest
  @MethodSource("senders")
  void onlyOurWorkspaceAndAppAreServed(String body, int status, boolean served) {
    var answer = send(signed(SECRET, NOW, body));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(inside).hasSize(served ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a=%zz",
        "payload=%7B",
        "command=%2Fpipeline-lock&team_id=T1DC2JH3J&api_app_id=A1",
        "payload=%7B%22type%22%3A%22block_actions%22%7D",
        "payload=%zz",
        "{\"type\":\"event_callback\"}",
        "{",
        "[]",
        "hello"
      })
  void malformedBodiesGetAShortRefusal(String body) {
    var unsigned = send(new Signed(body, "", ""));
    assertThat(unsigned.statusCode()).isEqualTo(401);
    var signed = send(signed(SECRET, NOW, body));
    assertThat(signed.statusCode()).isEqualTo(400);
    assertThat(signed.body()).hasSizeLessThan(80).doesNotContain("Exception", "java", "<");
    assertThat(inside).isEmpty();
  }

  @Test
  void whatBreaksInsideShowsNothingOfIt() {
    var answer = send(signed(SECRET, NOW, command("T1DC2JH3J", "A1") + "&explode"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).doesNotContain("Secret", "Exception", "\tat");
  }

  /** Its answer may be lost in the connection's reset, since the rest is not read. */
  @Test
  void aBodyOver256KibibytesIsNotLetInThoughSigned() {
    try {
      assertThat(send(signed(SECRET, NOW, "x".repeat((256 << 10) + 1))).statusCode())
          .isEqualTo(413);
    } catch (java.io.UncheckedIOException cutOff) {
      assertThat(cutOff).cause().isNotInstanceOf(java.net.http.HttpTimeoutException.class);
    }
    assertThat(inside).isEmpty();
  }

  @Test
  void slacksLookAtTheCertificateIsAnsweredAndNotActedOn() {
    assertThat(send(new Signed("ssl_check=1&token=x", "", "")).statusCode()).isEqualTo(200);
    assertThat(inside).isEmpty();
  }

  @Test
  void whoTypesWhereTheBotDoesNotServeIsToldAndTheIdsAreNamed() {
    var answer = send(signed(SECRET, NOW, command("T1DC2JH3J", "A2")));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("Nothing was done", "it is of app A2, and slack.app_id is A1");
    assertThat(inside).isEmpty();
  }

  @Test
  void aCommandOfAnOrganisationWideInstallIsRefused() {
    String whole =
        "team_id=T1DC2JH3J&enterprise_id=E1&api_app_id=A1&user_id=U1&command=%2Fx&is_enterprise_install=true";
    assertThat(send(signed(SECRET, NOW, whole)).body())
        .contains("installed for the whole organisation E1", "workspace T1DC2JH3J alone");
    assertThat(inside).isEmpty();
  }

  @Test
  void whoPressesAButtonWhereTheBotDoesNotServeIsTold() {
    String click =
        "payload=%7B%22type%22%3A%22block_actions%22%2C%22team%22%3A%7B%22id%22%3A%22T9%22%7D%2C%22api_app_id%22%3A%22A1%22%2C%22user%22%3A%7B%22id%22%3A%22U1%22%7D%7D";
    assertThat(send(signed(SECRET, NOW, click)).statusCode()).isEqualTo(200);
    assertThat(told).singleElement().asString().contains("workspace T9", "T1DC2JH3J");
    assertThat(inside).isEmpty();
  }

  @Test
  void aDoorWithoutASecretCannotBeBuilt() {
    for (var secrets : List.of(List.<String>of(), List.of(" "), List.of(SECRET, "---"))) {
      assertThatThrownBy(() -> new DoorConfig(secrets, new Served("T1", "A1")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("signing secret");
    }
    assertThat(new DoorConfig(List.of(SECRET), new Served("T1", "A1")).toString())
        .doesNotContain(SECRET);
  }

  @Test
  void thatSlackDropsEventsIsHeardAndIsNoEvent() {
    var answer =
        send(
            signed(
                SECRET,
                NOW,
                "{\"type\":\"app_rate_limited\",\"team_id\":\"T1DC2JH3J\",\"api_app_id\":\"A1\",\"minute_rate_limited\":1518467820}"));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(lost).containsExactly(1_518_467_820L);
    assertThat(inside).isEmpty();
  }

  @Test
  void healthSaysWhatIsWrongAndWithDetailsWhatIsRight() {
    var source =
        new HealthSource() {
          @Override
          public List<String> unready() {
            return List.of("dev04");
          }

          @Override
          public List<String> troubles() {
            return List.of("Slack: the token was revoked");
          }

          @Override
          public List<String> details() {
            return List.of("this node hears Slack");
          }
        };
    try (var other =
        WebServer.withoutSlack(new WebServer.Address("127.0.0.1", 0, Optional.empty()), source)) {
      other.start();
      var plain = send(HttpRequest.newBuilder(other.url().resolve("/healthz")).build());
      assertThat(plain.body()).isEqualTo("ok\nnot ready: dev04\nSlack: the token was revoked\n");
      var detailed = send(HttpRequest.newBuilder(other.url().resolve("/healthz?detail")).build());
      assertThat(detailed.body()).startsWith(plain.body()).contains("this node hears Slack\n");
    }
  }

  @Test
  void healthAndErrorsAreShort() {
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    var missing = get("/admin");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).isEqualTo("Not Found\n");
    assertThat(missing.headers().firstValue("Server")).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    try (var second =
        WebServer.withoutSlack(
            new WebServer.Address("127.0.0.1", server.url().getPort(), Optional.empty()),
            List::of)) {
      assertThatThrownBy(second::start)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("listening on 127.0.0.1:%d, as http says", server.url().getPort());
    }
  }

  private HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(server.url() + path)).build());
  }
}
