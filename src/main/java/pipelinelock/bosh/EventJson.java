package pipelinelock.bosh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pipelinelock.http.Http;

/**
 * One line of {@code GET /tasks/:id/output?type=event}. Which fields are set depends on the kind of
 * line: a step of a stage, a notice ({@code type}, {@code message}), or an error.
 *
 * @param time unix seconds
 * @param tags null is not the same as none: bosh-cli compares them so
 */
record EventJson(
    long time,
    String stage,
    @Nullable List<String> tags,
    String task,
    String state,
    Detail data,
    String type,
    String message,
    @Nullable Fault error) {
  // The last second of the year 9999: beyond it bosh-cli's date has no form.
  private static final long END_OF_TIME = 253_402_300_799L;

  private static final ObjectReader EVENTS = Http.json().readerFor(EventJson.class);

  /** {@code {"status": "executing drain"}} or {@code {"error": "…"}}. */
  record Detail(String status, String error) {
    Detail {
      status = orEmpty(status);
      error = orEmpty(error);
    }
  }

  /** {@code {"code": 450002, "message": "…"}}. */
  record Fault(long code, String message) {
    Fault {
      message = orEmpty(message);
    }
  }

  EventJson {
    if (time < 0 || time > END_OF_TIME) {
      throw new IllegalArgumentException("an event's time is not " + time);
    }
    stage = orEmpty(stage);
    task = orEmpty(task);
    state = orEmpty(state);
    type = orEmpty(type);
    message = orEmpty(message);
    data = data == null ? new Detail("", "") : data;
    tags = tags == null ? null : tags.stream().map(EventJson::orEmpty).toList();
  }

  /** A line of the log; empty where it is none. */
  static Optional<EventJson> read(String line) {
    try {
      return Optional.ofNullable(EVENTS.readValue(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whether both are about one step; the index does not count. */
  boolean isSameStep(@Nullable EventJson other) {
    return other != null
        && !stage.isEmpty()
        && stage.equals(other.stage)
        && Objects.equals(tags, other.tags)
        && task.equals(other.task);
  }

  /** {@code Updating instance concourse-worker}. */
  String title() {
    return tags == null || tags.isEmpty() ? stage : stage + " " + String.join(", ", tags);
  }

  /** What goes on at this event; empty where nothing does, or it is not about a step. */
  String phase() {
    return switch (state) {
      case "in_progress" -> data.status();
      case "started" -> stage.equals("Updating instance") ? stage : task;
      default -> "";
    };
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
