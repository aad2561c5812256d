package pipelinelock.audit.checkpoint;

import java.util.List;

/**
 * Stores checkpoints next to the record that they cover. When an append returns, the checkpoint is
 * on disk.
 */
public interface CheckpointLedger {
  /**
   * Those that were appended behind that number, in order.
   *
   * @throws IllegalArgumentException when one of them is no checkpoint
   */
  List<SignedCheckpoint> after(long number);

  /**
   * The record as of one moment, as far as it is not what these checkpoints have.
   *
   * @param chains those with events that are not taken in yet, up to the first whose hash does not
   *     fit; each from its first event on that is there
   * @param highest the highest number that was given to an incident
   * @param contradictions where the record does not have what was taken in, a sentence each
   */
  record News(List<ChainView> chains, long highest, List<String> contradictions) {
    public News {
      chains = List.copyOf(chains);
      contradictions = List.copyOf(contradictions);
    }
  }

  News since(RecordState state);

  /**
   * Adds one.
   *
   * @return false when there is one of that number: another node was faster
   */
  boolean append(SignedCheckpoint next);
}
