package pipelinelock.rehearsal;

import java.time.Duration;
import java.util.Optional;
import pipelinelock.rehearsal.DirectorTask.State;

/**
 * Recreates one instance by replaying a recorded event log on its recorded timetable: takes the
 * deployment's lock, or fails after 10 seconds without it.
 */
final class RecreateWork implements DirectorTask.Work {
  private static final Duration IN_QUEUE = Duration.ofSeconds(1);
  private static final Duration LOCK_PATIENCE = Duration.ofSeconds(10);

  private final String instance;
  private final Recording recording;
  private final Setting setting;
  private Optional<WorldTime.Stopwatch> sinceBegin = Optional.empty();
  private Optional<WorldTime.Stopwatch> sinceFirstEvent = Optional.empty();
  private int written;

  /** What a recreate works on. */
  record Setting(
      WorldTime time,
      DirectorLock lock,
      DirectorInstances instances,
      VmWatcher watcher,
      Optional<Failure> failure) {}

  /**
   * The step at which a task fails, and with which error; no error when its worker process is
   * killed.
   */
  record Failure(String step, int code, Optional<String> message) {}

  RecreateWork(String instance, Recording recording, Setting setting) {
    this.instance = instance;
    this.recording = recording;
    this.setting = setting;
  }

  @Override
  public void advance(DirectorTask task) {
    if (sinceBegin.isEmpty() && task.sinceQueued().passed(IN_QUEUE)) {
      sinceBegin = Optional.of(setting.time.start());
      task.begin();
    }
    if (sinceBegin.isPresent() && sinceFirstEvent.isEmpty()) {
      awaitLock(task, sinceBegin.get());
    }
    if (sinceFirstEvent.isPresent()) {
      replay(task, sinceFirstEvent.get());
    }
  }

  private void awaitLock(DirectorTask task, WorldTime.Stopwatch waiting) {
    if (task.isCancelling()) {
      cancelled(task);
    } else if (setting.lock.take(task.id())) {
      sinceFirstEvent = Optional.of(setting.time.start());
    } else if (waiting.passed(LOCK_PATIENCE)) {
      task.fail(State.ERROR, 100, setting.lock.refusal());
    }
  }

  private void replay(DirectorTask task, WorldTime.Stopwatch replaying) {
    while (!task.state().isFinal()
        && written < recording.lines().size()
        && replaying.passed(recording.lines().get(written).after())) {
      cancelAtACheckpoint(task);
      if (!task.state().isFinal()) {
        next(task);
      }
    }
    cancelAtACheckpoint(task);
    if (!task.state().isFinal() && written == recording.lines().size()) {
      setting.lock.release(task.id());
      task.end(State.DONE, Optional.of("/deployments/concourse"));
    }
  }

  private void next(DirectorTask task) {
    var line = recording.lines().get(written++);
    task.emit(line.text());
    effect(line);
    setting
        .failure
        .filter(failure -> failure.step.equals(line.step()))
        .ifPresent(failure -> breakOff(task, line, failure));
  }

  private void effect(Recording.Line line) {
    var instances = setting.instances;
    switch (line.step()) {
      case "executing drain" -> setting.watcher.drains(instance);
      case "stopping jobs" -> {
        instances.jobState(instance, "stopped");
        setting.watcher.goes(instance);
      }
      case "executing post-stop" -> instances.vmIsGone(instance);
      case "installing packages" -> instances.newVm(instance);
      case "executing post-start" -> {
        instances.jobState(instance, "running");
        setting.watcher.comesBack(instance, instances.agent(instance));
      }
      default -> {}
    }
  }

  private void breakOff(DirectorTask task, Recording.Line line, Failure failure) {
    setting.lock.release(task.id());
    if (failure.message.isEmpty()) {
      task.end(State.ERROR, Optional.empty());
      return;
    }
    failed(task, line, failure.message.get());
    setting.instances.jobState(instance, "failing");
    task.fail(State.ERROR, failure.code, failure.message.get());
  }

  /**
   * A cancel is looked at before an instance is touched, while it drains and while its jobs start.
   */
  private void cancelAtACheckpoint(DirectorTask task) {
    var last = recording.lines().get(Math.max(0, written - 1));
    boolean checkpoint =
        !last.isOfAnInstance()
            || last.step().equals("executing drain")
            || last.step().equals("starting jobs");
    if (task.isCancelling() && checkpoint) {
      if (last.isOfAnInstance()) {
        failed(task, last, "Task %d cancelled".formatted(task.id()));
      }
      setting.lock.release(task.id());
      cancelled(task);
    }
  }

  private static void cancelled(DirectorTask task) {
    task.fail(State.CANCELLED, 10001, "Task %d cancelled".formatted(task.id()));
  }

  private void failed(DirectorTask task, Recording.Line line, String error) {
    var event = Json.object();
    line.event().properties().forEach(field -> event.set(field.getKey(), field.getValue()));
    event.put("time", setting.time.epochSecond()).put("state", "failed").put("progress", 100);
    event.set("data", Json.object("error", error));
    task.emit(Json.write(event) + "\n");
  }
}
