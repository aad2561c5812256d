package pipelinelock.bosh.task;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pipelinelock.http.Http;

/**
 * One line of {@code GET /tasks/:id/output?type=event}. Which fields are set depends on the kind of
 * line: a step of a stage, a notice ({@code type}, {@code message}), or an error.
 *
 * @param time unix seconds; 0 where the line has none
 * @param tags null is not the same as none: bosh-cli compares them so
 */
@JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
record TaskEventJson(
    long time,
    String stage,
    @Nullable List<String> tags,
    String task,
    String state,
    Detail data,
    String type,
    String message,
    @Nullable Fault error) {
  // Half of a character beyond the basic plane, which Go replaces as it reads.
  private static final Pattern HALF = Pattern.compile("\\p{Cs}");

  /** What an empty object is: a line of zeros and empty texts. */
  static final TaskEventJson BLANK =
      new TaskEventJson(0, "", null, "", "", new Detail("", ""), "", "", null);

  // As Go reads: names in any case, what is missing is zero, and so is null.
  private static final ObjectReader EVENTS =
      Http.json()
          .readerFor(TaskEventJson.class)
          .without(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .without(DeserializationFeature.ACCEPT_FLOAT_AS_INT);

  /** {@code {"status": "executing drain"}} or {@code {"error": "…"}}. */
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
  record Detail(String status, String error) {
    Detail {
      status = orEmpty(status);
      error = orEmpty(error);
    }
  }

  /** {@code {"code": 450002, "message": "…"}}; a code of 0 was not given. */
  @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
  record Fault(long code, String message) {
    Fault {
      message = orEmpty(message);
    }
  }

  TaskEventJson {
    if (time < PrintedTime.FIRST || time > PrintedTime.LAST) {
      throw new IllegalArgumentException("an event's time is not " + time);
    }
    stage = orEmpty(stage);
    task = orEmpty(task);
    state = orEmpty(state);
    type = orEmpty(type);
    message = orEmpty(message);
    data = data == null ? new Detail("", "") : data;
    tags = tags == null ? null : tags.stream().map(TaskEventJson::orEmpty).toList();
  }

  /** A line of the log; empty where it is none. */
  static Optional<TaskEventJson> read(String line) {
    try {
      TaskEventJson event = EVENTS.readValue(line);
      return Optional.of(event == null ? BLANK : event);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whether both are about one step; the index does not count. */
  boolean isSameStep(@Nullable TaskEventJson other) {
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
    return text == null ? "" : HALF.matcher(text).replaceAll("\uFFFD");
  }
}
