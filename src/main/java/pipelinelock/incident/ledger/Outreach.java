package pipelinelock.incident.ledger;

import java.util.Optional;
import pipelinelock.incident.IncidentId;

/** Whether anybody can be notified of an incident, where people would see it. */
public interface Outreach {
  /** Everybody is notified of everything. */
  Outreach ALWAYS = _ -> Optional.empty();

  /**
   * Why nobody was reached about it so far.
   *
   * @return a clause; empty = somebody was
   */
  Optional<String> unreached(IncidentId incident);
}
