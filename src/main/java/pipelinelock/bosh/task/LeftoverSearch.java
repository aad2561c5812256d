package pipelinelock.bosh.task;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.UnfinishedTasks.BrokenTask;

/**
 * Walks a deployment's tasks back to the newest successful update, and reads the logs of all tasks
 * since. The Director does not expose what this needs ({@code update_completed}, and the manifest
 * of each instance), so it is inferred from what each task started and finished.
 */
public final class LeftoverSearch {
  private static final String UPDATE = "create deployment";

  private static final String STOP = "stop instance";

  /** Tasks of one instance alone, those of {@code --no-converge}. */
  private static final Set<String> ALONE =
      Set.of("recreate instance", "start instance", STOP, "restart instance");

  /** How many tasks are asked for, and how many more where the newest few are not enough. */
  private static final int FEW = 30;

  private static final int MANY = 300;

  private static final Comparator<DirectorTask> NEWEST_FIRST =
      Comparator.comparing((DirectorTask task) -> task.changedAt().orElse(Instant.MAX))
          .thenComparing(DirectorTask::id)
          .reversed();

  private final Tasks tasks;
  private final UpdateLogs logs;
  private final String deployment;
  private final Set<InstanceId> settled = new HashSet<>();
  private final Set<InstanceId> halfWay = new LinkedHashSet<>();
  private final List<BrokenTask> broken = new ArrayList<>();
  private @Nullable String unread;

  /** For one walk. */
  public LeftoverSearch(Tasks tasks, UpdateLogs logs, String deployment) {
    this.tasks = tasks;
    this.logs = logs;
    this.deployment = deployment;
  }

  public UnfinishedTasks walk() {
    List<DirectorTask> newest = tasks.newest(deployment, FEW);
    if (isCut(newest, FEW)) {
      newest = tasks.newest(deployment, MANY);
    }
    boolean cut = isCut(newest, MANY);
    if (cut) {
      unread = "none of the newest %d tasks is an update that succeeded".formatted(MANY);
    }
    newest.stream()
        .filter(task -> task.state().isFinal())
        .sorted(NEWEST_FIRST)
        .takeWhile(task -> !isGood(task))
        .limit(cut ? FEW : MANY)
        .forEach(this::hear);
    return new UnfinishedTasks(
        good(newest).map(DirectorTask::id),
        List.copyOf(halfWay),
        List.copyOf(broken),
        Optional.ofNullable(unread));
  }

  /** A list that was cut is not taken for the whole. */
  private static boolean isCut(List<DirectorTask> tasks, int limit) {
    return tasks.size() >= limit && good(tasks).isEmpty();
  }

  private static Optional<DirectorTask> good(List<DirectorTask> tasks) {
    return tasks.stream().filter(LeftoverSearch::isGood).min(NEWEST_FIRST);
  }

  private static boolean isGood(DirectorTask task) {
    return task.description().equals(UPDATE) && task.state() == State.DONE;
  }

  private void hear(DirectorTask task) {
    boolean update = task.description().equals(UPDATE);
    if (!update && !ALONE.contains(task.description())) {
      return;
    }
    read(task).ifPresent(log -> hear(task, update, log));
  }

  private void hear(DirectorTask task, boolean update, UpdateLog log) {
    boolean done = task.state() == State.DONE;
    if (done && task.description().equals(STOP)) {
      return; // only a start that finished brings an update to its end (update_instance.rb)
    }
    List<InstanceId> open = done ? List.of() : log.unfinished();
    for (InstanceId instance : log.begun()) {
      // The newest word on an instance counts.
      if (settled.add(instance) && open.contains(instance)) {
        halfWay.add(instance);
      }
    }
    if (!done && log.changesSomething()) {
      broken.add(new BrokenTask(task, update, log.begun(), log.deletes()));
    }
  }

  /** Empty when the Director has it no more. */
  private Optional<UpdateLog> read(DirectorTask task) {
    try {
      return Optional.of(logs.of(task));
    } catch (RemoteFailure e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      unread = String.valueOf(e.getMessage());
      return Optional.empty();
    }
  }
}
