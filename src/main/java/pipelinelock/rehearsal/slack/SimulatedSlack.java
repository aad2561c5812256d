package pipelinelock.rehearsal.slack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.Routes;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.slack.api.ChatMethods;
import pipelinelock.rehearsal.slack.api.FileMethods;
import pipelinelock.rehearsal.slack.api.PeopleMethods;
import pipelinelock.rehearsal.slack.api.SlackApi;
import pipelinelock.rehearsal.slack.api.SlackFault;
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
import pipelinelock.rehearsal.slack.workspace.SlackFile;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;
import pipelinelock.rehearsal.slack.workspace.SlackWorkspace;

/**
 * A Slack workspace with one app: its Web API, its {@code response_url}s, and people who type
 * commands, press buttons and submit modals, each sent to the bot as a signed request.
 */
public final class SimulatedSlack implements AutoCloseable {
  public static final String TEAM = Persona.TEAM;
  public static final String INCIDENTS = SlackChannel.INCIDENTS.id();

  private static final String FORM = "application/x-www-form-urlencoded";

  private final String appId;
  private final SlackWorkspace workspace;
  private final SlackViews views;
  private final ResponseUrls responseUrls;
  private final FileMethods files;
  private final SlackApi api;
  private final SlackPayloads payloads;
  private final AtomicReference<String> lastEvent = new AtomicReference<>("");
  private final BotCaller caller;
  private final Routes routes = new Routes();
  private final Loopback server;

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
    files = new FileMethods(workspace);
    var chat = new ChatMethods(workspace, bot);
    payloads = new SlackPayloads(bot, workspace, chat);
    api = api(bot, chat, new PeopleMethods(workspace, chat, bot));
    caller = new BotCaller(new SlackSigner(config.signingSecret()), clock);
    for (String verb : List.of("GET", "POST")) {
      routes.on(
          verb + " /api/:method", (call, at) -> api.answer(at.getOrDefault("method", ""), call));
      routes.on(
          verb + " /upload/:id", (call, at) -> files.receive(at.getOrDefault("id", ""), call));
    }
    routes.on(
        "POST /_hooks/response/:id",
        (call, at) -> responseUrls.use(at.getOrDefault("id", ""), call));
    server = new Loopback(config.port(), call -> routes.answer(call).orElse(Answer.empty(404)));
  }

  private SlackApi api(SlackBot bot, ChatMethods chat, PeopleMethods people) {
    return new SlackApi(bot)
        .on("auth.test", "", people::test)
        .on("users.info", "users:read", people::user)
        .on("users.list", "users:read", people::users)
        .on("usergroups.users.list", "usergroups:read", people::members)
        .on("conversations.info", PeopleMethods.scope("read"), people::channel)
        .on("conversations.history", PeopleMethods.scope("history"), people::history)
        .on("conversations.replies", PeopleMethods.scope("history"), people::replies)
        .on("chat.postMessage", "chat:write", chat::postMessage)
        .on("chat.postEphemeral", "chat:write", chat::postEphemeral)
        .on("chat.update", "chat:write", chat::update)
        .on("chat.delete", "chat:write", chat::delete)
        .on("chat.getPermalink", "", chat::permalink)
        .on("reactions.add", "reactions:write", chat::react)
        .on("pins.add", "pins:write", chat::pin)
        .on("pins.remove", "pins:write", chat::unpin)
        .on("views.open", "", views::open)
        .on("views.push", "", views::push)
        .on("views.update", "", views::update)
        .on("views.publish", "", views::publish)
        .on(
            "files.getUploadURLExternal",
            "files:write",
            arguments -> files.place(arguments, server().url()))
        .on("files.completeUploadExternal", "files:write", files::complete);
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
    var server = SlackSocketServer.open(appId);
    caller.botIsOn(server);
    api.socket(server);
  }

  /** Whether the app has its socket open. */
  public boolean hasSocket() {
    return caller.hasSocket();
  }

  /** Closes the app's socket, as Slack does every few hours. */
  public void dropsSocket() {
    caller.dropsSocket();
  }

  /**
   * Types {@code /pipeline-lock} and the text in a channel. What the bot answers at once is shown
   * to that user only.
   */
  public SlackAnswer command(String userId, String channelId, String text) {
    workspace.typed(userId, channelId, "/pipeline-lock " + text);
    var origin = new ResponseUrls.Origin(userId, channelId, Optional.empty());
    var body =
        payloads.command(Persona.get(userId), SlackChannel.get(channelId), text, tickets(origin));
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

  /**
   * Presses a button that an earlier form of the message had, as a client does that has not redrawn
   * it yet.
   */
  public SlackAnswer clickOldVersion(String userId, String messageTs, String actionId) {
    var now = workspace.get(messageTs);
    var old =
        now.earlier().reversed().stream()
            .filter(content -> BlockElements.find(content.blocks(), actionId).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no earlier form with " + actionId));
    var seen =
        new SlackMessage(
            now.channel(),
            now.ts(),
            now.threadTs(),
            now.onlyFor(),
            old,
            List.of(),
            List.of(),
            false);
    return click(userId, seen, actionId);
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

  /** Writes a message, in a thread or in the channel itself. */
  public SlackMessage writes(
      String userId, String channelId, Optional<String> thread, String text) {
    var escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return workspace.post(
        new SlackWorkspace.Target(SlackChannel.get(channelId).id(), thread, Optional.empty()),
        new SlackMessage.Content(escaped, Json.MAPPER.createArrayNode(), Optional.empty()),
        Persona.get(userId));
  }

  /** Adds a reaction to a message. */
  public SlackAnswer reacts(String userId, String messageTs, String reaction) {
    lastEvent.set(payloads.reactionAdded(Persona.get(userId), workspace.get(messageTs), reaction));
    return deliversAgain();
  }

  /** The last reaction once more, as Slack does where it heard no answer: the same event. */
  public SlackAnswer deliversAgain() {
    return caller.send("application/json", lastEvent.get());
  }

  /** Chooses the app's entry in a message's menu. */
  public SlackAnswer choosesInMenu(String userId, String messageTs, String callbackId) {
    var message = workspace.get(messageTs);
    var origin = new ResponseUrls.Origin(userId, message.channel(), Optional.of(message));
    return caller.send(
        FORM, payloads.messageShortcut(Persona.get(userId), message, callbackId, tickets(origin)));
  }

  /** Chooses the app's entry in Slack's own menu of shortcuts. */
  public SlackAnswer choosesShortcut(String userId, String callbackId) {
    return caller.send(
        FORM, payloads.globalShortcut(Persona.get(userId), callbackId, trigger(userId)));
  }

  public SlackAnswer opensHome(String userId) {
    return caller.send("application/json", payloads.homeOpened(Persona.get(userId)));
  }

  /**
   * Sends any body with a correct signature, for payloads that no user of this workspace causes.
   */
  public SlackAnswer sendSigned(String contentType, String body) {
    return caller.send(contentType, body);
  }

  /** The messages of a channel that are in no thread, oldest first, without ephemerals. */
  public List<SlackMessage> messages(String channelId) {
    return visible(channelId).filter(message -> message.threadTs().isEmpty()).toList();
  }

  /** The answers in a thread, oldest first. */
  public List<SlackMessage> replies(String channelId, String threadTs) {
    return visible(channelId)
        .filter(message -> message.threadTs().filter(threadTs::equals).isPresent())
        .toList();
  }

  /** A message now, its earlier forms included. */
  public SlackMessage message(String ts) {
    return workspace.get(ts);
  }

  /** What the bot wrote to a user alone, in no channel, oldest first. */
  public List<SlackMessage> directs(String userId) {
    return workspace.in(userId);
  }

  /** The ephemeral messages that a user saw, oldest first. */
  public List<SlackMessage> ephemerals(String userId) {
    return Arrays.stream(SlackChannel.values())
        .flatMap(channel -> workspace.in(channel.id()).stream())
        .filter(message -> message.onlyFor().filter(userId::equals).isPresent())
        .toList();
  }

  public Optional<SlackView> modalOf(String userId) {
    return views.modalOf(userId);
  }

  public Optional<SlackView> homeOf(String userId) {
    return views.homeOf(userId);
  }

  /** The file that a message shows. */
  public Optional<SlackFile> fileOf(String messageTs) {
    return workspace.fileOf(messageTs);
  }

  public List<SlackFile> files() {
    return workspace.files();
  }

  /** How often a method, e.g. {@code chat.update}, was called, failed calls included. */
  public int calls(String method) {
    return api.calls(method);
  }

  /**
   * The next call of a method goes wrong; several faults for one method come one after the other.
   */
  public void failNext(String method, SlackFault fault) {
    api.failNext(method, fault);
  }

  /** What goes wrong with every call from now on, asked before each; empty = it goes well. */
  public void weather(Supplier<Optional<SlackFault>> next) {
    api.weather(next);
  }

  public List<SeenRequest> requests() {
    return server.seen();
  }

  public void tap(Tap tap) {
    server.tap(tap);
  }

  @Override
  public void close() {
    caller.close();
    server.close();
  }

  public SlackWorkspace workspace() {
    return workspace;
  }

  private Loopback server() {
    return server;
  }

  private Stream<SlackMessage> visible(String channelId) {
    return workspace.in(channelId).stream().filter(message -> !message.isEphemeral());
  }

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
