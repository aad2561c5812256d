package pipelinelock.store.copy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import pipelinelock.audit.checkpoint.ChainView;
import pipelinelock.audit.checkpoint.RecordCheck;
import pipelinelock.audit.checkpoint.SignedCheckpoint;
import pipelinelock.audit.checkpoint.key.TrustedKeys;
import pipelinelock.audit.witness.WitnessReceipt;

/**
 * The checkpoints in a file, with the hashes of the chains in it.
 *
 * @param texts the checkpoints as stored, in order
 * @param receipts the receipts for them
 */
record CheckpointsOfCopy(
    List<String> texts, List<WitnessReceipt> receipts, Map<Long, ChainView> chains) {
  CheckpointsOfCopy {
    texts = List.copyOf(texts);
    receipts = List.copyOf(receipts);
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
          "NOT PROVED: who signed its %d checkpoints (%s): no key was given"
              .formatted(series.size(), String.join(", ", signers)));
    }
    var notes = new ArrayList<>(result.overrides());
    notes.add(
        "Checkpoints: %d, the newest (%d) of %s; %d events are newer"
            .formatted(
                series.size(), result.state().number(), result.state().at(), result.younger()));
    var problems = new ArrayList<>(result.problems());
    problems.addAll(strangeReceipts(series));
    if (!receipts.isEmpty()) {
      notes.add(
          "Receipts: %d; what a witness says today is asked by 'record verify --config'"
              .formatted(receipts.size()));
    }
    return new Found(problems, unproved, notes);
  }

  /** Of a checkpoint that is not here, somebody has cut it off; two of one are one too many. */
  private List<String> strangeReceipts(List<SignedCheckpoint> series) {
    var numbers = new TreeSet<Long>();
    series.forEach(it -> numbers.add(it.checkpoint().number()));
    var seen = new HashSet<List<Object>>();
    var found = new ArrayList<String>();
    for (var one : receipts) {
      if (!numbers.contains(one.number())) {
        found.add(
            "a receipt says that %s accepted checkpoint %d, but that checkpoint is not here"
                .formatted(one.hearer(), one.number()));
      } else if (!seen.add(List.of(one.hearer(), one.number()))) {
        found.add("%s has two receipts of checkpoint %d".formatted(one.hearer(), one.number()));
      }
    }
    return found;
  }
}
