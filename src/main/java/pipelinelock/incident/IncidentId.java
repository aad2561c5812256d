package pipelinelock.incident;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** An incident's number, written {@code INC-42}. */
public record IncidentId(long number) implements Comparable<IncidentId> {
  private static final Pattern FORM = Pattern.compile("(?:INC-?)?([1-9][0-9]{0,11})");

  public IncidentId {
    if (number < 1) {
      throw new IllegalArgumentException("an incident's number is 1 or more, not " + number);
    }
  }

  /** Reads {@code INC-42}, {@code inc42} or {@code 42}; empty for anything else. */
  public static Optional<IncidentId> parse(String text) {
    var matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(new IncidentId(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  @Override
  public int compareTo(IncidentId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "INC-" + number;
  }
}
