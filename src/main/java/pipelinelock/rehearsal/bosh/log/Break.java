package pipelinelock.rehearsal.bosh.log;

/** How a task ends other than successfully. */
public sealed interface Break {
  /** With an error event, which is the last line of every failed task. */
  record Failed(int code, String message) implements Break {}

  /** Its worker process is killed: state {@code error}, no result, no error event. */
  record Killed() implements Break {}

  /** The host of its worker dies: the task stays as it is until somebody finds it too old. */
  record HostLost() implements Break {}
}
