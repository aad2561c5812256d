package pipelinelock.rehearsal.bosh.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import pipelinelock.rehearsal.http.Json;

/** The event log of a task of a real Director: its events, and the time between them. */
public record Recording(Instant begin, List<Line> lines) {
  public static final String UPDATING = "Updating instance";
  static final String CREATING = "Creating missing vms";
  static final String DOWNLOADING = "Downloading packages";

  /** One event. */
  public record Line(Duration pause, ObjectNode event) {
    public String text(String field) {
      return event.path(field).asText("");
    }

    boolean isOf(String stage, String group) {
      return text("stage").equals(stage) && text("task").startsWith(group + "/");
    }

    private boolean isOfAnInstance() {
      return text("stage").startsWith(UPDATING) || text("stage").equals(CREATING);
    }

    /** A copy, for a log that gives it another instance and another time. */
    public Line copy() {
      return new Line(pause, event.deepCopy());
    }
  }

  public Recording {
    lines = List.copyOf(lines);
  }

  /** {@code failing-neighbour} is in {@code bosh/failing-neighbour.event.ndjson}. */
  public static Recording named(String name) {
    var lines = new ArrayList<Line>();
    long last = 0;
    for (String text : Json.resource("bosh/%s.event.ndjson".formatted(name)).lines().toList()) {
      var event = (ObjectNode) Json.parse(text);
      long time = event.path("time").asLong();
      lines.add(new Line(Duration.ofSeconds(lines.isEmpty() ? 0 : time - last), event));
      last = time;
    }
    var begin = Instant.ofEpochSecond(lines.getFirst().event().path("time").asLong());
    return new Recording(begin, lines);
  }

  /** What comes before the first instance is touched, warnings left out. */
  public List<Line> preparation() {
    return lines.stream()
        .takeWhile(line -> !line.isOfAnInstance())
        .filter(line -> line.event.has("stage"))
        .map(Line::copy)
        .toList();
  }

  public List<Line> warnings() {
    return lines.stream()
        .filter(line -> line.text("type").equals("warning"))
        .map(Line::copy)
        .toList();
  }

  /** What a stage logs about the instances of a group. */
  public List<Line> of(String stage, String group) {
    return lines.stream().filter(line -> line.isOf(stage, group)).map(Line::copy).toList();
  }

  /** How long it took to its last event. */
  public Duration length() {
    return lines.stream().map(Line::pause).reduce(Duration.ZERO, Duration::plus);
  }

  /** The error that it ends with: {@code code} and {@code message}. */
  public JsonNode error() {
    return lines.getLast().event.path("error");
  }
}
