package pipelinelock.incident.ledger;

import java.time.Instant;

/**
 * The signed requests and the events that came in, for longer than Slack sends one again: what
 * comes a second time is not acted on, on whatever node and after whatever restart.
 */
@FunctionalInterface
public interface RequestLedger {
  /** Whether it was never seen before; from now on it was. Safe from several threads at once. */
  boolean isNew(String mark, Instant now);
}
