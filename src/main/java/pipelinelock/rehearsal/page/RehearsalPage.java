package pipelinelock.rehearsal.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pipelinelock.rehearsal.SimulatedWorld;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.Routes;
import pipelinelock.rehearsal.slack.SimulatedSlack;
import pipelinelock.rehearsal.slack.delivery.SlackAnswer;

/**
 * The web page on which a person plays the rehearsal: the simulated Slack from the view of one of
 * its users.
 */
public final class RehearsalPage implements AutoCloseable {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final List<String> SCRIPTS =
      List.of("rehearsal.js", "blocks.js", "composer.js", "dialogs.js", "log.js", "mrkdwn.js");
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Set<String> LOCAL = Set.of("localhost", "127.0.0.1", "[::1]");

  private final SimulatedWorld world;
  private final SimulatedSlack slack;
  private final PageState state;
  private final Routes routes = new Routes();
  private final Loopback server;

  /** Port 0 means any. */
  public RehearsalPage(SimulatedWorld world, int port) {
    this.world = world;
    slack = world.slack();
    state = new PageState(world);
    routes
        .on("GET /", (_, _) -> file("index.html", "text/html"))
        .on("GET /rehearsal.css", (_, _) -> file("rehearsal.css", "text/css"))
        .on("GET /commands.json", (_, _) -> file("commands.json", "application/json"))
        .on(
            "GET /state",
            (call, _) -> Answer.json(state.seenBy(call.query("user"), call.query("channel"))))
        .on("GET /changes", (_, _) -> Answer.streaming("text/event-stream", this::tellChanges))
        .on("POST /act", (call, _) -> act(call));
    SCRIPTS.forEach(it -> routes.on("GET /" + it, (_, _) -> file(it, "text/javascript")));
    server = new Loopback(port, this::answer);
  }

  public String url() {
    return "http://localhost:" + server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  /**
   * Only this machine's own pages may act here: another host name would be a page from elsewhere.
   */
  private Answer answer(Call call) {
    var host = call.header("Host").replaceFirst(":\\d+$", "");
    if (!LOCAL.contains(host)) {
      return Answer.text(403, "The rehearsal is for this machine only; open " + url());
    }
    return routes
        .answer(call)
        .orElseGet(() -> Answer.text(404, "There is one page, /"))
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Cache-Control", "no-store");
  }

  private Answer act(Call call) {
    var body = call.json().filter(_ -> call.header("Content-Type").startsWith("application/json"));
    if (body.isEmpty()) {
      return Answer.text(400, "Send JSON.");
    }
    try {
      var answer = act(body.get());
      return Answer.json(
          Json.object(
              "status", answer.map(SlackAnswer::status).orElse(200),
              "took", answer.map(it -> it.took().toMillis()).orElse(0L)));
    } catch (IllegalArgumentException e) {
      return Answer.text(409, String.valueOf(e.getMessage()));
    }
  }

  private Optional<SlackAnswer> act(JsonNode act) {
    var user = act.path("user").asText();
    var action = act.path("action").asText();
    return switch (act.path("do").asText()) {
      case "command" ->
          Optional.of(slack.command(user, act.path("channel").asText(), act.path("text").asText()));
      case "click" -> Optional.of(slack.click(user, act.path("message").asText(), action));
      case "clickInView" -> Optional.of(slack.clickInView(user, action));
      case "react" ->
          Optional.of(
              slack.reacts(user, act.path("message").asText(), act.path("reaction").asText()));
      case "menu" ->
          Optional.of(
              slack.choosesInMenu(
                  user, act.path("message").asText(), act.path("callback").asText()));
      case "say" -> {
        slack.writes(
            user,
            act.path("channel").asText(),
            Optional.ofNullable(act.path("thread").textValue()),
            act.path("text").asText());
        yield Optional.empty();
      }
      case "submit" -> Optional.of(slack.submitView(user, values(act.path("values"))));
      case "home" -> Optional.of(slack.opensHome(user));
      case "shortcut" -> Optional.of(slack.choosesShortcut(user, act.path("callback").asText()));
      case "concourseDies" -> {
        world.concourseDies();
        yield Optional.empty();
      }
      case "close" -> {
        slack.closeView(user);
        yield Optional.empty();
      }
      default -> throw new IllegalArgumentException("no such act");
    };
  }

  private static Map<String, String> values(JsonNode values) {
    var map = new HashMap<String, String>();
    values.properties().forEach(value -> map.put(value.getKey(), value.getValue().asText()));
    return map;
  }

  private void tellChanges(OutputStream out) throws IOException, InterruptedException {
    long known = slack.workspace().version();
    while (!Thread.currentThread().isInterrupted()) {
      out.write(("data: " + known + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      known = slack.workspace().awaitChange(known, HEARTBEAT);
    }
  }

  private static Answer file(String name, String type) {
    var bytes = Json.resource("page/" + name).getBytes(StandardCharsets.UTF_8);
    return Answer.bytes(200, type + ";charset=utf-8", bytes);
  }
}
