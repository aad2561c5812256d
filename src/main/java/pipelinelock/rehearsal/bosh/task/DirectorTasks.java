package pipelinelock.rehearsal.bosh.task;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import pipelinelock.rehearsal.bosh.task.DirectorTask.Order;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/** All tasks of the simulated Director and their numbers; guarded by the Director's monitor. */
public final class DirectorTasks {
  static final int FIRST_LISTING = 260165;

  /**
   * The types that {@code verbose=1} lists (the Director's {@code tasks_controller.rb}, since 270.5
   * with those of one instance alone); the others, {@code vms} and so on, change nothing.
   */
  private static final Set<String> CHANGING =
      Set.of(
          "attach_disk",
          "create_snapshot",
          "delete_deployment",
          "delete_release",
          "delete_snapshot",
          "delete_stemcell",
          "run_errand",
          "snapshot_deployment",
          "update_instance",
          "update_deployment",
          "update_release",
          "update_stemcell",
          "export_release");

  private final String deployment;
  private final WorldTime time;
  private final Set<Integer> reserved;
  private final Map<Integer, DirectorTask> byId = new TreeMap<>(Comparator.reverseOrder());
  private int next = FIRST_LISTING;

  /** {@code reserved} numbers are kept for the tasks that were recorded under them. */
  public DirectorTasks(String deployment, WorldTime time, Set<Integer> reserved) {
    this.deployment = deployment;
    this.time = time;
    this.reserved = Set.copyOf(reserved);
  }

  public DirectorTask add(Order order, DirectorTask.Work work) {
    var task = new DirectorTask(order, work, time);
    byId.put(task.id(), task);
    next = Math.max(next, task.id() + 1);
    return task;
  }

  public int nextId() {
    int id = next;
    while (reserved.contains(id) || byId.containsKey(id)) {
      id++;
    }
    return id;
  }

  /** The wanted number when it is free, else the first one above every recorded number. */
  int idLike(int wanted) {
    if (byId.containsKey(wanted)) {
      next = Math.max(next, reserved.stream().max(Comparator.naturalOrder()).orElse(next) + 1);
      return nextId();
    }
    return wanted;
  }

  public Optional<DirectorTask> find(String id) {
    return id.matches("\\d{1,9}")
        ? Optional.ofNullable(byId.get(Integer.parseInt(id)))
        : Optional.empty();
  }

  public void remove(int id) {
    byId.remove(id);
  }

  public void advance() {
    // The oldest first: it is the one that waits for the lock longest.
    var oldestFirst = new ArrayList<>(byId.values()).reversed();
    oldestFirst.forEach(DirectorTask::advance);
  }

  public ArrayNode json(Map<String, String> filter) {
    var limit = filter.containsKey("limit") ? Integer.parseInt(filter.get("limit")) : byId.size();
    return Json.array(
        byId.values().stream()
            .filter(task -> fits(task, filter))
            .limit(Math.max(1, limit))
            .map(task -> task.json(deployment))
            .toList());
  }

  private boolean fits(DirectorTask task, Map<String, String> filter) {
    var states = filter.get("state");
    var context = filter.get("context_id");
    boolean all = "2".equals(filter.get("verbose"));
    var type = task.order().type();
    return (states == null || List.of(states.split(",")).contains(task.state().text()))
        && deployment.equals(filter.getOrDefault("deployment", deployment))
        && (context == null || context.equals(task.order().contextId()))
        && (all || CHANGING.contains(type));
  }
}
