package pipelinelock.audit.checkpoint;

import java.util.List;
import java.util.Optional;
import pipelinelock.audit.HashChain;

/**
 * The hashes of one chain that the record still has: all of them, or those from the event that
 * replaced the archived ones.
 *
 * @param first the sequence number of the first
 * @param before the hash before the first one, as the first one states it
 */
public record ChainView(long chain, long first, String before, List<String> hashes) {
  public ChainView {
    hashes = List.copyOf(hashes);
    if (hashes.isEmpty()) {
      throw new IllegalArgumentException("a chain has an event");
    }
  }

  /** A chain that is there from its first event on. */
  public static ChainView whole(long chain, List<String> hashes) {
    return new ChainView(chain, 1, HashChain.START, hashes);
  }

  public long last() {
    return first + hashes.size() - 1;
  }

  /** Empty where it was archived, or is not there. */
  public Optional<String> at(long sequence) {
    if (sequence == first - 1) {
      return Optional.of(before);
    }
    return sequence < first || sequence > last()
        ? Optional.empty()
        : Optional.of(hashes.get((int) (sequence - first)));
  }

  /** The hashes of these events; only of such as are there. */
  List<String> between(long from, long to) {
    return hashes.subList((int) (from - first), (int) (to - first) + 1);
  }
}
