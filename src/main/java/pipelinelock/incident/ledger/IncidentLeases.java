package pipelinelock.incident.ledger;

import pipelinelock.incident.IncidentId;

/**
 * Which node works on an incident: a single node drives it and maintains its thread. Every method
 * throws {@link RecordUnavailable} if the record does not answer.
 */
public interface IncidentLeases {
  /** Of a node that has the record to itself: whoever had it before has ended. */
  IncidentLeases SOLE =
      new IncidentLeases() {
        @Override
        public boolean take(IncidentId id) {
          return true;
        }

        @Override
        public boolean holds(IncidentId id) {
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
      };

  /** Takes it or keeps it; false while another living node has it. */
  boolean take(IncidentId id);

  /** Whether this node has it, read again: to be asked right before an act. */
  boolean holds(IncidentId id);

  /**
   * Whether it was ever taken from a node that was only thought dead, or abandoned: a request of
   * that one may still be on its way.
   */
  boolean isInDoubt(IncidentId id);

  /** Gives it back: nothing is left to do, or this node ends. */
  void release(IncidentId id);

  /**
   * Leaves it to another node, in doubt: what this one was about to record may be missing, because
   * it could not read the record any more.
   */
  void abandon(IncidentId id);
}
