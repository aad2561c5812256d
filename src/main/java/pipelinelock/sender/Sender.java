package pipelinelock.sender;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The workspace and app that a signed request claims to be about. Commands are forms, clicks and
 * submissions are JSON in a form, events are JSON. A person's request also names the person.
 */
public record Sender(
    Kind kind,
    String team,
    String enterprise,
    String app,
    boolean wholeEnterprise,
    OptionalLong eventsLostSince) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Slack sends. */
  public enum Kind {
    COMMAND,
    /** A button or a form. */
    INTERACTION,
    EVENT,
    /** Slack tries the address. */
    HANDSHAKE
  }

  private Sender(Kind kind, String team, String enterprise, String app, boolean wholeEnterprise) {
    this(kind, team, enterprise, app, wholeEnterprise, OptionalLong.empty());
  }

  /** Empty when the body is none of Slack's forms. */
  public static Optional<Sender> of(byte[] body) {
    String text = new String(body, UTF_8).strip();
    try {
      if (text.startsWith("{")) {
        return event(JSON.readTree(text));
      }
      var form = form(text);
      return form.containsKey("payload")
          ? interaction(JSON.readTree(form.get("payload")))
          : command(form);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same of what comes over a socket: the same content, and always JSON. */
  public static Optional<Sender> ofPayload(String json) {
    try {
      var payload = JSON.readTree(json);
      if (!payload.has("command")) {
        return payload.has("event") ? event(payload) : interaction(payload);
      }
      var form = new HashMap<String, String>();
      payload.properties().forEach(it -> form.put(it.getKey(), it.getValue().asText("")));
      return command(form);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The JSON of an interaction; empty for commands and events. */
  public static Optional<String> payload(byte[] body) {
    String text = new String(body, UTF_8).strip();
    return text.startsWith("{") ? Optional.empty() : Optional.ofNullable(form(text).get("payload"));
  }

  /** What was typed after a command's name, as Slack sends it; empty when it is no command. */
  public static Optional<String> typed(byte[] body) {
    String text = new String(body, UTF_8).strip();
    if (text.startsWith("{")) {
      return Optional.empty();
    }
    try {
      var form = form(text);
      return form.containsKey("command") && !form.containsKey("payload")
          ? Optional.of(form.getOrDefault("text", ""))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Sender> command(Map<String, String> form) {
    return form.containsKey("command") && !form.getOrDefault("user_id", "").isBlank()
        ? Optional.of(
            new Sender(
                Kind.COMMAND,
                form.getOrDefault("team_id", ""),
                form.getOrDefault("enterprise_id", ""),
                form.getOrDefault("api_app_id", ""),
                form.getOrDefault("is_enterprise_install", "").equals("true")))
        : Optional.empty();
  }

  /** On an installation for a whole organisation there is no team. */
  private static Optional<Sender> interaction(JsonNode payload) {
    return payload.isObject() && !payload.path("user").path("id").asText("").isBlank()
        ? Optional.of(
            new Sender(
                Kind.INTERACTION,
                payload.path("team").path("id").asText(""),
                payload.path("enterprise").path("id").asText(""),
                payload.path("api_app_id").asText(""),
                payload.path("is_enterprise_install").asBoolean()))
        : Optional.empty();
  }

  /** In a shared channel the outer team may be the other company's; the authorization is ours. */
  private static Optional<Sender> event(JsonNode event) {
    if (event.path("type").asText("").equals("url_verification")) {
      return Optional.of(new Sender(Kind.HANDSHAKE, "", "", "", false));
    }
    if (event.path("type").asText("").equals("app_rate_limited")) {
      return Optional.of(
          new Sender(
              Kind.EVENT,
              event.path("team_id").asText(""),
              "",
              event.path("api_app_id").asText(""),
              false,
              OptionalLong.of(event.path("minute_rate_limited").asLong())));
    }
    var ours = event.path("authorizations").path(0);
    return ours.isObject() && event.path("event").isObject()
        ? Optional.of(
            new Sender(
                Kind.EVENT,
                ours.path("team_id").asText(""),
                ours.path("enterprise_id").asText(""),
                event.path("api_app_id").asText(""),
                ours.path("is_enterprise_install").asBoolean()))
        : Optional.empty();
  }

  private static Map<String, String> form(String text) {
    var form = new HashMap<String, String>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      form.put(URLDecoder.decode(name, UTF_8), URLDecoder.decode(value, UTF_8));
    }
    return form;
  }
}
