package pipelinelock.rehearsal.slack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.api.ChatMethods;
import pipelinelock.rehearsal.slack.view.SlackView;
import pipelinelock.rehearsal.slack.workspace.BlockElements;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackBot;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackDirect;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/** The bodies that Slack sends to an app. */
final class SlackPayloads {
  private static final String VERIFICATION_TOKEN = "legacy-verification-token";

  private final SlackBot bot;
  private final SlackWorkspace workspace;
  private final ChatMethods chat;

  SlackPayloads(SlackBot bot, SlackWorkspace workspace, ChatMethods chat) {
    this.bot = bot;
    this.workspace = workspace;
    this.chat = chat;
  }

  /** A trigger and a response URL, made for one request. */
  record Tickets(String triggerId, String responseUrl) {}

  String command(Persona user, String channel, String text, Tickets tickets) {
    var form = new LinkedHashMap<String, String>();
    form.put("token", VERIFICATION_TOKEN);
    form.put("team_id", Persona.TEAM);
    form.put("team_domain", "rehearsal");
    form.put("channel_id", channel);
    form.put("channel_name", title(channel));
    form.put("user_id", user.id());
    form.put("user_name", user.handle());
    form.put("command", "/pipeline-lock");
    form.put("text", text);
    form.put("api_app_id", bot.appId());
    form.put("is_enterprise_install", "false");
    form.put("response_url", tickets.responseUrl);
    form.put("trigger_id", tickets.triggerId);
    return form(form);
  }

  /**
   * A press of an element of a message, as that message was seen; Slack leaves an ephemeral message
   * out.
   */
  String click(Persona user, SlackMessage seen, BlockElements.Element element, Tickets tickets) {
    var container =
        Json.object(
            "type", "message",
            "message_ts", seen.ts(),
            "channel_id", seen.channel(),
            "is_ephemeral", seen.isEphemeral(),
            "thread_ts", seen.threadTs());
    var payload = head("block_actions", user, tickets);
    payload.set("container", container);
    payload.set("channel", place(seen.channel()));
    if (!seen.isEphemeral()) {
      payload.set("message", chat.json(seen, false));
    }
    payload.set("state", Json.object("values", Json.object()));
    payload.put("response_url", tickets.responseUrl);
    payload.set("actions", actions(element));
    return payload(payload);
  }

  private static ObjectNode place(String channel) {
    return Json.object("id", channel, "name", title(channel));
  }

  private static String title(String channel) {
    return SlackDirect.with(channel)
        .map(_ -> "directmessage")
        .orElseGet(() -> SlackChannel.get(channel).title());
  }

  String clickInView(Persona user, SlackView view, BlockElements.Element element, Tickets tickets) {
    var payload = head("block_actions", user, tickets);
    payload.set("container", Json.object("type", "view", "view_id", view.id()));
    payload.set("view", view.json());
    payload.set("actions", actions(element));
    return payload(payload);
  }

  String submission(Persona user, SlackView view, ObjectNode values, Tickets tickets) {
    var submitted = view.json().deepCopy();
    submitted.set("state", Json.object("values", values));
    var payload = head("view_submission", user, tickets);
    payload.set("view", submitted);
    payload.set("response_urls", Json.MAPPER.createArrayNode());
    return payload(payload);
  }

  /** A message's menu entry of the app. */
  String messageShortcut(Persona user, SlackMessage message, String callbackId, Tickets tickets) {
    var payload = head("message_action", user, tickets);
    payload.put("callback_id", callbackId).put("action_ts", workspace.nextTs());
    payload.set("channel", place(message.channel()));
    payload.put("message_ts", message.ts());
    payload.set("message", chat.json(message, false));
    payload.put("response_url", tickets.responseUrl);
    return payload(payload);
  }

  /** An entry of the app in Slack's own menus. */
  String globalShortcut(Persona user, String callbackId, Tickets tickets) {
    var payload = head("shortcut", user, tickets);
    payload.put("callback_id", callbackId).put("action_ts", workspace.nextTs());
    return payload(payload);
  }

  String reactionAdded(Persona user, SlackMessage message, String reaction) {
    var ts = workspace.nextTs();
    return event(
        ts,
        Json.object(
            "type",
            "reaction_added",
            "user",
            user.id(),
            "reaction",
            reaction,
            "item_user",
            workspace.author(message.ts()).map(Persona::id).orElse(SlackBot.USER),
            "item",
            Json.object("type", "message", "channel", message.channel(), "ts", message.ts()),
            "event_ts",
            ts));
  }

  String homeOpened(Persona user) {
    var ts = workspace.nextTs();
    return event(
        ts,
        Json.object(
            "type",
            "app_home_opened",
            "user",
            user.id(),
            "channel",
            SlackDirect.id(user),
            "tab",
            "home",
            "event_ts",
            ts));
  }

  private String event(String ts, ObjectNode event) {
    var authorization =
        Json.object(
            "enterprise_id",
            null,
            "team_id",
            Persona.TEAM,
            "user_id",
            SlackBot.USER,
            "is_bot",
            true,
            "is_enterprise_install",
            false);
    return Json.write(
        Json.object(
            "token",
            VERIFICATION_TOKEN,
            "team_id",
            Persona.TEAM,
            "api_app_id",
            bot.appId(),
            "event",
            event,
            "type",
            "event_callback",
            "event_id",
            workspace.nextId("Ev"),
            "event_time",
            Long.parseLong(ts.substring(0, ts.indexOf('.'))),
            "authorizations",
            List.of(authorization),
            "is_ext_shared_channel",
            false));
  }

  private ObjectNode head(String type, Persona user, Tickets tickets) {
    return Json.object(
        "type",
        type,
        "user",
        user.inPayload(),
        "api_app_id",
        bot.appId(),
        "token",
        VERIFICATION_TOKEN,
        "trigger_id",
        tickets.triggerId,
        "team",
        Json.object("id", Persona.TEAM, "domain", "rehearsal"),
        "enterprise",
        null,
        "is_enterprise_install",
        false);
  }

  private JsonNode actions(BlockElements.Element element) {
    var action = element.json().deepCopy();
    action.put("block_id", element.blockId()).put("action_ts", workspace.nextTs());
    action.remove("accessibility_label");
    return Json.array(List.of(action));
  }

  private static String payload(ObjectNode payload) {
    return form(Map.of("payload", Json.write(payload)));
  }

  private static String form(Map<String, String> form) {
    return form.entrySet().stream()
        .map(
            pair ->
                pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
