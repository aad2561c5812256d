package pipelinelock.audit.checkpoint;

/**
 * The events of one chain that a checkpoint adds.
 *
 * @param chain the number of the incident; 0 for the freezes
 * @param first the sequence number of the first of them
 * @param last the sequence number of the last of them, which was then the newest of its chain
 * @param head the hash of the last of them
 */
public record ChainSpan(long chain, long first, long last, String head) {
  public ChainSpan {
    if (chain < 0 || first < 1 || last < first) {
      throw new IllegalArgumentException(
          "events %d to %d of chain %d".formatted(first, last, chain));
    }
  }
}
