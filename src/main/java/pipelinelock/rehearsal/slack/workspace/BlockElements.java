package pipelinelock.rehearsal.slack.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The elements of blocks that a user can press or fill in. */
public final class BlockElements {

  /** An element and the block that contains it. */
  public record Element(String blockId, ObjectNode json) {
    public String actionId() {
      return json.path("action_id").asText("");
    }
  }

  private BlockElements() {}

  public static List<Element> in(JsonNode blocks) {
    var found = new ArrayList<Element>();
    for (JsonNode block : blocks) {
      var blockId = block.path("block_id").asText("");
      var candidates = new ArrayList<JsonNode>();
      block.path("elements").forEach(candidates::add);
      candidates.add(block.path("accessory"));
      candidates.add(block.path("element"));
      candidates.stream()
          .filter(candidate -> candidate.has("action_id"))
          .forEach(candidate -> found.add(new Element(blockId, (ObjectNode) candidate)));
    }
    return found;
  }

  public static Optional<Element> find(JsonNode blocks, String actionId) {
    return in(blocks).stream().filter(element -> element.actionId().equals(actionId)).findFirst();
  }

  public static Element get(JsonNode blocks, String actionId) {
    return find(blocks, actionId)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no element %s; there are: %s"
                        .formatted(
                            actionId,
                            in(blocks).stream()
                                .map(Element::actionId)
                                .collect(Collectors.joining(", ")))));
  }
}
