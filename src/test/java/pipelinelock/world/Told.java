package pipelinelock.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a remote answers.
 *
 * @param status 0 = the connection breaks
 * @param open a stream that goes on after its body, silent
 */
public record Told(int status, Map<String, List<String>> headers, String body, boolean open) {
  public Told {
    headers = Map.copyOf(headers);
  }

  static Told json(JsonNode body) {
    return new Told(200, Map.of("Content-Type", List.of("application/json")), body + "\n", false);
  }

  static Told text(int status, String text) {
    return new Told(status, Map.of("Content-Type", List.of("text/plain")), text, false);
  }

  static Told nothing(int status) {
    return new Told(status, Map.of(), "", false);
  }

  Told with(String header, List<String> values) {
    var all = new java.util.TreeMap<>(headers);
    all.put(header, values);
    return new Told(status, all, body, open);
  }
}
