package pipelinelock.incident.policy;

import java.time.Duration;
import java.util.Optional;

/**
 * How long approvals and the bot's own looks are valid.
 *
 * @param requestExpires counted from the request; later approvals are refused
 * @param executionExpires from the last approval to the start; after that the request lapses
 * @param evidenceMaxAge how old the last look may be at the start; empty = {@link #EVIDENCE_AGE}
 */
public record Deadlines(
    Duration requestExpires, Duration executionExpires, Optional<Duration> evidenceMaxAge) {
  /** Longer than a look takes, and shorter than it takes to begin a deployment unseen. */
  public static final Duration EVIDENCE_AGE = Duration.ofSeconds(30);

  /** How old the last look may be at the start. */
  public Duration freshFor() {
    return evidenceMaxAge.orElse(EVIDENCE_AGE);
  }
}
