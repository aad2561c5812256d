package pipelinelock.rehearsal.slack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import pipelinelock.rehearsal.http.Json;

/**
 * Blocks as Slack returns them, which is not how they were sent: omitted fields have their
 * defaults, plain text is escaped, keys are in another order, and text for screen readers only is
 * gone.
 */
final class SlackOwnForm {
  private SlackOwnForm() {}

  static ArrayNode of(ArrayNode blocks) {
    return (ArrayNode) own(blocks);
  }

  private static JsonNode own(JsonNode json) {
    return switch (json) {
      case ObjectNode object -> own(object);
      case ArrayNode array -> {
        var all = Json.MAPPER.createArrayNode();
        array.forEach(it -> all.add(own(it)));
        yield all;
      }
      default -> json;
    };
  }

  private static ObjectNode own(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    var result = Json.object();
    for (String name : names.reversed()) {
      if (!name.equals("accessibility_label")) {
        result.set(name, own(object.get(name)));
      }
    }
    switch (object.path("type").asText()) {
      case "plain_text" -> {
        result.put("text", escaped(object.path("text").asText()));
        if (!object.has("emoji")) {
          result.put("emoji", true);
        }
      }
      case "mrkdwn" -> {
        if (!object.has("verbatim")) {
          result.put("verbatim", false);
        }
      }
      default -> {}
    }
    return result;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
