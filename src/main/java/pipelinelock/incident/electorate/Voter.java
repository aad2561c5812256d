package pipelinelock.incident.electorate;

import java.util.List;
import java.util.Set;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.Panel;

/**
 * A person whose approval counts for a request now.
 *
 * @param accounts the person's accounts that count, in order; never empty
 * @param panels that one of these accounts may stand for
 */
public record Voter(List<UserId> accounts, Set<Panel> panels) {
  public Voter {
    accounts = List.copyOf(accounts);
    panels = Set.copyOf(panels);
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("a voter needs an account");
    }
  }

  /** The one account by which to call the human. */
  public UserId id() {
    return accounts.getFirst();
  }
}
