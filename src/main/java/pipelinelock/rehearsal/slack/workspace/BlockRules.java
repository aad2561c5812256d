package pipelinelock.rehearsal.slack.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pipelinelock.rehearsal.http.Json;

/** The limits of Block Kit; violations are refused as Slack refuses them. */
public final class BlockRules {
  private static final Map<String, Integer> MOST_TEXT =
      Map.of("section", 3000, "header", 150, "markdown", 12_000);
  private static final Set<String> TYPES =
      Set.of(
          "section",
          "header",
          "divider",
          "context",
          "actions",
          "input",
          "image",
          "rich_text",
          "markdown",
          "table",
          "plan",
          "task_card",
          "video",
          "file",
          "alert",
          "card",
          "carousel",
          "context_actions");

  /**
   * All words of a message together. Slack does not document it; people report refusals from about
   * this length on.
   */
  private static final int MOST_WORDS = 13_200;

  private final String where;

  private BlockRules(String where) {
    this.where = where;
  }

  public static void checkMessage(JsonNode blocks) {
    if (blocks.size() > 50) {
      throw new SlackRefusal(
          "msg_blocks_too_many", "[ERROR] no more than 50 items allowed [json-pointer:/blocks]");
    }
    check(blocks);
    if (length(blocks) > MOST_WORDS) {
      throw new SlackRefusal("msg_blocks_too_long", "[ERROR] blocks are too long");
    }
  }

  /** Also those of its buttons. */
  private static int length(JsonNode json) {
    int all = 0;
    for (var part : json) {
      all += length(part);
    }
    return all + (json.path("text").isTextual() ? json.path("text").asText().length() : 0);
  }

  public static void checkView(JsonNode view) {
    if (view.path("blocks").size() > 100) {
      throw new SlackRefusal(
          "invalid_arguments",
          "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]");
    }
    var rules = new BlockRules("/view");
    for (String name : Set.of("title", "submit", "close")) {
      rules.most(view.path(name), 24, "/" + name);
    }
    rules.most(view.path("private_metadata").asText(""), 3000, "/private_metadata");
    check(view.path("blocks"));
    if (view.path("type").asText().equals("home")) {
      BlockElements.in(view.path("blocks"))
          .forEach(
              it ->
                  rules.require(
                      !it.json().path("type").asText().equals("datetimepicker"),
                      "datetimepicker is for messages and modals only",
                      "/blocks"));
    }
  }

  private static void check(JsonNode blocks) {
    var ids = new HashSet<String>();
    for (int i = 0; i < blocks.size(); i++) {
      var rules = new BlockRules("/blocks/" + i);
      rules.block(blocks.get(i));
      var id = blocks.get(i).path("block_id").asText("");
      rules.require(id.isEmpty() || ids.add(id), "block_id already exists", "/block_id");
    }
  }

  private void block(JsonNode block) {
    var type = block.path("type").asText("");
    require(TYPES.contains(type), "unsupported type: " + type, "/type");
    most(block.path("block_id").asText(""), 255, "/block_id");
    most(block.path("text"), MOST_TEXT.getOrDefault(type, Integer.MAX_VALUE), "/text");
    switch (type) {
      case "section" -> section(block);
      case "header" ->
          require(!words(block.path("text")).isEmpty(), "missing required field: text", "");
      case "context" ->
          require(between(1, block.path("elements"), 10), "1 to 10 elements", "/elements");
      case "actions" ->
          require(between(1, block.path("elements"), 25), "1 to 25 elements", "/elements");
      default -> {}
    }
    BlockElements.in(Json.array(List.of(block))).forEach(found -> element(found.json()));
  }

  private void section(JsonNode block) {
    var fields = block.path("fields");
    require(block.has("text") || block.has("fields"), "missing required field: text", "");
    require(
        !block.has("text") || !words(block.path("text")).isEmpty(),
        "must be more than 0 characters",
        "/text");
    require(fields.size() <= 10, "no more than 10 items allowed", "/fields");
    fields.forEach(field -> most(field, 2000, "/fields"));
  }

  private void element(JsonNode element) {
    most(element.path("action_id").asText(""), 255, "/action_id");
    most(element.path("text"), 75, "/text");
    most(element.path("value").asText(""), 2000, "/value");
    var url = element.path("url").asText("");
    most(url, 3000, "/url");
    require(url.isEmpty() || url.matches("https?://.+"), "must be a valid URL", "/url");
    most(element.path("accessibility_label").asText(""), 75, "/accessibility_label");
    require(element.path("options").size() <= 100, "no more than 100 items allowed", "/options");
    var moment = element.path("initial_date_time");
    require(
        moment.isMissingNode() || (moment.isIntegralNumber() && moment.asText().length() == 10),
        "must be a timestamp of 10 digits",
        "/initial_date_time");
    var style = element.path("style").asText("primary");
    require(
        Set.of("primary", "danger").contains(style)
            || !element.path("type").asText().equals("button"),
        "must be primary or danger",
        "/style");
    confirm(element.path("confirm"));
  }

  private void confirm(JsonNode confirm) {
    most(confirm.path("title"), 100, "/confirm/title");
    most(confirm.path("text"), 300, "/confirm/text");
    most(confirm.path("confirm"), 30, "/confirm/confirm");
    most(confirm.path("deny"), 30, "/confirm/deny");
  }

  private void most(JsonNode text, int limit, String at) {
    most(words(text), limit, at);
  }

  private void most(String text, int limit, String at) {
    require(
        text.codePointCount(0, text.length()) <= limit,
        "must be less than %d characters".formatted(limit + 1),
        at);
  }

  private void require(boolean holds, String otherwise, String at) {
    if (!holds) {
      throw new SlackRefusal(
          "invalid_blocks", "[ERROR] %s [json-pointer:%s%s]".formatted(otherwise, where, at));
    }
  }

  private static boolean between(int least, JsonNode items, int most) {
    return items.size() >= least && items.size() <= most;
  }

  private static String words(JsonNode text) {
    return text.isTextual() ? text.asText() : text.path("text").asText("");
  }
}
