package pipelinelock.incident.ledger;

import pipelinelock.environment.UserId;

/**
 * Who has used the bot: whoever has not is told first what it is. It decides nothing else. When a
 * method returns, its change is on disk.
 */
public interface UsedBefore {
  boolean has(UserId person);

  /** May be noted any number of times. */
  void note(UserId person);
}
