package pipelinelock.slack;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pipelinelock.MadeTable;

/** {@code docs/messages.md}: every pinned message as a person reads it, in the order of a night. */
class MessagesDocumentTest {
  private static final Path DOCUMENT = Path.of("docs/messages.md");
  private static final Path GOLDEN = Path.of("src/test/resources/slack/golden");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern DATE = Pattern.compile("<!date\\^[^|]*\\|([^>]*)>");
  private static final Pattern LINK = Pattern.compile("<https?:[^|>]*\\|([^>]*)>");
  private static final Pattern MENTION = Pattern.compile("<@U0([A-Z])([A-Z]*)>");
  private static final Pattern GROUP = Pattern.compile("<!subteam\\^S0([A-Z]+)>");
  private static final Pattern CHANNEL = Pattern.compile("<#C0([A-Z]+)>");

  /** What begins with one of these comes in this order; all else follows. */
  private static final List<String> NIGHT =
      List.of(
          "watch-hung",
          "status-free",
          "status-hung-claim",
          "status-",
          "form-recreate",
          "form-abort",
          "thread-root-waiting",
          "thread-request",
          "thread-reminder",
          "form-approve",
          "thread-completed-root",
          "thread-completed-request",
          "thread-completed-event-2",
          "thread-completed-event-3",
          "thread-completed-event-4",
          "thread-completed-event-6",
          "thread-completed-event-8",
          "thread-by-hand",
          "thread-task",
          "thread-completed-task",
          "thread-completed-event",
          "thread-completed-timeline",
          "thread-completed-log",
          "thread-completed-end",
          "thread-lapsed",
          "thread-rejected",
          "direct-",
          "thread-broken-glass",
          "thread-reviewed",
          "watch-",
          "home",
          "form-",
          "help");

  @Test
  void everyMessageStandsInTheDocument() throws IOException {
    var rows = new ArrayList<String>();
    for (String name : names()) {
      rows.add("### %s\n```text\n%s\n```\n".formatted(name, read(name)));
    }
    assertThat(rows).hasSizeGreaterThan(80);
    MadeTable.check(DOCUMENT, getClass(), "\n", rows);
  }

  private static List<String> names() throws IOException {
    try (var files = Files.list(GOLDEN)) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted(comparing(MessagesDocumentTest::place).thenComparing(name -> name))
          .toList();
    }
  }

  private static int place(String name) {
    for (int i = 0; i < NIGHT.size(); i++) {
      if (name.startsWith(NIGHT.get(i))) {
        return i;
      }
    }
    return NIGHT.size();
  }

  private static String read(String name) throws IOException {
    var json = JSON.readTree(GOLDEN.resolve(name + ".json").toFile());
    var lines = new ArrayList<String>();
    texts(json.path("title"), lines);
    json.path("blocks").forEach(block -> block(block, lines));
    texts(json.path("submit"), lines);
    return plain(String.join("\n", lines));
  }

  private static void block(JsonNode block, List<String> lines) {
    if (block.path("type").asText().equals("actions")) {
      var buttons = new ArrayList<String>();
      block.path("elements").forEach(it -> texts(it.path("text"), buttons));
      lines.add("[ " + String.join(" ] [ ", buttons) + " ]");
    } else if (block.path("type").asText().equals("rich_text")) {
      block
          .path("elements")
          .forEach(
              part -> {
                var words = new StringBuilder();
                part.path("elements").forEach(it -> words.append(word(it)));
                boolean quoted = part.path("type").asText().equals("rich_text_quote");
                lines.add((quoted ? "> " : "") + words);
              });
    } else {
      texts(block, lines);
    }
  }

  private static String word(JsonNode element) {
    String text = element.path("text").asText();
    if (element.path("type").asText().equals("user")) {
      return "<@" + element.path("user_id").asText() + ">";
    }
    return element.path("style").path("code").asBoolean() ? "`" + text + "`" : text;
  }

  private static void texts(JsonNode node, List<String> lines) {
    if (node.path("text").isTextual()) {
      lines.add(node.path("text").asText());
    } else {
      node.forEach(it -> texts(it, lines));
    }
  }

  private static String plain(String markup) {
    String text = DATE.matcher(markup).replaceAll("$1");
    text = LINK.matcher(text).replaceAll("$1");
    text = CHANNEL.matcher(text).replaceAll(it -> "#" + it.group(1).toLowerCase(Locale.ROOT));
    text = GROUP.matcher(text).replaceAll(it -> "@" + it.group(1).toLowerCase(Locale.ROOT));
    text =
        MENTION
            .matcher(text)
            .replaceAll(it -> "@" + it.group(1) + it.group(2).toLowerCase(Locale.ROOT));
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }
}
