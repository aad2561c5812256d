package pipelinelock.vm;

import java.util.Optional;

/** What a task's event log shows. */
public interface TaskLogs {
  /**
   * The last error; empty while the task runs, when it went well, and when the process that did it
   * was killed.
   *
   * @param ndjson the event log from its beginning
   */
  Optional<TaskError> error(String ndjson);

  /**
   * Whether the task has brought this instance to its end, its target or another one.
   *
   * @param ndjson the event log from its beginning
   */
  boolean hasFinished(String ndjson, InstanceId instance);
}
