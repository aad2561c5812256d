package pipelinelock.incident.ledger;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The signed requests and events received, kept for longer than Slack retries: a repeated one is
 * not acted on, whatever the node and however often the bot restarts.
 */
@FunctionalInterface
public interface RequestLedger {
  /** Whether it was never seen before; from now on it was. Safe from several threads at once. */
  boolean isNew(String mark, Instant now);

  /**
   * The same of several at once, which a database does in one transaction.
   *
   * @return those that were never seen before; from now on all were
   */
  default Set<String> newOf(Set<String> marks, Instant now) {
    return marks.stream().filter(mark -> isNew(mark, now)).collect(Collectors.toSet());
  }
}
