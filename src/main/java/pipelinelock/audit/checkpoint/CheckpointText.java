package pipelinelock.audit.checkpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Parses the text of a checkpoint line by line. Callers render the result and compare it with the
 * text.
 */
final class CheckpointText {
  private static final Pattern CHAIN =
      Pattern.compile("chain ([0-9]{1,18}) ([0-9]{1,18}) ([0-9]{1,18}) ([0-9a-f]{64})");
  private static final Pattern OVERRIDE =
      Pattern.compile("override ([0-9]{1,18}) ([0-9a-f]{64}) (.+)");

  private final List<String> lines;
  private int next;

  private CheckpointText(String text) {
    this.lines = text.lines().toList();
  }

  static Checkpoint read(String text) {
    return new CheckpointText(text).checkpoint();
  }

  private Checkpoint checkpoint() {
    if (!line().equals(Checkpoint.FORMAT)) {
      throw new IllegalArgumentException(
          "it is not a checkpoint in a form that this version knows");
    }
    return new Checkpoint(
        number("number"),
        hex("before", 64),
        Instant.ofEpochMilli(number("at")),
        hex("key", 16),
        number("events"),
        hex("root", 64),
        number("highest"),
        hex("heads", 64),
        override(),
        spans());
  }

  private String line() {
    if (next == lines.size()) {
      throw new IllegalArgumentException("it is truncated");
    }
    return lines.get(next++);
  }

  private String value(String name, String form) {
    var line = line();
    if (!line.matches(name + " " + form)) {
      throw new IllegalArgumentException("its line %d is not '%s'".formatted(next, name));
    }
    return line.substring(name.length() + 1);
  }

  private long number(String name) {
    return Long.parseLong(value(name, "[0-9]{1,18}"));
  }

  private String hex(String name, int digits) {
    return value(name, "[0-9a-f]{" + digits + "}");
  }

  private Optional<Checkpoint.Acceptance> override() {
    if (next == lines.size() || !lines.get(next).startsWith("override ")) {
      return Optional.empty();
    }
    var parts = OVERRIDE.matcher(line());
    if (!parts.matches()) {
      throw new IllegalArgumentException("its line %d is not 'override'".formatted(next));
    }
    return Optional.of(
        new Checkpoint.Acceptance(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3)));
  }

  private List<ChainSpan> spans() {
    var spans = new ArrayList<ChainSpan>();
    while (next < lines.size()) {
      var parts = CHAIN.matcher(line());
      if (!parts.matches()) {
        throw new IllegalArgumentException("its line %d is not 'chain'".formatted(next));
      }
      spans.add(
          new ChainSpan(
              Long.parseLong(parts.group(1)),
              Long.parseLong(parts.group(2)),
              Long.parseLong(parts.group(3)),
              parts.group(4)));
    }
    return spans;
  }
}
