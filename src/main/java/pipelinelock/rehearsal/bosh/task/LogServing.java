package pipelinelock.rehearsal.bosh.task;

import java.util.Arrays;
import pipelinelock.rehearsal.http.Answer;

/** How the simulated Director hands out its tasks' logs. */
public final class LogServing {
  private boolean cutsLines;
  private int emptyLog = 416;

  /**
   * While a task runs, its log always ends in the middle of its last line, as seen when a line is
   * being written.
   */
  public synchronized void cutsLines() {
    cutsLines = true;
  }

  /**
   * What a ranged request for an empty log gets: 416 until v280.1.9, 200 with no body since, or 204
   * for an old task whose log is gone.
   */
  public synchronized void answersEmptyLogsWith(int status) {
    emptyLog = status;
  }

  public synchronized Answer events(DirectorTask task, String range) {
    byte[] log = task.read("event");
    if (log.length == 0 && emptyLog != 416) {
      return Answer.empty(emptyLog);
    }
    return TaskOutput.of(cutsLines && !task.isFinal() ? cut(log) : log, range);
  }

  private static byte[] cut(byte[] log) {
    int begin = log.length - 1;
    while (begin > 0 && log[begin - 1] != '\n') {
      begin--;
    }
    return log.length == 0 ? log : Arrays.copyOf(log, begin + (log.length - begin) / 2);
  }
}
