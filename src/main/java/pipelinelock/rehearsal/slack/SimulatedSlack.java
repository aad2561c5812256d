package pipelinelock.rehearsal.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.slack.api.ChatMethods;
import pipelinelock.rehearsal.slack.api.FileMethods;
import pipelinelock.rehearsal.slack.api.PeopleMethods;
import pipelinelock.rehearsal.slack.delivery.BotCaller;
import pipelinelock.rehearsal.slack.delivery.SlackAnswer;
import pipelinelock.rehearsal.slack.delivery.SlackSigner;
import pipelinelock.rehearsal.slack.delivery.SlackSocketServer;
import pipelinelock.rehearsal.slack.view.SlackView;
import pipelinelock.rehearsal.slack.view.SlackViews;
import pipelinelock.rehearsal.slack.view.ViewState;
import pipelinelock.rehearsal.slack.workspace.BlockElements;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackBot;
import pipelinelock.rehearsal.slack.workspace.SlackChannel;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/**
 * A Slack workspace with one app: its Web API, its {@code response_url}s, and people who type
 * commands, press buttons and submit modals. Each of these reaches the bot as a signed request.
 */
public final class SimulatedSlack implements AutoCloseable {
  public static final String TEAM = Persona.TEAM;
  public static final String INCIDENTS = SlackChannel.INCIDENTS.id();

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String JSON = "application/json";

  private final String appId;
  private final SlackWorkspace workspace;
  private final SlackViews views;
  private final ResponseUrls responseUrls;
  private final SlackPayloads payloads;
  private final BotCaller caller;
  private final SlackServer server;

  /**
   * How it is reached (port 0 means any), the app's id, token and signing secret, and the scopes it
   * was granted.
   */
  public record Config(
      int port, String appId, String botToken, String signingSecret, List<String> scopes) {
    public Config {
      scopes = List.copyOf(scopes);
    }

    /** Any port, and every scope that the bot may ask for. */
    public static Config of(String botToken, String signingSecret) {
      var scopes =
          List.of(
              "commands",
              "chat:write",
              "users:read",
              "usergroups:read",
              "channels:read",
              "channels:history",
              "groups:read",
              "groups:history",
              "files:write",
              "reactions:read",
              "reactions:write",
              "pins:write");
      return new Config(0, "A0PIPELOCK", botToken, signingSecret, scopes);
    }

    @Override
    public String toString() {
      return "Config[" + port + ", " + appId + "]";
    }
  }

  public SimulatedSlack(Config config, InstantSource clock) {
    var bot = new SlackBot(config.appId(), config.botToken(), config.scopes());
    appId = config.appId();
    workspace = new SlackWorkspace(clock);
    views = new SlackViews(workspace, bot, clock);
    responseUrls = new ResponseUrls(workspace, clock);
    var chat = new ChatMethods(workspace, bot);
    payloads = new SlackPayloads(bot, workspace, chat);
    caller = new BotCaller(new SlackSigner(config.signingSecret()), clock);
    var methods =
        new SlackServer.Methods(
            chat, new PeopleMethods(workspace, chat, bot), views, new FileMethods(workspace));
    server = new SlackServer(config.port(), bot, methods, responseUrls);
  }

  /** The prefix of all methods, with a slash at its end. */
  public String apiUrl() {
    return server.url() + "/api/";
  }

  /** Where the bot takes commands, clicks, submissions and events. */
  public void botIsAt(URI requestUrl) {
    caller.botIsAt(requestUrl);
  }

  /** The app takes commands and all else over a socket that it opens with its app-level token. */
  public void usesSocketMode() {
    var socket = SlackSocketServer.open(appId);
    caller.botIsOn(socket);
    server.takesSocket(socket);
  }

  /**
   * Types {@code /pipeline-lock} and the text in a channel. What the bot answers at once is shown
   * to that user only.
   */
  public SlackAnswer command(String userId, String channelId, String text) {
    workspace.typed(userId, channelId, "/pipeline-lock " + text);
    var origin = new ResponseUrls.Origin(userId, channelId, Optional.empty());
    var body = payloads.command(Persona.get(userId), channelId, text, tickets(origin));
    var answer = caller.send(FORM, body);
    show(origin, answer);
    return answer;
  }

  /** Presses a button, ephemeral messages included; its confirm dialog counts as confirmed. */
  public SlackAnswer click(String userId, String messageTs, String actionId) {
    return click(userId, workspace.get(messageTs), actionId);
  }

  /**
   * Presses a button of a message as a person saw it, whatever became of the message since then.
   */
  public SlackAnswer click(String userId, SlackMessage seen, String actionId) {
    var element = BlockElements.get(seen.blocks(), actionId);
    var origin = new ResponseUrls.Origin(userId, seen.channel(), Optional.of(seen));
    var answer =
        caller.send(FORM, payloads.click(Persona.get(userId), seen, element, tickets(origin)));
    if (!answer.isOk()) {
      say(origin, "This app responded with Status Code " + answer.status() + ".");
    }
    return answer;
  }

  /** Presses a button of the user's open modal or, without one, of the Home tab. */
  public SlackAnswer clickInView(String userId, String actionId) {
    var view =
        views.modalOf(userId).or(() -> views.homeOf(userId)).orElseThrow(() -> noView(userId));
    var element = BlockElements.get(view.blocks(), actionId);
    return caller.send(
        FORM, payloads.clickInView(Persona.get(userId), view, element, trigger(userId)));
  }

  /**
   * Submits the modal in front of a user; {@code values} maps action ids to texts or values of
   * options.
   */
  public SlackAnswer submitView(String userId, Map<String, String> values) {
    var view = views.modalOf(userId).orElseThrow(() -> noView(userId));
    var state = ViewState.of(view, values);
    var answer =
        caller.send(FORM, payloads.submission(Persona.get(userId), view, state, trigger(userId)));
    if (answer.isOk()) {
      views.answered(view, Json.read(answer.body()));
    }
    return answer;
  }

  /** Closes the modal in front of a user. */
  public void closeView(String userId) {
    views.modalOf(userId).ifPresent(views::remove);
  }

  /** Chooses the app's entry in Slack's own menu of shortcuts. */
  public SlackAnswer choosesShortcut(String userId, String callbackId) {
    return caller.send(
        FORM, payloads.globalShortcut(Persona.get(userId), callbackId, trigger(userId)));
  }

  public SlackAnswer opensHome(String userId) {
    return caller.send(JSON, payloads.homeOpened(Persona.get(userId)));
  }

  /** Writes a message, in a thread or in the channel itself. */
  public SlackMessage writes(
      String userId, String channelId, Optional<String> thread, String text) {
    var channel = SlackChannel.get(channelId);
    if (channel.isArchived()) {
      throw new IllegalArgumentException(
          "#" + channel.title() + " is archived: nobody can write there");
    }
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return workspace.post(
        new SlackWorkspace.Target(channel.id(), thread, Optional.empty()),
        new SlackMessage.Content(escaped, Json.MAPPER.createArrayNode(), Optional.empty()),
        Persona.get(userId));
  }

  /** Adds a reaction to a message, of which the bot is told. */
  public SlackAnswer reacts(String userId, String messageTs, String reaction) {
    return caller.send(JSON, reaction(userId, messageTs, reaction));
  }

  /** What the bot gets of a reaction that somebody adds. */
  String reaction(String userId, String messageTs, String reaction) {
    var message = workspace.get(messageTs);
    if (!message.reactions().contains(reaction)) {
      workspace.change(messageTs, it -> it.reacted(reaction));
    }
    return payloads.reactionAdded(Persona.get(userId), message, reaction);
  }

  /** Chooses the app's entry in a message's menu. */
  public SlackAnswer choosesInMenu(String userId, String messageTs, String callbackId) {
    var message = workspace.get(messageTs);
    var origin = new ResponseUrls.Origin(userId, message.channel(), Optional.of(message));
    var user = Persona.get(userId);
    return caller.send(FORM, payloads.messageShortcut(user, message, callbackId, tickets(origin)));
  }

  public Optional<SlackView> modalOf(String userId) {
    return views.modalOf(userId);
  }

  public Optional<SlackView> homeOf(String userId) {
    return views.homeOf(userId);
  }

  public List<SeenRequest> requests() {
    return server.seen();
  }

  public void tap(Tap tap) {
    server.tap(tap);
  }

  /** What is in front of it now. */
  Tap tap() {
    return server.tap();
  }

  @Override
  public void close() {
    caller.close();
    server.close();
  }

  public SlackWorkspace workspace() {
    return workspace;
  }

  BotCaller caller() {
    return caller;
  }

  /** A trigger and a response URL for what a user does now. */
  private SlackPayloads.Tickets tickets(ResponseUrls.Origin origin) {
    return new SlackPayloads.Tickets(
        views.newTrigger(origin.user()), server.url() + responseUrls.open(origin));
  }

  private SlackPayloads.Tickets trigger(String userId) {
    return new SlackPayloads.Tickets(views.newTrigger(userId), "");
  }

  private void show(ResponseUrls.Origin origin, SlackAnswer answer) {
    if (!answer.isOk()) {
      var code = answer.status() == 0 ? "operation_timeout" : "dispatch_failed";
      say(origin, "/pipeline-lock failed with the error \"" + code + "\"");
    } else if (!answer.body().isBlank()) {
      Json.read(answer.body())
          .filter(JsonNode::isObject)
          .ifPresentOrElse(
              body -> responseUrls.say(origin, body), () -> say(origin, answer.body()));
    }
  }

  private void say(ResponseUrls.Origin origin, String text) {
    responseUrls.say(origin, Json.object("text", text));
  }

  private static IllegalArgumentException noView(String userId) {
    return new IllegalArgumentException(userId + " has no view open");
  }
}
