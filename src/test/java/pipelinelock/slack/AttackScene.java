package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.awaitility.Awaitility.await;
import static pipelinelock.incident.IncidentExamples.requested;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.ThreadLedger.Posted;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.slack.Attacks.Target;
import pipelinelock.slack.channel.CardDigest;

/** An incident of its own that is attacked, next to another one that must not be touched either. */
final class AttackScene {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Desk desk;
  private final URI door;
  private final IncidentId incident;
  private final IncidentId other;
  private final int told;
  private final List<Recorded> before;
  private final List<Recorded> othersBefore;
  private Optional<HttpResponse<String>> answer = Optional.empty();
  private boolean isCutOff;

  AttackScene(Desk desk, URI door, int number, Target target) {
    this.desk = desk;
    this.door = door;
    this.incident = begin("env" + number, target);
    this.other = begin("other" + number, target);
    this.told = everythingTold().size();
    target.moment().accept(this);
    this.before = desk.incidents.events(incident);
    this.othersBefore = desk.incidents.events(other);
  }

  private IncidentId begin(String environment, Target target) {
    var id =
        desk.incidents
            .request(
                requested(
                    new EnvironmentName(environment),
                    target.requester(),
                    "the lock hangs since 09:07",
                    Story.evidence(),
                    Story.plan(),
                    target.policy()))
            .incident()
            .id();
    target.prior().forEach(event -> happens(id, event));
    desk.ledger.save(id, new Posted("request", channel(), ts(id), "digest"));
    desk.shown.add(id, "request", digestOfTheCard(id));
    return id;
  }

  private void happens(IncidentId id, IncidentEvent event) {
    if (event instanceof IncidentEvent.Expired) {
      desk.passes(Story.policy(Set.of()).deadlines().requestExpires());
    }
    desk.append(id, event);
  }

  private static String digestOfTheCard(IncidentId id) {
    return CardDigest.of(JsonParser.parseString(card(id)).getAsJsonObject());
  }

  String digestOfTheCard() {
    return digestOfTheCard(incident);
  }

  /** What the newest approval keeps of its request. */
  ClickProof proof() {
    return desk.incidents.events(incident).getLast().event() instanceof IncidentEvent.Approved yes
        ? yes.proof().orElseThrow()
        : fail("it was not approved");
  }

  /** What the bot showed, as Slack sends it along with a click. */
  private static String card(IncidentId id) {
    return "{\"type\":\"message\",\"text\":\"the card of %s\",\"blocks\":[]}".formatted(id);
  }

  private static String ts(IncidentId id) {
    return "1795514400.%06d".formatted(id.number());
  }

  String ts() {
    return ts(incident);
  }

  String channel() {
    return SimulatedSlack.INCIDENTS;
  }

  String value() {
    return incident.toString();
  }

  EnvironmentName environment() {
    return desk.incidents.find(incident).orElseThrow().environment();
  }

  IncidentId other() {
    return other;
  }

  void passes(Duration time) {
    desk.passes(time);
  }

  void fails(String method, SlackFault fault) {
    SlackFaults.of(desk.slack).failNext(method, fault);
  }

  void types(Persona who, String text) {
    typesIn(channel(), who, text);
  }

  void typesIn(String channel, Persona who, String text) {
    assertThat(desk.slack.command(who.id(), channel, text).status()).isEqualTo(200);
  }

  void clicks(String user, String verb, String value) {
    sends("payload=" + encoded(click(user, verb, value)));
  }

  /** As from a client that still shows an older version of the message. */
  void clicksInTheThread(String user, String verb) {
    var payload =
        click(user, verb, value())
            .replace(
                "\"is_ephemeral\":false", "\"is_ephemeral\":false,\"thread_ts\":\"" + ts() + "\"");
    sends("payload=" + encoded(payload));
  }

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  String click(String user, String verb, String value) {
    return """
        {"type":"block_actions","api_app_id":"A0PIPELOCK","team":{"id":"T0REHEARSAL"},\
        "user":{"id":"%s","name":"x"},\
        "container":{"type":"message","message_ts":"%s","channel_id":"%s","is_ephemeral":false},\
        "message":%s,\
        "actions":[{"type":"button","action_id":"incident.%s","block_id":"b","value":"%s"}]}"""
        .formatted(user, ts(), channel(), card(incident), verb, value.replace("\n", "\\n"));
  }

  /** Signed as Slack signs. */
  void sends(String body) {
    answer = Optional.of(send(HTTP, Forgery.none(request(), body, desk.clock.instant())));
  }

  /**
   * On a connection of its own: the door closes the one of a request that it turns away. It reads
   * no body that is too large, so its answer may be lost in the connection's reset.
   */
  void knocks(Forgery forgery, String body) {
    try (var http = HttpClient.newHttpClient()) {
      answer = Optional.of(send(http, forgery.of(request(), body, desk.clock.instant())));
    } catch (java.io.UncheckedIOException e) {
      if (forgery != Forgery.TOO_LARGE || e.getCause() instanceof HttpTimeoutException) {
        throw e;
      }
      isCutOff = true;
    }
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(door)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The attacker sees the refusal, or the request as a whole is refused. */
  void isRefused(Optional<String> words) {
    if (words.isPresent()) {
      await()
          .pollInterval(Duration.ofMillis(2))
          .untilAsserted(() -> assertThat(heard()).contains(words.get()));
    } else if (!isCutOff) {
      assertThat(answer).get().extracting(HttpResponse::statusCode).isIn(400, 401, 403, 404, 413);
    }
  }

  private String heard() {
    var since = everythingTold();
    return String.join("\n", since.subList(told, since.size()))
        + answer.map(HttpResponse::body).orElse("");
  }

  private List<String> everythingTold() {
    return Stream.of(Persona.values())
        .flatMap(who -> SlackScreen.of(desk.slack).ephemerals(who.id()).stream())
        .sorted(java.util.Comparator.comparing(SlackMessage::ts))
        .map(SlackMessage::text)
        .toList();
  }

  void nothingHappened() {
    assertThat(desk.incidents.events(incident)).isEqualTo(before);
    assertThat(desk.incidents.events(other)).isEqualTo(othersBefore);
  }

  boolean isDecided() {
    return !desk.incidents.find(incident).orElseThrow().isOpen();
  }

  /** What came onto the record since the attack began. */
  List<String> happened() {
    return desk.incidents.events(incident).stream()
        .skip(before.size())
        .map(recorded -> recorded.event().getClass().getSimpleName())
        .toList();
  }

  /** For the proof that a good request would count. */
  boolean counts() {
    return desk.incidents.events(incident).size() == before.size() + 1;
  }
}
