package pipelinelock.incident;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What was known when something was decided, in words that stay readable when the code has changed.
 *
 * @param fingerprint over the facts that the decision rests on, in hexadecimal digits
 * @param state the verdict's name, {@code HUNG CLAIM}
 * @param headline one line for a person
 * @param lines the evidence, one fact a line
 */
public record EvidenceSummary(
    String fingerprint, String state, String headline, List<String> lines, Instant at) {
  public EvidenceSummary {
    lines = List.copyOf(lines);
  }

  /** The fingerprint as people say it, {@code EV-7F3A21C0}. */
  public String code() {
    return "EV-"
        + fingerprint.substring(0, Math.min(8, fingerprint.length())).toUpperCase(Locale.ROOT);
  }
}
