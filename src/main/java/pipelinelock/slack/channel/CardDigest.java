package pipelinelock.slack.channel;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.slack.api.util.json.GsonFactory;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;
import pipelinelock.slack.message.Message;

/**
 * The content of a message as one SHA-256: its words, blocks, attachments and files. Only what
 * Slack adds by itself is ignored: an id for a block without one, whether a text may draw emoji or
 * link bare addresses, the order of keys, and the escapes of plain text. An unknown format counts
 * as it is, so it makes a difference.
 */
public final class CardDigest {
  /** All that people see of a message, or press. */
  private static final Set<String> SHOWN = Set.of("text", "blocks", "attachments", "files");

  private static final Set<String> ADDED = Set.of("block_id", "emoji", "verbatim");

  private CardDigest() {}

  /** Of what the bot sends. */
  static String of(Message message) {
    var sent = new JsonObject();
    sent.addProperty("text", message.text());
    sent.add("blocks", GsonFactory.createSnakeCase().toJsonTree(message.blocks()));
    return of(sent);
  }

  /** Of a message in Slack's own words, whatever else it contains. */
  public static String of(JsonObject message) {
    var shown = new JsonObject();
    for (String part : SHOWN) {
      if (message.has(part)) {
        shown.add(part, message.get(part));
      }
    }
    return sha256(canonical(shown).toString());
  }

  private static JsonElement canonical(JsonElement json) {
    return switch (json) {
      case JsonObject object -> canonical(object);
      case JsonArray array -> {
        var all = new JsonArray();
        array.forEach(it -> all.add(canonical(it)));
        yield all;
      }
      default -> json;
    };
  }

  private static JsonObject canonical(JsonObject object) {
    var sorted = new TreeMap<String, JsonElement>();
    object
        .entrySet()
        .forEach(
            field -> {
              if (!isAdded(field.getKey(), field.getValue())) {
                sorted.put(field.getKey(), canonical(field.getValue()));
              }
            });
    if (isPlain(object) && sorted.get("text") instanceof JsonPrimitive text && text.isString()) {
      sorted.put("text", new JsonPrimitive(unescaped(text.getAsString())));
    }
    var result = new JsonObject();
    sorted.forEach(result::add);
    return result;
  }

  private static boolean isAdded(String name, JsonElement value) {
    boolean isNothing = value.isJsonNull() || (value instanceof JsonArray array && array.isEmpty());
    return isNothing || (ADDED.contains(name) && value.isJsonPrimitive());
  }

  /** Neither of these knows markup, so an escaped sign and the sign look the same. */
  private static boolean isPlain(JsonObject object) {
    return object.get("type") instanceof JsonPrimitive type
        && Set.of("plain_text", "text").contains(type.getAsString());
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  /** In hexadecimal digits. */
  public static String sha256(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
