package pipelinelock.web;

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
record Sender(
    String team,
    String enterprise,
    String app,
    boolean wholeEnterprise,
    boolean handshake,
    OptionalLong eventsLostSince) {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Sender(
      String team, String enterprise, String app, boolean wholeEnterprise, boolean handshake) {
    this(team, enterprise, app, wholeEnterprise, handshake, OptionalLong.empty());
  }

  /** Empty when the body is none of Slack's forms. */
  static Optional<Sender> of(byte[] body) {
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

  /** The JSON of an interaction; empty for commands and events. */
  static Optional<String> payload(byte[] body) {
    String text = new String(body, UTF_8).strip();
    return text.startsWith("{") ? Optional.empty() : Optional.ofNullable(form(text).get("payload"));
  }

  private static Optional<Sender> command(Map<String, String> form) {
    return form.containsKey("command") && !form.getOrDefault("user_id", "").isBlank()
        ? Optional.of(
            new Sender(
                form.getOrDefault("team_id", ""),
                form.getOrDefault("enterprise_id", ""),
                form.getOrDefault("api_app_id", ""),
                form.getOrDefault("is_enterprise_install", "").equals("true"),
                false))
        : Optional.empty();
  }

  /** On an installation for a whole organisation there is no team. */
  private static Optional<Sender> interaction(JsonNode payload) {
    return payload.isObject() && !payload.path("user").path("id").asText("").isBlank()
        ? Optional.of(
            new Sender(
                payload.path("team").path("id").asText(""),
                payload.path("enterprise").path("id").asText(""),
                payload.path("api_app_id").asText(""),
                payload.path("is_enterprise_install").asBoolean(),
                false))
        : Optional.empty();
  }

  /** In a shared channel the outer team may be the other company's; the authorization is ours. */
  private static Optional<Sender> event(JsonNode event) {
    if (event.path("type").asText("").equals("url_verification")) {
      return Optional.of(new Sender("", "", "", false, true));
    }
    if (event.path("type").asText("").equals("app_rate_limited")) {
      return Optional.of(
          new Sender(
              event.path("team_id").asText(""),
              "",
              event.path("api_app_id").asText(""),
              false,
              false,
              OptionalLong.of(event.path("minute_rate_limited").asLong())));
    }
    var ours = event.path("authorizations").path(0);
    return ours.isObject() && event.path("event").isObject()
        ? Optional.of(
            new Sender(
                ours.path("team_id").asText(""),
                ours.path("enterprise_id").asText(""),
                event.path("api_app_id").asText(""),
                ours.path("is_enterprise_install").asBoolean(),
                false))
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

  /** Whether this is the app and the workspace that the bot serves. */
  boolean isServed(DoorConfig config) {
    if (handshake) {
      return true;
    }
    if (!app.equals(config.appId())) {
      return false;
    }
    boolean ourTeam = team.equals(config.teamId());
    boolean ourEnterprise = config.enterpriseId().filter(enterprise::equals).isPresent();
    return wholeEnterprise
        ? ourEnterprise && (ourTeam || team.isEmpty())
        : ourTeam && (config.enterpriseId().isEmpty() || ourEnterprise || enterprise.isEmpty());
  }
}
