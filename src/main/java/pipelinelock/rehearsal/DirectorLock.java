package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.List;
import java.util.Optional;

/** The lock of the one deployment; guarded by the Director's monitor. */
final class DirectorLock {
  private static final int LIFE_SECONDS = 240;
  private static final String UID = "5d1f2b6e-9a0b-4e43-8f5e-0d1d3a3f7c11";

  private final WorldTime time;
  private final String deployment;
  private Optional<Integer> holder = Optional.empty();

  DirectorLock(WorldTime time, String deployment) {
    this.time = time;
    this.deployment = deployment;
  }

  boolean isHeld() {
    return holder.isPresent();
  }

  boolean take(int task) {
    if (holder.isEmpty()) {
      holder = Optional.of(task);
    }
    return holder.get() == task;
  }

  void release(int task) {
    holder = holder.filter(holding -> holding != task);
  }

  String refusal() {
    String who =
        holder
            .map(task -> "Locking task id is %d, description: 'create deployment'".formatted(task))
            .orElse("Lock is gone");
    return "Failed to acquire lock for lock:deployment:%s uid: %s. %s"
        .formatted(deployment, UID, who);
  }

  ArrayNode json() {
    return Json.array(
        holder.stream()
            .map(
                task ->
                    Json.object(
                        "type",
                        "deployment",
                        "resource",
                        List.of(deployment),
                        "timeout",
                        (time.epochSecond() + LIFE_SECONDS) + ".123456",
                        "task_id",
                        String.valueOf(task)))
            .toList());
  }
}
