package pipelinelock.vm;

/**
 * What a task's event log says it ended with: its last {@code error} event.
 *
 * @param code the Director's own, {@code 450002}; 100 where it has none of its own, 0 where the log
 *     tells none ({@code errors.rb})
 * @param message one line for people, from outside
 * @param step what failed: {@code Updating instance concourse-worker/89f7a596-… (0)}; empty where
 *     the log does not tell
 * @param phase what it was doing then, in the Director's words: {@code executing pre-start}; empty
 *     where the log does not tell
 */
public record TaskError(long code, String message, String step, String phase) {
  /** Of which the log does not tell what was going on. */
  public TaskError(long code, String message) {
    this(code, message, "", "");
  }
}
