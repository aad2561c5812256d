package pipelinelock.slack.socket;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A message from Slack over a socket. */
sealed interface SocketWord {
  /**
   * The connection is ready: before that it brings nothing.
   *
   * @param app whose connection it is, {@code A…}; empty where Slack does not say
   * @param connections how many the app has open now, those of other nodes included
   * @param lasts about how long it will be open; empty where Slack does not say
   */
  record Hello(String app, int connections, Optional<Duration> lasts) implements SocketWord {}

  /**
   * The connection will end soon, or ends now.
   *
   * @param reason {@code warning}, {@code refresh_requested}, {@code link_disabled}, {@code
   *     too_many_websockets}
   */
  record Leaving(String reason) implements SocketWord {}

  /** Something for the app, which has to acknowledge it within three seconds. */
  record Envelope(String id, String type) implements SocketWord {}

  /** Nothing that this bot knows. */
  record Unknown() implements SocketWord {}

  static SocketWord of(String text) {
    try {
      return JsonParser.parseString(text) instanceof JsonObject json ? of(json) : new Unknown();
    } catch (JsonParseException e) {
      return new Unknown();
    }
  }

  private static SocketWord of(JsonObject json) {
    String type = text(json.get("type"));
    String envelope = text(json.get("envelope_id"));
    return switch (type) {
      case "hello" ->
          new Hello(
              text(child(json, "connection_info").get("app_id")),
              number(json.get("num_connections")).map(Long::intValue).orElse(1),
              number(child(json, "debug_info").get("approximate_connection_time"))
                  .filter(it -> it > 0)
                  .map(Duration::ofSeconds));
      case "disconnect" -> new Leaving(text(json.get("reason")));
      default -> envelope.isEmpty() ? new Unknown() : new Envelope(envelope, type);
    };
  }

  private static JsonObject child(JsonObject json, String name) {
    return json.get(name) instanceof JsonObject child ? child : new JsonObject();
  }

  private static String text(@Nullable JsonElement json) {
    return Optional.ofNullable(json)
        .filter(JsonElement::isJsonPrimitive)
        .map(JsonElement::getAsString)
        .orElse("");
  }

  private static Optional<Long> number(@Nullable JsonElement json) {
    String digits = text(json);
    return digits.matches("[0-9]{1,9}") ? Optional.of(Long.parseLong(digits)) : Optional.empty();
  }
}
