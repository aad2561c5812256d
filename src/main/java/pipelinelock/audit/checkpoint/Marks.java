package pipelinelock.audit.checkpoint;

import java.util.Optional;

/** Finds the checkpoint that covers an event. */
public interface Marks {
  /** Of a record that nobody signs. */
  Marks NONE =
      new Marks() {
        @Override
        public Optional<Mark> of(long chain, long sequence) {
          return Optional.empty();
        }

        @Override
        public boolean areMade() {
          return false;
        }
      };

  /** The first that took in this event; empty while there is none. */
  Optional<Mark> of(long chain, long sequence);

  /** Whether one is to be expected soon after an incident's end. */
  boolean areMade();
}
