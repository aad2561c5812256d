package pipelinelock.slack.channel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.slack.api.util.json.GsonFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of a message: alerts often have no text, but blocks and attachments. */
public final class MessageWords {
  /** What holds words in blocks, attachments and their fields, in the order of reading. */
  private static final List<String> WORDS = List.of("pretext", "title", "text", "value");

  private static final List<String> PARTS = List.of("blocks", "attachments", "elements", "fields");

  private MessageWords() {}

  /**
   * Its text; where it has none, the words of its blocks and attachments, a line each.
   *
   * @param message as the SDK knows it, whatever its type there
   * @return still as Slack sends it: escaped; empty where it says nothing, such as a picture
   */
  public static String of(Object message) {
    var json = GsonFactory.createSnakeCase().toJsonTree(message);
    if (!(json instanceof JsonObject it)) {
      return "";
    }
    String text = string(it.get("text"));
    if (!text.isBlank()) {
      return text;
    }
    var lines = new LinkedHashSet<String>();
    for (var part : List.of("blocks", "attachments")) {
      collect(it.get(part), lines);
    }
    return String.join("\n", lines);
  }

  private static void collect(@Nullable JsonElement part, Set<String> lines) {
    if (part instanceof JsonArray all) {
      all.forEach(it -> collect(it, lines));
    } else if (part instanceof JsonObject it) {
      int before = lines.size();
      for (var key : WORDS) {
        add(it.get(key), lines);
      }
      for (var key : PARTS) {
        collect(it.get(key), lines);
      }
      if (lines.size() == before) {
        add(it.get("fallback"), lines);
      }
    }
  }

  /** A text, or an object that holds one. */
  private static void add(@Nullable JsonElement words, Set<String> lines) {
    String text = words instanceof JsonObject it ? string(it.get("text")) : string(words);
    if (!text.isBlank()) {
      lines.add(text.strip());
    }
  }

  private static String string(@Nullable JsonElement element) {
    return element instanceof JsonPrimitive it && it.isString() ? it.getAsString() : "";
  }
}
