package pipelinelock.vm;

import java.util.Optional;

/** Finds what a task ended with in its event log. */
@FunctionalInterface
public interface TaskErrors {
  /**
   * The last error; empty while the task runs, when it went well, and when the process that did it
   * was killed.
   *
   * @param ndjson the event log from its beginning
   */
  Optional<TaskError> error(String ndjson);
}
