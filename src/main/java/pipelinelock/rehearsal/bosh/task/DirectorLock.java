package pipelinelock.rehearsal.bosh.task;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/** The lock of the one deployment; guarded by the Director's monitor. */
public final class DirectorLock {
  private static final Duration LIFE = Duration.ofSeconds(240);
  private static final String UID = "5d1f2b6e-9a0b-4e43-8f5e-0d1d3a3f7c11";

  private final WorldTime time;
  private final String deployment;
  private Optional<Holder> holder = Optional.empty();

  /** A task that has died renews the lock no more, so that it expires. */
  private record Holder(int task, String description, Optional<WorldTime.Stopwatch> dead) {
    boolean isExpired() {
      return dead.filter(since -> since.passed(LIFE)).isPresent();
    }
  }

  public DirectorLock(WorldTime time, String deployment) {
    this.time = time;
    this.deployment = deployment;
  }

  public boolean isHeld() {
    return holder().isPresent();
  }

  public boolean take(DirectorTask task) {
    if (holder().isEmpty()) {
      holder = Optional.of(new Holder(task.id(), task.order().description(), Optional.empty()));
    }
    return holder().filter(holding -> holding.task == task.id()).isPresent();
  }

  public void release(int task) {
    holder = holder.filter(holding -> holding.task != task);
  }

  /** Its holder is dead: it stays held for 240 seconds from now. */
  void abandon(int task) {
    holder =
        holder.map(
            holding ->
                holding.task == task && holding.dead.isEmpty()
                    ? new Holder(task, holding.description, Optional.of(time.start()))
                    : holding);
  }

  String refusal() {
    String who =
        holder()
            .map(
                holding ->
                    "Locking task id is %d, description: '%s'"
                        .formatted(holding.task, holding.description))
            .orElse("Lock is gone");
    return "Failed to acquire lock for lock:deployment:%s uid: %s. %s"
        .formatted(deployment, UID, who);
  }

  public ArrayNode json() {
    return Json.array(holder().stream().map(this::json).toList());
  }

  private ObjectNode json(Holder holding) {
    return Json.object(
        "type",
        "deployment",
        "resource",
        List.of(deployment),
        "timeout",
        (time.epochSecond() + LIFE.toSeconds()) + ".123456",
        "task_id",
        String.valueOf(holding.task));
  }

  private Optional<Holder> holder() {
    return holder.filter(holding -> !holding.isExpired());
  }
}
