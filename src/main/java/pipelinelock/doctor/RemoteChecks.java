package pipelinelock.doctor;

import java.util.List;

/**
 * The checks of one remote.
 *
 * @param chapter the environment, or {@code bot}
 * @param chain run one after the other, like the stages of a connection: after one that fails, the
 *     rest make no sense; never empty
 * @param others run in parallel, after the chain
 */
public record RemoteChecks(String chapter, List<Check> chain, List<Check> others) {
  public RemoteChecks {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a part needs a first check");
    }
    chain = List.copyOf(chain);
    others = List.copyOf(others);
  }

  /** With a chain of one. */
  RemoteChecks(String chapter, Check first, List<Check> others) {
    this(chapter, List.of(first), others);
  }
}
