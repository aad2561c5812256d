package pipelinelock.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.MiddlewareChain;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.response.Response;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the app and workspace of requests that arrive over a socket and so do not pass {@code
 * SlackDoor}. In a shared channel the authorization is ours, while the outer team may not be.
 */
final class OwnWorkspace implements Middleware {
  private static final Logger LOG = LoggerFactory.getLogger(OwnWorkspace.class);

  private final String teamId;
  private final String appId;

  OwnWorkspace(String teamId, String appId) {
    this.teamId = teamId;
    this.appId = appId;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Bolt declares it
  public Response apply(Request request, Response response, MiddlewareChain chain)
      throws Exception {
    if (!request.isSocketMode() || isOurs(request.getRequestBodyAsString())) {
      return chain.next(request);
    }
    LOG.warn("A request of another workspace or app was turned away");
    return Response.ok(); // anything else would have Slack send it again
  }

  private boolean isOurs(String body) {
    try {
      return JsonParser.parseString(body) instanceof JsonObject json
          && appId.equals(text(json.get("api_app_id")))
          && teamId.equals(team(json));
    } catch (JsonParseException e) {
      return false;
    }
  }

  private static String team(JsonObject json) {
    if (json.get("authorizations") instanceof com.google.gson.JsonArray all && !all.isEmpty()) {
      return all.get(0) instanceof JsonObject first ? text(first.get("team_id")) : "";
    }
    return json.get("team") instanceof JsonObject team
        ? text(team.get("id"))
        : text(json.get("team_id"));
  }

  private static String text(@org.jspecify.annotations.Nullable JsonElement json) {
    return Optional.ofNullable(json)
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString)
        .orElse("");
  }
}
