package pipelinelock.incident;

import java.time.Instant;
import java.util.List;

/**
 * What was known when something was decided, in words that stay readable when the code has moved
 * on.
 *
 * @param fingerprint over the facts that matter for the decision
 * @param state the verdict's name, {@code HUNG CLAIM}
 * @param headline one line for a person
 * @param lines the evidence, one fact a line
 */
public record EvidenceSummary(
    String fingerprint, String state, String headline, List<String> lines, Instant at) {
  public EvidenceSummary {
    lines = List.copyOf(lines);
  }
}
