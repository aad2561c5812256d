package pipelinelock.rehearsal.slack.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.slack.delivery.SlackSocketServer;
import pipelinelock.rehearsal.slack.workspace.SlackBot;
import pipelinelock.rehearsal.slack.workspace.SlackRefusal;

/** The Web API under {@code /api/}: checks token and scopes before it calls a method. */
public final class SlackApi {
  private final SlackBot bot;
  private final Map<String, Method> methods = new HashMap<>();
  private Optional<SlackSocketServer> socket = Optional.empty();

  private record Method(
      Function<SlackArguments, String> scope, Function<SlackArguments, ObjectNode> action) {}

  public SlackApi(SlackBot bot) {
    this.bot = bot;
  }

  /** A method that needs a scope; an empty scope means none. */
  public SlackApi on(String method, String scope, Function<SlackArguments, ObjectNode> action) {
    return on(method, _ -> scope, action);
  }

  /** A method whose scope depends on what it is asked for. */
  public SlackApi on(
      String method,
      Function<SlackArguments, String> scope,
      Function<SlackArguments, ObjectNode> action) {
    methods.put(method, new Method(scope, action));
    return this;
  }

  /** Calls a method, e.g. {@code chat.update}. */
  public Answer answer(String name, Call call) {
    if (name.equals("apps.connections.open")) {
      return connection(call);
    }
    try {
      var arguments = SlackArguments.of(call);
      checkToken(call, arguments);
      var method =
          Optional.ofNullable(methods.get(name))
              .orElseThrow(() -> new SlackRefusal("unknown_method"));
      var scope = method.scope.apply(arguments);
      if (!scope.isEmpty() && !bot.scopes().contains(scope)) {
        return missing(scope);
      }
      var result = Json.object("ok", true).<ObjectNode>setAll(method.action.apply(arguments));
      return withScopes(Answer.json(result));
    } catch (SlackRefusal refusal) {
      return refused(refusal);
    }
  }

  /** The one method that takes the app-level token. */
  public synchronized void socket(SlackSocketServer server) {
    socket = Optional.of(server);
  }

  private synchronized Answer connection(Call call) {
    if (!call.header("Authorization").startsWith("Bearer xapp-")) {
      return refused(new SlackRefusal("not_allowed_token_type"));
    }
    return socket
        .filter(SlackSocketServer::isEnabled)
        .map(it -> Answer.json(Json.object("ok", true, "url", it.url())))
        .orElseGet(() -> refused(new SlackRefusal("socket_mode_is_off")));
  }

  private void checkToken(Call call, SlackArguments arguments) {
    var header = call.header("Authorization");
    var token = header.startsWith("Bearer ") ? header.substring(7) : arguments.text("token");
    if (token.isEmpty()) {
      throw new SlackRefusal("not_authed");
    }
    if (!token.equals(bot.token())) {
      throw new SlackRefusal("invalid_auth");
    }
  }

  private Answer missing(String scope) {
    var provided = String.join(",", bot.scopes());
    return withScopes(
        Answer.json(
            Json.object(
                "ok", false, "error", "missing_scope", "needed", scope, "provided", provided)));
  }

  private Answer refused(SlackRefusal refusal) {
    var body = Json.object("ok", false, "error", refusal.code());
    if (!refusal.details().isEmpty()) {
      body.set("response_metadata", Json.object("messages", refusal.details()));
    }
    return withScopes(Answer.json(body));
  }

  private Answer withScopes(Answer answer) {
    return answer.with("x-oauth-scopes", String.join(",", bot.scopes()));
  }
}
