package pipelinelock.bosh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import pipelinelock.http.Http;

/** Event logs of a real Director's tasks, held against those of the simulated one. */
final class RecordedEvents {
  private RecordedEvents() {}

  /** When the first event of a recording was written. */
  static Instant begin(String recording) {
    String first = Recordings.text(recording + ".event.ndjson").lines().findFirst().orElseThrow();
    return Instant.ofEpochSecond(read(first).path("time").asLong());
  }

  /**
   * What a recording says, without its times.
   *
   * @param renamed the names in it, and those that stand for them here
   */
  static List<JsonNode> untimed(String recording, Map<String, String> renamed) {
    String log = Recordings.text(recording + ".event.ndjson");
    for (var name : renamed.entrySet()) {
      log = log.replace(name.getKey(), name.getValue());
    }
    return untimed(log);
  }

  static List<JsonNode> untimed(String log) {
    return log.lines().map(RecordedEvents::untimedLine).toList();
  }

  private static JsonNode untimedLine(String line) {
    var event = (ObjectNode) read(line);
    event.remove("time");
    return event;
  }

  private static JsonNode read(String line) {
    try {
      return Http.json().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
