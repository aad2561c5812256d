package pipelinelock.runbook.step;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.runbook.platform.Recreator;

/**
 * Asks the Director to cancel a task, while the task is followed; the answer ends nothing. A
 * refusal is reported once; if the Director could not be asked, it is asked again, and that is
 * reported once too.
 */
final class CancelAsking {
  /** Tasks of which the Director has said yes or no. */
  private final Set<Long> answered = ConcurrentHashMap.newKeySet();

  /** Tasks of which people know that the Director could not be asked. */
  private final Set<Long> told = ConcurrentHashMap.newKeySet();

  /** What people should know of it now, a sentence or two; empty where there is nothing new. */
  Optional<String> ask(Recreator director, long task) {
    if (answered.contains(task)) {
      return Optional.empty();
    }
    try {
      director.cancel(task); // false: it is being cancelled, or over
      answered.add(task);
      return Optional.empty();
    } catch (RemoteFailure failure) {
      return failure.mayPass() ? notAsked(task, failure) : refused(task, failure);
    }
  }

  private Optional<String> refused(long task, RemoteFailure failure) {
    answered.add(task);
    return Optional.of(
        "The Director does not cancel task %d: %s. The task continues, and the bot follows it to its end. To cancel it by hand, with the permission for it: `bosh cancel-task %1$d`."
            .formatted(task, failure.getMessage()));
  }

  private Optional<String> notAsked(long task, RemoteFailure failure) {
    return told.add(task)
        ? Optional.of(
            "The Director could not be asked to cancel task %d yet: %s. The bot keeps asking."
                .formatted(task, failure.getMessage()))
        : Optional.empty();
  }
}
