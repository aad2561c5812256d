package pipelinelock.runbook.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.runbook.plan.Neighbours.Trouble;
import pipelinelock.runbook.plan.Neighbours.Weight;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.UnfinishedTasks.BrokenTask;

/**
 * Finds the instances that a recreate rolls back. A recreate converges to the manifest of the last
 * successful update: if a later update broke off, the instances that it had finished are drained
 * and rolled back too, although they run well. Observed on a real Director, version 280.0.0. Pure.
 */
public final class TakenBack {
  private static final int NAMED = 8;

  private TakenBack() {}

  /**
   * For the people who are asked.
   *
   * @param instances of the deployment
   * @param targets the instances that the plan recreates anyway
   */
  public static List<Trouble> of(
      UnfinishedTasks leftovers,
      List<Instance> instances,
      Collection<InstanceId> targets,
      Set<RecreateOption> options) {
    var ignored = instances.stream().filter(Instance::ignored).map(Instance::id);
    var untouched = Stream.concat(targets.stream(), ignored).collect(Collectors.toSet());
    boolean alone = options.contains(RecreateOption.NO_CONVERGE);
    if (leftovers.unread().isPresent()) {
      return List.of(unread(leftovers.unread().get(), alone));
    }
    var updates = leftovers.broken().stream().filter(TakenBack::isAnothersUpdate).toList();
    if (updates.isEmpty()) {
      return List.of();
    }
    String manifest = manifest(leftovers, updates);
    return alone
        ? List.of(new Trouble(keptApart(updates.getFirst(), manifest), Weight.TOLD))
        : troubles(updates, untouched, manifest);
  }

  private static Trouble unread(String why, boolean alone) {
    String text = "What earlier tasks left behind could not be read: %s. ".formatted(sentence(why));
    return alone
        ? new Trouble(text + "Only the targets are touched.", Weight.TOLD)
        : new Trouble(
            text
                + "A recreate may roll other instances back to an earlier manifest, or update them.",
            Weight.ASKED_FOR);
  }

  private static String sentence(String why) {
    return why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
  }

  /** A recreate of the bot itself took nothing but its manifest; what it left is half way. */
  private static boolean isAnothersUpdate(BrokenTask broken) {
    return broken.update() && !ContextId.isOwn(broken.task().contextId());
  }

  private static String manifest(UnfinishedTasks leftovers, List<BrokenTask> updates) {
    return leftovers
        .good()
        .map(task -> "the manifest of task " + task)
        .orElseGet(() -> "the manifest before task " + updates.getLast().task().id());
  }

  private static List<Trouble> troubles(
      List<BrokenTask> updates, Collection<InstanceId> untouched, String manifest) {
    var changed = updates.stream().flatMap(it -> it.changed().stream()).distinct().toList();
    var others = changed.stream().filter(it -> !untouched.contains(it)).toList();
    boolean deleted = updates.stream().anyMatch(BrokenTask::deleted);
    var troubles = new ArrayList<Trouble>();
    String broke = broke(updates.getFirst());
    if (!others.isEmpty()) {
      troubles.add(
          new Trouble(
              "%s A recreate undoes that: it rolls %s back to %s, and drains and restarts it although it may run well."
                  .formatted(broke, each(others), manifest),
              Weight.ASKED_FOR));
    }
    if (deleted) {
      troubles.add(
          new Trouble(
              "%s It had started to delete instances: a recreate creates them again, because the deployment goes back to %s."
                  .formatted(broke, manifest),
              Weight.ASKED_FOR));
    }
    if (troubles.isEmpty()) {
      troubles.add(
          new Trouble("%s The recreate goes back to %s.".formatted(broke, manifest), Weight.TOLD));
    }
    return troubles;
  }

  private static String keptApart(BrokenTask broken, String manifest) {
    return "%s With `--no-converge` nothing goes back to %s: the rest stays as it is, and the target is created as it was last specified."
        .formatted(broke(broken), manifest);
  }

  private static String broke(BrokenTask broken) {
    return told(broken.task()) + ", after it had started to change instances.";
  }

  private static String told(DirectorTask task) {
    return "Task %d (%s, requested by %s) ended as %s"
        .formatted(task.id(), task.description(), task.user(), task.state().text());
  }

  private static String each(List<InstanceId> instances) {
    int more = instances.size() - NAMED;
    String named =
        Stream.concat(
                instances.stream().limit(NAMED).map(InstanceId::toString),
                more > 0 ? Stream.of(more + " more") : Stream.of())
            .collect(Collectors.joining(", "));
    return instances.size() == 1 ? named : "each of " + named;
  }

  /**
   * Why a request that was approved must not leave: half a sentence. What broke off since is on no
   * list of what it touches.
   *
   * @param approvedLook when the look was taken that people decided on
   */
  public static Optional<String> since(UnfinishedTasks leftovers, Instant approvedLook) {
    return leftovers.broken().stream()
        .map(BrokenTask::task)
        .filter(task -> !ContextId.isOwn(task.contextId()))
        .filter(task -> task.changedAt().map(approvedLook::isBefore).orElse(true))
        .findFirst()
        .map(
            task ->
                told(task)
                    + " after the approved look, so a recreate would touch more than people approved");
  }
}
