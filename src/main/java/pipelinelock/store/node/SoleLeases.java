package pipelinelock.store.node;

import pipelinelock.incident.IncidentId;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.store.database.Database;
import pipelinelock.store.file.SoleNode;

/**
 * The leases of the only bot on a record file: it has every incident, as long as the file and its
 * right to it are unchanged.
 */
record SoleLeases(SoleNode right, Database database) implements IncidentLeases {
  @Override
  public boolean take(IncidentId id) {
    return holds(id);
  }

  @Override
  public boolean holds(IncidentId id) {
    database.requireSame();
    right.requireHeld();
    return true;
  }

  @Override
  public boolean isInDoubt(IncidentId id) {
    return false;
  }

  @Override
  public void release(IncidentId id) {
    // nobody waits for it
  }

  @Override
  public void abandon(IncidentId id) {
    // there is nobody to take it
  }
}
