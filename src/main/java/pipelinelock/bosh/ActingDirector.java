package pipelinelock.bosh;

import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TaskOutput;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.Upkeep;

/**
 * One Director with two sets of credentials: the actor's for changes, the reader's for everything
 * else. The token of the more powerful client is fetched only when it is needed.
 */
public final class ActingDirector implements Recreator {
  private final Recreator reader;
  private final Recreator actor;

  /** Both are clients of the same Director. */
  public ActingDirector(Recreator reader, Recreator actor) {
    this.reader = reader;
    this.actor = actor;
  }

  @Override
  public Answer recreate(
      InstanceId instance,
      Set<RecreateOption> options,
      String contextId,
      BooleanSupplier isStillWanted) {
    return actor.recreate(instance, options, contextId, isStillWanted);
  }

  @Override
  public boolean cancel(long task) {
    return actor.cancel(task);
  }

  @Override
  public Optional<DirectorTask> find(String contextId) {
    return reader.find(contextId);
  }

  @Override
  public Upkeep upkeep() {
    return reader.upkeep();
  }

  @Override
  public UnfinishedTasks leftovers() {
    return reader.leftovers();
  }

  @Override
  public DirectorTask task(long id) {
    return reader.task(id);
  }

  @Override
  public TaskOutput events(long task, long offset) {
    return reader.events(task, offset);
  }
}
