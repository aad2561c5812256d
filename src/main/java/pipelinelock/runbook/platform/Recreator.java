package pipelinelock.runbook.platform;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TaskOutput;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.Upkeep;

/** What the runbook does to one environment's Director. */
public interface Recreator {
  /** What came of asking for a recreate. */
  sealed interface Answer {
    /** The Director made a task of it. */
    record Accepted(long task) implements Answer {}

    /** The Director said no and did nothing. */
    record Refused(String why) implements Answer {}

    /** The Director could not be reached, or not in time, so it was not asked: ask again later. */
    record NotSent(String why) implements Answer {}

    /** No usable answer: the Director may have made a task. Ask {@link #find} before all else. */
    record InDoubt(String why) implements Answer {}
  }

  /**
   * Sends the one request that recreates one instance. It is sent once: never again after a broken
   * connection, a timeout or a 5xx, because the Director has no idempotency key.
   *
   * @param options how it differs from {@code bosh recreate GROUP/ID}; empty = not at all
   * @param contextId 1 to 64 characters of {@code [A-Za-z0-9_.:-]}; stored with the task
   * @param isStillWanted asked each time right before the request would leave, when the login,
   *     which may take long, is over; false = it is not sent
   */
  Answer recreate(
      InstanceId instance,
      Set<RecreateOption> options,
      String contextId,
      BooleanSupplier isStillWanted);

  /**
   * The task that carries this context id; empty when the Director knows none.
   *
   * @throws pipelinelock.environment.RemoteFailure when the Director gives no usable answer
   */
  Optional<DirectorTask> find(String contextId);

  /**
   * @throws pipelinelock.environment.RemoteFailure of kind NOT_FOUND when it was pruned
   */
  DirectorTask task(long id);

  /**
   * The whole lines of the task's event log from a byte offset on; a last line without its end is
   * left for the next time.
   *
   * @throws pipelinelock.environment.RemoteFailure when the Director gives no usable answer
   */
  TaskOutput events(long task, long offset);

  /** Asks the Director to cancel at its next safe point; false when it is too late for that. */
  boolean cancel(long task);

  /**
   * What the deployment's tasks since its newest good update have left behind. The Director keeps
   * that to itself: it is inferred from the tasks' event logs.
   *
   * @throws pipelinelock.environment.RemoteFailure when the Director gives no usable answer
   */
  UnfinishedTasks leftovers();

  /** How the Director keeps the deployment up; what it does not report is empty. */
  Upkeep upkeep();
}
