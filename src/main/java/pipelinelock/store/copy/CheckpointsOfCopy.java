package pipelinelock.store.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import pipelinelock.audit.checkpoint.ChainView;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.TrustedKeys;

/**
 * The checkpoints in a file, with the hashes of the chains that are in it.
 *
 * @param texts as they stand there, in their order
 */
record CheckpointsOfCopy(List<String> texts, Map<Long, ChainView> chains) {
  CheckpointsOfCopy {
    texts = List.copyOf(texts);
    chains = Map.copyOf(chains);
  }

  /** What they come to, a sentence each. */
  record Found(List<String> problems, List<String> unproved, List<String> notes) {}

  /**
   * Compares them with the chains.
   *
   * @param keys whose signatures count; without them it is not proved who signed
   */
  Found proved(Optional<TrustedKeys> keys) {
    var series = new ArrayList<SignedCheckpoint>();
    for (var text : texts) {
      try {
        series.add(SignedCheckpoint.parse(text));
      } catch (IllegalArgumentException e) {
        return new Found(
            List.of("The checkpoint in place %d cannot be read".formatted(series.size() + 1)),
            List.of(),
            List.of());
      }
    }
    long highest = chains.keySet().stream().mapToLong(it -> it).max().orElse(0);
    var result = RecordCheck.of(series, chains, highest, keys.orElse(TrustedKeys.WHOEVER_SIGNED));
    var unproved = new ArrayList<String>();
    if (keys.isEmpty()) {
      var signers = new TreeSet<String>();
      series.forEach(it -> signers.add(it.checkpoint().key()));
      unproved.add(
          "NOT PROVED: who signed its %d checkpoints (%s): no key was named"
              .formatted(series.size(), String.join(", ", signers)));
    }
    var notes = new ArrayList<>(result.overrides());
    notes.add(
        "Checkpoints: %d, the newest (%d) of %s; %d events are younger"
            .formatted(
                series.size(), result.state().number(), result.state().at(), result.younger()));
    return new Found(result.problems(), unproved, notes);
  }
}
