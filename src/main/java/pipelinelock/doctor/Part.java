package pipelinelock.doctor;

import java.util.List;

/**
 * Checks of one remote.
 *
 * @param chapter the environment, or {@code bot}
 * @param chain one after the other, as the parts of a way: what comes after one that fails makes no
 *     sense; never empty
 * @param others all at once, after the chain
 */
public record Part(String chapter, List<Check> chain, List<Check> others) {
  public Part {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a part needs a first check");
    }
    chain = List.copyOf(chain);
    others = List.copyOf(others);
  }

  /** With a chain of one. */
  Part(String chapter, Check first, List<Check> others) {
    this(chapter, List.of(first), others);
  }
}
