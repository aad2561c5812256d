package pipelinelock.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipelinelock.slack.message.Message;

/** Slack's documented limits, checked on the JSON that would be sent. */
public final class BlockKitLimits {
  private static final Gson JSON = GsonFactory.createSnakeCase();
  private static final Map<String, Integer> ELEMENTS =
      Map.of("actions", 25, "context", 10, "rich_text", 50);

  private static final Set<String> WITHOUT_A_QUESTION =
      Set.of(
          "status.cure",
          "status.recreate",
          "status.release",
          "status.abort",
          "status.unpause",
          "status.details",
          "incident.reject",
          "incident.approve",
          "incident.review",
          "direct.later",
          "link.thread",
          "link.build",
          "link.commit",
          "home.status");

  private BlockKitLimits() {}

  public static void check(View view) {
    var json = JSON.toJsonTree(view).getAsJsonObject();
    assertThat(json.toString().length()).as("view").isLessThanOrEqualTo(250_000);
    for (String name : List.of("title", "submit", "close")) {
      if (json.has(name)) {
        text(json.getAsJsonObject(name), 1, 24, name);
      }
    }
    if (view.getType().equals("modal")) {
      within(json.get("callback_id"), 255, "callback_id");
      assertThat(view.getPrivateMetadata().length()).as("metadata").isLessThanOrEqualTo(3000);
    }
    assertThat(view.getBlocks()).as("blocks").isNotEmpty().hasSizeLessThanOrEqualTo(100);
    var blocks = json.getAsJsonArray("blocks").asList();
    blocks.forEach(block -> block(block.getAsJsonObject()));
    boolean asks =
        blocks.stream()
            .anyMatch(it -> it.getAsJsonObject().get("type").getAsString().equals("input"));
    assertThat(json.has("submit")).as("a form with a field has a submit button").isEqualTo(asks);
  }

  private static void input(JsonObject block) {
    text(block.getAsJsonObject("label"), 1, 2000, "label");
    text(block.getAsJsonObject("hint"), 1, 2000, "hint");
    within(block.get("block_id"), 255, "block_id");
    var field = block.getAsJsonObject("element");
    within(field.get("action_id"), 255, "action_id");
    String type = field.get("type").getAsString();
    if (type.equals("static_select") || type.equals("checkboxes")) {
      options(field.getAsJsonArray("options"), type.equals("checkboxes") ? 10 : 100);
      return;
    }
    if (type.equals("datetimepicker")) {
      assertThat(field.get("initial_date_time").getAsString()).as("a moment").hasSize(10);
      return;
    }
    assertThat(field.get("type").getAsString()).isEqualTo("plain_text_input");
    int most = field.get("max_length").getAsInt();
    assertThat(most).as("max_length").isBetween(1, 3000);
    if (field.has("min_length")) {
      assertThat(field.get("min_length").getAsInt()).as("min_length").isBetween(0, most);
    }
  }

  private static void options(JsonArray options, int most) {
    assertThat(options.size()).as("options").isBetween(1, most);
    for (JsonElement each : options) {
      var option = each.getAsJsonObject();
      text(option.getAsJsonObject("text"), 1, 75, "option");
      within(option.get("value"), 75, "value of an option");
      if (option.has("description")) {
        text(option.getAsJsonObject("description"), 1, 75, "description");
      }
    }
  }

  public static void check(Message message) {
    assertThat(message.text()).as("fallback text").isNotBlank();
    assertThat(message.text().length()).as("fallback text").isLessThanOrEqualTo(4000);
    assertThat(message.blocks()).as("blocks").isNotEmpty().hasSizeLessThanOrEqualTo(50);
    var blocks = JSON.toJsonTree(message.blocks()).getAsJsonArray();
    blocks.forEach(block -> block(block.getAsJsonObject()));
    assertThat(words(blocks)).as("the whole message").isLessThanOrEqualTo(13_200);
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
      case "input" -> input(block);
      case "divider" -> {}
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
    if (button.has("url")) {
      within(button.get("url"), 3000, "url");
      assertThat(button.get("url").getAsString()).startsWith("http");
    }
    var confirm = button.getAsJsonObject("confirm");
    if (confirm == null) {
      assertThat(button.get("action_id").getAsString())
          .as("only a button that opens something, or only reads, goes without a question")
          .isIn(WITHOUT_A_QUESTION);
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

  /** All that can be read in it, the labels of its buttons too. */
  private static int words(JsonElement json) {
    if (json.isJsonArray()) {
      return json.getAsJsonArray().asList().stream().mapToInt(BlockKitLimits::words).sum();
    }
    if (!json.isJsonObject()) {
      return 0;
    }
    var text = json.getAsJsonObject().get("text");
    int own = text != null && text.isJsonPrimitive() ? text.getAsString().length() : 0;
    return own
        + json.getAsJsonObject().entrySet().stream().mapToInt(it -> words(it.getValue())).sum();
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
    String shown = object.get("type").getAsString().equals("user") ? "user_id" : "text";
    int length = object.get(shown).getAsString().length();
    assertThat(length).as("rich text").isPositive();
    return length;
  }
}
