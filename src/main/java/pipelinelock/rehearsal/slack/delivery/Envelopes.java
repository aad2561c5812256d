package pipelinelock.rehearsal.slack.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import pipelinelock.rehearsal.http.Json;

/** What is a request's body over HTTP, as Slack wraps it for a socket. */
final class Envelopes {
  private Envelopes() {}

  static ObjectNode of(String contentType, String body) {
    if (contentType.startsWith("application/json")) {
      return of("events_api", Json.read(body).orElseThrow(), false);
    }
    var form = Json.object();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      form.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return form.has("payload")
        ? of("interactive", Json.read(form.path("payload").asText()).orElseThrow(), true)
        : of("slash_commands", form, true);
  }

  private static ObjectNode of(String type, JsonNode payload, boolean answerable) {
    return Json.object(
        "envelope_id",
        UUID.randomUUID().toString(),
        "type",
        type,
        "accepts_response_payload",
        answerable,
        "payload",
        payload);
  }
}
