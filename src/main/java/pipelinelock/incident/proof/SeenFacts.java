package pipelinelock.incident.proof;

import java.util.List;
import java.util.Optional;

/**
 * The facts behind the fingerprints that the record names. They are kept next to the record and
 * proved by it: the fingerprint in an event is the SHA-256 of its facts, joined by line feeds.
 */
public interface SeenFacts {
  /** Keeps none. */
  SeenFacts NONE =
      new SeenFacts() {
        @Override
        public void keep(String fingerprint, List<String> facts) {
          // nobody asks for them
        }

        @Override
        public Optional<List<String>> of(String fingerprint) {
          return Optional.empty();
        }
      };

  /** Keeps them before the event that names them is recorded; again is no harm. */
  void keep(String fingerprint, List<String> facts);

  /** Those of this fingerprint; empty if they were not kept, or are no longer those. */
  Optional<List<String>> of(String fingerprint);
}
