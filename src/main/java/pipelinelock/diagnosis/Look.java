package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.Map;
import pipelinelock.diagnosis.evidence.Fingerprint;

/**
 * An earlier look at the same environment, kept so that a second one can confirm it.
 *
 * @param at when its evidence was read
 * @param lastEvents the time of each started build's newest event, by build id; a newer event now
 *     proves movement, whatever the clocks say
 */
public record Look(Fingerprint fingerprint, Instant at, Map<Long, Instant> lastEvents) {
  public Look {
    lastEvents = Map.copyOf(lastEvents);
  }

  /** A look of which only the fingerprint was kept. */
  public Look(Fingerprint fingerprint, Instant at) {
    this(fingerprint, at, Map.of());
  }
}
