package pipelinelock.vm;

import java.util.List;
import java.util.Optional;

/**
 * What a deployment's tasks since its newest successful update left behind. No listing shows it: a
 * converge updates what was left half way, and rolls what a broken update had finished back to the
 * manifest of the last successful one.
 *
 * @param good the newest successful update; empty if none is known
 * @param halfWay instances that were started and not finished since, whatever came after
 * @param broken unsuccessful tasks since that changed something, newest first
 * @param unread why not all of it can be known, half a sentence; empty if all was read
 */
public record UnfinishedTasks(
    Optional<Long> good,
    List<InstanceId> halfWay,
    List<BrokenTask> broken,
    Optional<String> unread) {
  /**
   * A task that did not end as done.
   *
   * @param update whether it was to bring the whole deployment to a manifest, as opposed to one
   *     instance alone
   * @param changed the instances that it began, finished or not
   * @param deleted whether it began to delete instances, which a converge would create again
   */
  public record BrokenTask(
      DirectorTask task, boolean update, List<InstanceId> changed, boolean deleted) {
    public BrokenTask {
      changed = List.copyOf(changed);
    }
  }

  /** Nothing was left. */
  public static final UnfinishedTasks NONE =
      new UnfinishedTasks(Optional.empty(), List.of(), List.of(), Optional.empty());

  public UnfinishedTasks {
    halfWay = List.copyOf(halfWay);
    broken = List.copyOf(broken);
  }

  /**
   * @param why half a sentence
   */
  public static UnfinishedTasks notRead(String why) {
    return new UnfinishedTasks(Optional.empty(), List.of(), List.of(), Optional.of(why));
  }
}
