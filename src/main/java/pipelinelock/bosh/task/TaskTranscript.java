package pipelinelock.bosh.task;

import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code bosh task N}, byte for byte (cli v7.10.6, {@code ui/task/reporter.go}):
 * {@link #header}, then what {@link #add} returns for each piece of the event log, then {@link
 * #footer}. It works while the task runs, in constant memory. Where bosh-cli panics, at a line that
 * is no event, it counts the line and continues.
 */
public final class TaskTranscript {
  private final long task;
  private final LineSplitter lines = new LineSplitter();
  private final StepClock steps = new StepClock();
  private OptionalLong started = OptionalLong.empty();
  private @Nullable TaskEventJson last;
  private boolean begun;
  private long unreadable;

  public TaskTranscript(long task) {
    this.task = task;
  }

  /** {@code Task 260183}, without a line end. */
  public String header() {
    return "Task " + task;
  }

  /** What the next piece of the log adds. The piece may end anywhere, even inside a character. */
  public String add(byte[] piece) {
    var text = new StringBuilder();
    if (piece.length > 0) {
      text.append(begun ? "" : "\n");
      begun = true;
      lines.add(piece, line -> text.append(read(line)));
    }
    return text.toString();
  }

  /**
   * Times and end.
   *
   * @param state as the Director writes it: {@code done}, {@code error} …
   */
  public String footer(String state) {
    if (!begun) {
      return ". " + capitalised(state) + "\n";
    }
    return times() + "\nTask " + task + " " + state + "\n";
  }

  /** How many lines could not be read and were left out. */
  public long skipped() {
    return unreadable + lines.dropped();
  }

  private String times() {
    if (started.isEmpty() || last == null) {
      return "";
    }
    String name = "\nTask " + task;
    long from = started.getAsLong();
    return "\n%s Started  %s%s Finished %s%s Duration %s"
        .formatted(
            name,
            PrintedTime.date(from),
            name,
            PrintedTime.date(last.time()),
            name,
            PrintedTime.span(from, last.time()));
  }

  private String read(String line) {
    var read = TaskEventJson.read(line);
    if (read.isEmpty()) {
      unreadable++;
      return "";
    }
    var event = read.get();
    String text = event.isSameStep(last) ? continued(event) : announced(event);
    steps.hear(event);
    started = started.isPresent() ? started : OptionalLong.of(event.time());
    last = event;
    return text;
  }

  /** The step is the one whose line was printed last. */
  private String continued(TaskEventJson event) {
    return switch (event.state()) {
      case "finished" -> took(event);
      case "failed" -> took(event) + cause(event);
      case "in_progress" -> status(event);
      default -> "";
    };
  }

  private String announced(TaskEventJson event) {
    String line = prefix(event);
    String step = event.title() + ": " + event.task();
    return switch (event.type()) {
      case "deprecation" -> line + "Deprecation: " + event.message();
      case "warning" -> line + "Warning: " + event.message();
      default ->
          switch (event.state()) {
            case "started" -> line + step;
            case "in_progress" -> line + step + status(event);
            case "finished" -> line + step + took(event);
            case "failed" -> line + step + took(event) + cause(event);
            default -> event.error() == null ? "" : line + "Error: " + event.error().message();
          };
    };
  }

  private String prefix(TaskEventJson event) {
    return "\nTask " + task + " | " + PrintedTime.clock(event.time()) + " | ";
  }

  private String status(TaskEventJson event) {
    return prefix(event) + "L " + event.data().status() + ": " + event.task();
  }

  private String took(TaskEventJson event) {
    OptionalLong start = steps.startOf(event);
    return " ("
        + (start.isPresent() ? PrintedTime.span(start.getAsLong(), event.time()) : "")
        + ")";
  }

  private String cause(TaskEventJson event) {
    int indent = 17 + Long.toString(task).length();
    return "\n" + " ".repeat(indent) + "L Error: " + event.data().error();
  }

  private static String capitalised(String state) {
    return state.isEmpty()
        ? ""
        : state.substring(0, 1).toUpperCase(Locale.ROOT) + state.substring(1);
  }
}
