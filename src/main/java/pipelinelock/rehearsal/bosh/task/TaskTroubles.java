package pipelinelock.rehearsal.bosh.task;

import java.util.function.UnaryOperator;
import pipelinelock.rehearsal.bosh.log.Score;
import pipelinelock.rehearsal.http.Answer;

/** What goes wrong with the Director's tasks; guarded by its monitor. Only tests cause any. */
public interface TaskTroubles {
  /** All goes well. */
  TaskTroubles NONE = new TaskTroubles() {};

  /**
   * What becomes of the recreate that is accepted now.
   *
   * @param title the instance's, e.g. {@code concourse-worker/89f7a596-… (0)}
   */
  default UnaryOperator<Score> next(String title) {
    return score -> score;
  }

  /** The event log of a task; {@code range} is the header's value, or empty. */
  default Answer log(DirectorTask task, String range) {
    return TaskOutput.of(task.read("event"), range);
  }
}
