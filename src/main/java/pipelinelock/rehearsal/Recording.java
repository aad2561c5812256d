package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * A recorded event log of a Director task: its exact lines and when, after the first, each was
 * written.
 */
record Recording(List<Line> lines) {

  /** One event with its line feed. */
  record Line(Duration after, String text, JsonNode event) {

    /** The step of an instance, e.g. {@code executing drain}; empty for any other event. */
    String step() {
      return event.path("data").path("status").asText("");
    }

    boolean isOfAnInstance() {
      return event.path("stage").asText("").equals("Updating instance");
    }
  }

  static Recording of(String ndjson) {
    var texts = ndjson.lines().toList();
    long first = Json.parse(texts.getFirst()).path("time").asLong();
    return new Recording(texts.stream().map(text -> line(text, first)).toList());
  }

  private static Line line(String text, long first) {
    var event = Json.parse(text);
    var after = Duration.ofSeconds(event.path("time").asLong() - first);
    return new Line(after, text + "\n", event);
  }
}
