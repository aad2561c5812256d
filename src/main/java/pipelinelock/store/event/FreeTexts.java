package pipelinelock.store.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.secrecy.KnownSecrets;

/**
 * The texts of an event that people or remotes wrote, with secrets removed before they are
 * recorded. Names, ids and numbers stay, whatever they look like: what runs must be what was
 * approved.
 */
public final class FreeTexts {
  private static final Set<String> FREE =
      Set.of(
          "reason",
          "notes",
          "finding",
          "changes",
          "why",
          "lines",
          "result",
          "note",
          "text",
          "summary",
          "todo",
          "headline");

  private FreeTexts() {}

  /** The same event where it holds no secret. */
  public static IncidentEvent discreet(IncidentEvent event) {
    var text = EventJson.write(event);
    if (KnownSecrets.hide(text).equals(text)) {
      return event;
    }
    var body = EventJson.tree(text);
    hideIn(body);
    return EventJson.read(body.toString());
  }

  private static void hideIn(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field -> {
                if (FREE.contains(field.getKey())) {
                  field.setValue(hidden(field.getValue()));
                }
              });
    }
    node.forEach(FreeTexts::hideIn);
  }

  private static JsonNode hidden(JsonNode text) {
    if (text instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        list.set(i, hidden(list.get(i)));
      }
    }
    return text.isTextual() ? TextNode.valueOf(KnownSecrets.hide(text.textValue())) : text;
  }
}
