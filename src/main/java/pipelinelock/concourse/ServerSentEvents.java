package pipelinelock.concourse;

import java.io.IOException;
import java.util.Optional;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * Parses server-sent events as far as Concourse uses them: {@code id}, {@code event} and {@code
 * data} lines, with an empty line after each event. Other lines are skipped, and an event that the
 * end of the stream cuts off is dropped.
 */
final class ServerSentEvents {
  private final BufferedSource source;

  ServerSentEvents(BufferedSource source) {
    this.source = source;
  }

  /**
   * One event.
   *
   * @param id empty where the stream gives none
   * @param type {@code message} where the stream gives none, as the standard has it
   */
  record Event(String id, String type, String data) {}

  /** Waits for the next event; nothing at the end of the stream. */
  Optional<Event> next() throws IOException {
    var event = new Parts();
    for (var line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
      if (!line.isEmpty()) {
        event.add(line);
      } else if (event.isBegun()) {
        return Optional.of(event.whole());
      }
    }
    return Optional.empty();
  }

  private static final class Parts {
    private String id = "";
    private String type = "message";
    private @Nullable StringBuilder data;
    private boolean begun;

    void add(String line) {
      int colon = line.indexOf(':');
      var field = colon < 0 ? line : line.substring(0, colon);
      var value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "id" -> id = value;
        case "event" -> type = value;
        case "data" ->
            data = data == null ? new StringBuilder(value) : data.append('\n').append(value);
        default -> {
          return; // a comment, or a field of the standard that we have no use for
        }
      }
      begun = true;
    }

    boolean isBegun() {
      return begun;
    }

    Event whole() {
      return new Event(id, type, data == null ? "" : data.toString());
    }
  }
}
