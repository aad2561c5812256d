package pipelinelock.doctor;

import java.util.List;

/**
 * Checks of one remote.
 *
 * @param chapter the environment, or {@code bot}
 * @param first the others make no sense when it fails
 * @param others all at once, after the first
 */
public record Part(String chapter, Check first, List<Check> others) {
  public Part {
    others = List.copyOf(others);
  }
}
