package pipelinelock;

import com.google.gson.JsonParser;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Entry;

/** What somebody does to an exported event who knows how hashes are made. */
final class ForgedLine {
  private ForgedLine() {}

  /** The body of an event. */
  static String body(List<String> lines, int line) {
    return JsonParser.parseString(lines.get(line)).getAsJsonObject().get("body").getAsString();
  }

  /** Gives the event another body, and the hash that it then has behind the event before it. */
  static void change(List<String> lines, int line, UnaryOperator<String> change) {
    var json = JsonParser.parseString(lines.get(line)).getAsJsonObject();
    var before = JsonParser.parseString(lines.get(line - 1)).getAsJsonObject();
    String body = change.apply(json.get("body").getAsString());
    var entry =
        new Entry(
            json.get("incident").getAsLong(),
            json.get("sequence").getAsLong(),
            Instant.ofEpochMilli(json.get("at").getAsLong()),
            json.get("type").getAsString(),
            body);
    json.addProperty("body", body);
    var previous = before.has("hash") ? before.get("hash").getAsString() : HashChain.START;
    json.addProperty("hash", HashChain.hash(previous, entry));
    lines.set(line, json.toString());
  }
}
