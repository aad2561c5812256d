package pipelinelock.rehearsal.slack.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.api.SlackArguments;
import pipelinelock.rehearsal.slack.workspace.BlockRules;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackBot;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** Open modals, Home tabs and the triggers with which they are opened. Thread-safe. */
public final class SlackViews {
  private static final Duration TRIGGER_LIVES = Duration.ofSeconds(3);
  private static final int MOST_STACKED = 3;
  private static final int MOST_BYTES = 250_000;

  private final SlackWorkspace workspace;
  private final SlackBot bot;
  private final InstantSource clock;
  private final List<SlackView> open = new ArrayList<>();
  private final Map<String, Trigger> triggers = new HashMap<>();

  private record Trigger(String user, Instant expires, boolean used) {}

  public SlackViews(SlackWorkspace workspace, SlackBot bot, InstantSource clock) {
    this.workspace = workspace;
    this.bot = bot;
    this.clock = clock;
  }

  public synchronized String newTrigger(String user) {
    var id = "4849682401.4849682412." + workspace.nextId("c8fa");
    triggers.put(id, new Trigger(user, clock.instant().plus(TRIGGER_LIVES), false));
    return id;
  }

  public synchronized ObjectNode open(SlackArguments arguments) {
    var user = userOf(arguments.text("trigger_id"));
    close(user);
    return shown(push(user, view(arguments)));
  }

  public synchronized ObjectNode push(SlackArguments arguments) {
    return shown(push(userOf(arguments.text("trigger_id")), view(arguments)));
  }

  public synchronized ObjectNode update(SlackArguments arguments) {
    var id = arguments.text("view_id");
    var external = arguments.text("external_id");
    var old =
        open.stream()
            .filter(
                it ->
                    it.id().equals(id)
                        || (!external.isEmpty()
                            && it.json().path("external_id").asText("").equals(external)))
            .findFirst()
            .orElseThrow(() -> new SlackRefusal("not_found"));
    var hash = old.json().path("hash").asText();
    if (!arguments.given("hash").orElse(hash).equals(hash)) {
      throw new SlackRefusal("hash_conflict");
    }
    return shown(replace(old, view(arguments)));
  }

  public synchronized ObjectNode publish(SlackArguments arguments) {
    var user = arguments.text("user_id");
    if (Persona.find(user).isEmpty()) {
      throw new SlackRefusal("invalid_arguments");
    }
    open.removeIf(it -> it.isHome() && it.userId().equals(user));
    return shown(add(user, view(arguments)));
  }

  /** The modal in front of a user. */
  public synchronized Optional<SlackView> modalOf(String user) {
    return open.stream()
        .filter(it -> !it.isHome() && it.userId().equals(user))
        .reduce((_, last) -> last);
  }

  public synchronized Optional<SlackView> homeOf(String user) {
    return open.stream().filter(it -> it.isHome() && it.userId().equals(user)).findFirst();
  }

  /** Does what the app answered to a submission; no answer closes the modal. */
  public synchronized void answered(SlackView view, Optional<JsonNode> answer) {
    var action = answer.map(it -> it.path("response_action").asText("")).orElse("");
    var given =
        answer.map(it -> it.path("view")).filter(JsonNode::isObject).map(ObjectNode.class::cast);
    switch (action) {
      case "errors" -> put(view.with(errors(answer.orElseThrow().path("errors"))));
      case "update" -> given.ifPresent(next -> replace(view, next));
      case "push" -> given.ifPresent(next -> push(view.userId(), next));
      case "clear" -> close(view.userId());
      default -> remove(view);
    }
  }

  public synchronized void remove(SlackView view) {
    open.removeIf(it -> it.id().equals(view.id()));
    workspace.changed();
  }

  private void close(String user) {
    open.removeIf(it -> !it.isHome() && it.userId().equals(user));
    workspace.changed();
  }

  private String userOf(String trigger) {
    var known =
        Optional.ofNullable(triggers.get(trigger))
            .orElseThrow(() -> new SlackRefusal("invalid_trigger_id"));
    if (clock.instant().isAfter(known.expires)) {
      throw new SlackRefusal("expired_trigger_id");
    }
    if (known.used) {
      throw new SlackRefusal("exchanged_trigger_id");
    }
    triggers.put(trigger, new Trigger(known.user, known.expires, true));
    return known.user;
  }

  private static ObjectNode view(SlackArguments arguments) {
    var view =
        arguments
            .json("view", "invalid_arguments")
            .orElseThrow(() -> new SlackRefusal("invalid_arguments"));
    if (!(view instanceof ObjectNode object)) {
      throw new SlackRefusal("invalid_arguments");
    }
    if (Json.write(view).length() > MOST_BYTES) {
      throw new SlackRefusal("view_too_large");
    }
    BlockRules.checkView(view);
    return object.deepCopy();
  }

  private SlackView push(String user, ObjectNode json) {
    if (open.stream().filter(it -> !it.isHome() && it.userId().equals(user)).count()
        >= MOST_STACKED) {
      throw new SlackRefusal("push_limit_reached");
    }
    return add(user, json);
  }

  private SlackView add(String user, ObjectNode json) {
    var view = complete(workspace.nextId("V"), user, json);
    open.add(view);
    workspace.changed();
    return view;
  }

  private SlackView replace(SlackView old, ObjectNode json) {
    var next = complete(old.id(), old.userId(), json);
    put(next);
    return next;
  }

  private void put(SlackView next) {
    open.replaceAll(it -> it.id().equals(next.id()) ? next : it);
    workspace.changed();
  }

  private SlackView complete(String id, String user, ObjectNode json) {
    json.put("id", id)
        .put("team_id", Persona.TEAM)
        .put("hash", workspace.nextTs())
        .put("root_view_id", id)
        .putNull("previous_view_id")
        .put("app_id", bot.appId())
        .put("bot_id", SlackBot.BOT)
        .put("app_installed_team_id", Persona.TEAM)
        .set("state", Json.object("values", Json.object()));
    for (JsonNode block : json.path("blocks")) {
      if (block instanceof ObjectNode object && !object.hasNonNull("block_id")) {
        object.put("block_id", workspace.nextId("b"));
      }
    }
    return new SlackView(id, user, json, Map.of());
  }

  private static ObjectNode shown(SlackView view) {
    return Json.object("view", view.json());
  }

  private static Map<String, String> errors(JsonNode errors) {
    var map = new HashMap<String, String>();
    errors.properties().forEach(error -> map.put(error.getKey(), error.getValue().asText()));
    return map;
  }
}
