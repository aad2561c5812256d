package pipelinelock.rehearsal.slack.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A modal or a Home tab that a user has open, with the errors that the app set on its fields. */
public record SlackView(String id, String userId, ObjectNode json, Map<String, String> errors) {

  public SlackView {
    errors = Map.copyOf(errors);
  }

  public String callbackId() {
    return json.path("callback_id").asText("");
  }

  public JsonNode blocks() {
    return json.path("blocks");
  }

  boolean isHome() {
    return json.path("type").asText().equals("home");
  }

  SlackView with(Map<String, String> newErrors) {
    return new SlackView(id, userId, json, newErrors);
  }
}
