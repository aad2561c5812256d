package pipelinelock.vm;

import java.util.Locale;
import java.util.Optional;

/**
 * How a recreate differs from the plain one. Each option is requested by name, and only where it is
 * allowed.
 */
public enum RecreateOption {
  /** Also recreates a VM whose agent does not answer, a neighbour's too; no drain there. */
  FIX("Where an agent does not answer, its VM is deleted without a drain, a neighbour's too."),
  /** Skips pre-stop and drain of the whole instance group: running builds die. */
  SKIP_DRAIN("Nothing is drained: builds that run on the worker die at once."),
  /**
   * Touches this instance alone and looks at no other: the Director's {@code actions/recreate},
   * since BOSH 270.4.
   */
  NO_CONVERGE(
      "Only this instance is touched, from its last known specification; troubled neighbours stay as they are.");

  private final String warning;

  RecreateOption(String warning) {
    this.warning = warning;
  }

  /** What people should know before they approve it, a sentence. */
  public String warning() {
    return warning;
  }

  /** As people type it, {@code skip-drain}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Reads {@code skip-drain}; empty for anything else. */
  public static Optional<RecreateOption> parse(String text) {
    for (var option : values()) {
      if (option.text().equals(text.toLowerCase(Locale.ROOT))) {
        return Optional.of(option);
      }
    }
    return Optional.empty();
  }
}
