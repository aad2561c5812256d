package pipelinelock.incident;

/**
 * Which node works on an incident: one node at a time drives it and tells its thread. Every method
 * throws {@link RecordUnavailable} when the record gives no answer.
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
      };

  /** Takes it or keeps it; false while another living node has it. */
  boolean take(IncidentId id);

  /** Whether this node has it, asked anew: to be asked right before an act. */
  boolean holds(IncidentId id);

  /**
   * Whether it was ever taken from a node that was only thought dead: that one may wake, and send
   * what it was about to send.
   */
  boolean isInDoubt(IncidentId id);

  /** Gives it back: nothing is left to do, or this node ends. */
  void release(IncidentId id);
}
