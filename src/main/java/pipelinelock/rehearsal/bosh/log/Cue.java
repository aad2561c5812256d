package pipelinelock.rehearsal.bosh.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import pipelinelock.rehearsal.http.Json;

/**
 * An event that a task writes when it is due.
 *
 * @param after how long after the task got its lock
 * @param touch the instance that it is about; none while the task prepares
 */
public record Cue(Duration after, ObjectNode event, Optional<Touch> touch) {

  public String text() {
    return Json.write(event) + "\n";
  }

  /** {@code executing drain}, {@code Rendering templates}, {@code Creating VM} … */
  public String step() {
    return status().isEmpty() ? field("task") : status();
  }

  /** What has just happened to the instance, in a word or two. */
  public String moment() {
    if (!status().isEmpty()) {
      return status();
    }
    return switch (field("stage")) {
      case Recording.UPDATING -> "update " + field("state");
      case Recording.CREATING -> "creation " + field("state");
      default -> field("task") + " " + field("state");
    };
  }

  /** Whether what it logs is still going on. */
  public boolean isOpen() {
    return event.has("stage") && !field("state").equals("finished");
  }

  /**
   * Whether the Director looks for a cancel after it: while it prepares, in a drain, while jobs
   * start, and between instances. Not while scripts run, jobs stop or the cloud works.
   */
  public boolean takesCancel() {
    return touch.isEmpty()
        || switch (moment()) {
          case "executing drain", "starting jobs", "Starting instance started" -> true;
          case "update finished", "creation finished" -> true;
          case "Stopping instance started" -> touch.get().drains();
          default -> false;
        };
  }

  /** Whether the Director waited for a new VM's agent before it. */
  public boolean followsTheAgent() {
    return moment().equals("installing packages")
        && touch
            .map(Touch::treatment)
            .filter(how -> !how.keepsTheVm() && !how.makesAVmFirst())
            .isPresent();
  }

  /** The same event with that time, in unix seconds. */
  Cue at(long time) {
    return new Cue(after, event.deepCopy().put("time", time), touch);
  }

  /** The same event as failed, {@code error} being why. */
  public Cue failed(Duration later, long time, String error) {
    var failed = event.deepCopy().put("time", time).put("state", "failed").put("progress", 100);
    failed.set("data", Json.object("error", error));
    return new Cue(later, failed, touch);
  }

  private String status() {
    return event.path("data").path("status").asText("");
  }

  private String field(String name) {
    return event.path(name).asText("");
  }
}
