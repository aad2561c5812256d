package pipelinelock.settings;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * The settings cannot be used. The message lists every problem, one a line, and contains no secret.
 */
public final class SettingsException extends RuntimeException {
  private final transient List<Problem> problems;

  public SettingsException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In the order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
