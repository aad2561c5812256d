package pipelinelock.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.bolt.request.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import pipelinelock.incident.proof.ClickProof;
import pipelinelock.slack.channel.CardDigest;

/**
 * A request as Slack sent it, not as the SDK parsed it: the SDK drops fields that it does not know.
 */
final class SentRequest {
  private static final String PAYLOAD = "payload=";

  private SentRequest() {}

  /** What is kept of it. In Socket Mode there is nothing but what it says: nobody signs it. */
  static Optional<ClickProof> proof(Request<?> request) {
    String body = CardDigest.sha256(request.getRequestBodyAsString());
    return Optional.of(
        new ClickProof(
            body,
            header(request, "X-Slack-Request-Timestamp"),
            header(request, "X-Slack-Signature"),
            Optional.empty()));
  }

  private static Optional<String> header(Request<?> request, String name) {
    return request.isSocketMode()
        ? Optional.empty()
        : Optional.ofNullable(request.getHeaders().getFirstValue(name));
  }

  /** Digest of the message in which somebody pressed something; of nothing where it names none. */
  static String seen(Request<?> request) {
    return CardDigest.of(
        JsonParser.parseString(payload(request)) instanceof JsonObject json
                && json.get("message") instanceof JsonObject message
            ? message
            : new JsonObject());
  }

  private static String payload(Request<?> request) {
    String body = request.getRequestBodyAsString();
    if (request.isSocketMode()) {
      return body;
    }
    for (String pair : body.split("&", -1)) {
      if (pair.startsWith(PAYLOAD)) {
        return URLDecoder.decode(pair.substring(PAYLOAD.length()), StandardCharsets.UTF_8);
      }
    }
    return "{}";
  }
}
