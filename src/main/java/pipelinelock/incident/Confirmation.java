package pipelinelock.incident;

import java.util.Arrays;
import java.util.Optional;

/** What an approver does beside saying yes, so that no yes is given by a slip of the finger. */
public enum Confirmation {
  NONE("none"),
  /** Types the environment's name. */
  TYPE_NAME("type-name");

  private final String text;

  Confirmation(String text) {
    this.text = text;
  }

  /** As in the settings. */
  public String text() {
    return text;
  }

  public static Optional<Confirmation> parse(String text) {
    return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
  }
}
