package pipelinelock.bosh.task;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.vm.DirectorTask;

/**
 * Results from the logs of finished tasks. Such a log no longer changes, so each is read once;
 * later questions, such as the one just before a recreate, are answered from memory.
 */
public final class UpdateLogs {
  private static final long LONGEST_LOG = 64L << 20;
  private static final int KEPT = 600;

  private final Tasks tasks;

  /** By everything known about the task, because a reinstalled Director counts from 1 again. */
  private final Cache<DirectorTask, UpdateLog> read =
      CacheBuilder.newBuilder().maximumSize(KEPT).build();

  public UpdateLogs(Tasks tasks) {
    this.tasks = tasks;
  }

  /**
   * @param task one that has ended
   * @throws RemoteFailure of kind NOT_FOUND when the Director has it no more
   */
  UpdateLog of(DirectorTask task) {
    UpdateLog known = read.getIfPresent(task);
    if (known != null) {
      return known;
    }
    UpdateLog log = readToItsEnd(task.id());
    read.put(task, log);
    return log;
  }

  private UpdateLog readToItsEnd(long task) {
    var log = new UpdateLog();
    var piece = tasks.events(task, 0);
    while (piece.bytes() > 0) {
      log.read(piece.text());
      if (piece.next() > LONGEST_LOG) {
        throw new RemoteFailure(
            Kind.GARBAGE, "The log of task %d is too long to read completely".formatted(task));
      }
      piece = tasks.events(task, piece.next());
    }
    return log;
  }
}
