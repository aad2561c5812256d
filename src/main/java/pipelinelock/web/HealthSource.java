package pipelinelock.web;

import java.util.Collection;
import java.util.List;

/**
 * What {@code /healthz} reports besides the fact that the process answers; quick, as probes ask
 * often.
 */
@FunctionalInterface
public interface HealthSource {
  /** The names of the environments that nothing can be done in now. */
  Collection<String> unready();

  /** What else is wrong, a line each. */
  default List<String> troubles() {
    return List.of();
  }

  /** What is right, a line each, for who asks for details. */
  default List<String> details() {
    return List.of();
  }
}
