package pipelinelock.rehearsal.slack;

import java.util.List;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Loopback;
import pipelinelock.rehearsal.http.Routes;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;
import pipelinelock.rehearsal.slack.api.ChatMethods;
import pipelinelock.rehearsal.slack.api.FileMethods;
import pipelinelock.rehearsal.slack.api.PeopleMethods;
import pipelinelock.rehearsal.slack.api.SlackApi;
import pipelinelock.rehearsal.slack.delivery.SlackSocketServer;
import pipelinelock.rehearsal.slack.view.SlackViews;
import pipelinelock.rehearsal.slack.workspace.SlackBot;

/** Slack's HTTP endpoints: the Web API, uploads and the {@code response_url}s. */
final class SlackServer implements AutoCloseable {
  private final SlackApi api;
  private final Loopback server;

  /** What the methods of the Web API do, by their first word. */
  record Methods(ChatMethods chat, PeopleMethods people, SlackViews views, FileMethods files) {}

  SlackServer(int port, SlackBot bot, Methods methods, ResponseUrls responseUrls) {
    api = api(bot, methods);
    var routes = new Routes();
    for (String verb : List.of("GET", "POST")) {
      routes.on(
          verb + " /api/:method", (call, at) -> api.answer(at.getOrDefault("method", ""), call));
      routes.on(
          verb + " /upload/:id",
          (call, at) -> methods.files.receive(at.getOrDefault("id", ""), call));
    }
    routes.on(
        "POST /_hooks/response/:id",
        (call, at) -> responseUrls.use(at.getOrDefault("id", ""), call));
    server = new Loopback(port, call -> routes.answer(call).orElse(Answer.empty(404)));
  }

  private SlackApi api(SlackBot bot, Methods methods) {
    var chat = methods.chat;
    var people = methods.people;
    var views = methods.views;
    var files = methods.files;
    return new SlackApi(bot)
        .on("auth.test", "", people::test)
        .on("users.info", "users:read", people::user)
        .on("bots.info", "users:read", people::bot)
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
        .on("files.getUploadURLExternal", "files:write", arguments -> files.place(arguments, url()))
        .on("files.completeUploadExternal", "files:write", files::complete);
  }

  String url() {
    return server.url();
  }

  /** The app may open this socket. */
  void takesSocket(SlackSocketServer socket) {
    api.socket(socket);
  }

  List<SeenRequest> seen() {
    return server.seen();
  }

  Tap tap() {
    return server.tap();
  }

  void tap(Tap tap) {
    server.tap(tap);
  }

  @Override
  public void close() {
    server.close();
  }
}
