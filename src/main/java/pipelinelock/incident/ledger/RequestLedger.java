package pipelinelock.incident.ledger;

import java.time.Instant;

/**
 * The signed requests and events received, kept for longer than Slack retries: a repeated one is
 * not acted on, whatever the node and however often the bot restarts.
 */
@FunctionalInterface
public interface RequestLedger {
  /** Whether it was never seen before; from now on it was. Safe from several threads at once. */
  boolean isNew(String mark, Instant now);
}
