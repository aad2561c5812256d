package pipelinelock.slack.home;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import pipelinelock.environment.UserId;
import pipelinelock.incident.ledger.UsedBefore;

/** Tells who has never used the bot. Whom it knows once, it never asks the record about again. */
public final class Newcomers {
  private final UsedBefore ledger;
  private final Function<String, UserId> members;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param members the person with this id of Slack's, without asking Slack
   */
  public Newcomers(UsedBefore ledger, Function<String, UserId> members) {
    this.ledger = ledger;
    this.members = members;
  }

  /** Whether this process knows that the person has used it; false in doubt, and at once. */
  public boolean isKnown(String user) {
    return known.contains(user);
  }

  /** Whether the person has never used the bot. */
  boolean isNew(String user) {
    if (known.contains(user)) {
      return false;
    }
    if (!ledger.has(members.apply(user))) {
      return true;
    }
    known.add(user);
    return false;
  }

  /** The person has used it now. */
  public void used(String user) {
    if (isNew(user)) {
      ledger.note(members.apply(user));
      known.add(user);
    }
  }
}
