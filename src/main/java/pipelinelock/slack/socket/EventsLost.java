package pipelinelock.slack.socket;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.OptionalLong;

/**
 * Slack's message that it drops events of this app. It is not an event, and Bolt does not know it.
 */
final class EventsLost {
  private EventsLost() {}

  /**
   * In seconds since 1970; empty where the envelope says something else.
   *
   * @throws com.google.gson.JsonParseException where it is no JSON
   */
  static OptionalLong since(String envelope) {
    return envelope.contains("app_rate_limited")
            && JsonParser.parseString(envelope) instanceof JsonObject json
            && json.get("payload") instanceof JsonObject payload
            && payload.get("type") instanceof JsonPrimitive type
            && type.getAsString().equals("app_rate_limited")
            && payload.get("minute_rate_limited") instanceof JsonPrimitive minute
            && minute.isNumber()
        ? OptionalLong.of(minute.getAsLong())
        : OptionalLong.empty();
  }
}
