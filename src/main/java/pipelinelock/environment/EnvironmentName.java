package pipelinelock.environment;

import java.util.regex.Pattern;

/**
 * The name that people type for an environment, {@code dev04}: lower-case letters, digits and
 * dashes.
 */
public record EnvironmentName(String value) implements Comparable<EnvironmentName> {
  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public EnvironmentName {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "an environment's name is 1 to 40 lower-case letters, digits and dashes, not '%s'"
              .formatted(value));
    }
  }

  @Override
  public int compareTo(EnvironmentName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
