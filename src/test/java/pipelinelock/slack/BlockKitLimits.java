package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.util.json.GsonFactory;
import java.util.Map;
import pipelinelock.slack.message.Message;

/** Slack's documented limits, checked on the JSON that would be sent. */
public final class BlockKitLimits {
  private static final Gson JSON = GsonFactory.createSnakeCase();
  private static final Map<String, Integer> ELEMENTS =
      Map.of("actions", 25, "context", 10, "rich_text", 50);

  private BlockKitLimits() {}

  public static void check(Message message) {
    assertThat(message.text()).as("fallback text").isNotBlank();
    assertThat(message.text().length()).as("fallback text").isLessThanOrEqualTo(4000);
    assertThat(message.blocks()).as("blocks").isNotEmpty().hasSizeLessThanOrEqualTo(50);
    JSON.toJsonTree(message.blocks())
        .getAsJsonArray()
        .forEach(block -> block(block.getAsJsonObject()));
  }

  private static void block(JsonObject block) {
    String type = block.get("type").getAsString();
    switch (type) {
      case "header" -> text(block.getAsJsonObject("text"), 1, 150, type);
      case "section" -> text(block.getAsJsonObject("text"), 1, 3000, type);
      case "context" ->
          block.getAsJsonArray("elements").forEach(it -> text(it.getAsJsonObject(), 1, 3000, type));
      case "actions" ->
          block.getAsJsonArray("elements").forEach(it -> button(it.getAsJsonObject()));
      case "rich_text" -> assertThat(letters(block.get("elements"))).as(type).isBetween(1, 4000);
      default -> throw new AssertionError("a block that nobody checks: " + type);
    }
    if (ELEMENTS.containsKey(type)) {
      JsonArray elements = block.getAsJsonArray("elements");
      assertThat(elements.size()).as(type).isBetween(1, ELEMENTS.get(type));
    }
  }

  private static void button(JsonObject button) {
    text(button.getAsJsonObject("text"), 1, 75, "button");
    within(button.get("action_id"), 255, "action_id");
    within(button.get("value"), 2000, "value");
    within(button.get("accessibility_label"), 75, "accessibility_label");
    var confirm = button.getAsJsonObject("confirm");
    if (confirm == null) {
      assertThat(button.get("action_id").getAsString())
          .as("only a button that opens something to fill in goes without a question")
          .isEqualTo("status.recreate");
      return;
    }
    text(confirm.getAsJsonObject("title"), 1, 100, "confirm title");
    text(confirm.getAsJsonObject("text"), 1, 300, "confirm text");
    text(confirm.getAsJsonObject("confirm"), 1, 30, "confirm yes");
    text(confirm.getAsJsonObject("deny"), 1, 30, "confirm no");
  }

  private static void within(JsonElement value, int most, String what) {
    assertThat(value.getAsString().length()).as(what).isBetween(1, most);
  }

  private static void text(JsonObject text, int least, int most, String what) {
    assertThat(text.get("text").getAsString().length()).as(what).isBetween(least, most);
  }

  /** How many characters of text an element has in all. */
  private static int letters(JsonElement element) {
    if (element.isJsonArray()) {
      return element.getAsJsonArray().asList().stream().mapToInt(BlockKitLimits::letters).sum();
    }
    var object = element.getAsJsonObject();
    if (object.has("elements")) {
      return letters(object.get("elements"));
    }
    int length = object.get("text").getAsString().length();
    assertThat(length).as("rich text").isPositive();
    return length;
  }
}
