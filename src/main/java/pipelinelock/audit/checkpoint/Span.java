package pipelinelock.audit.checkpoint;

/**
 * Events of one chain that a checkpoint takes in.
 *
 * @param chain the number of the incident; 0 for the freezes
 * @param first the sequence number of the first of them
 * @param last of the last one, after which nothing was there
 * @param head the hash of that one
 */
public record Span(long chain, long first, long last, String head) {
  public Span {
    if (chain < 0 || first < 1 || last < first) {
      throw new IllegalArgumentException(
          "events %d to %d of chain %d".formatted(first, last, chain));
    }
  }
}
