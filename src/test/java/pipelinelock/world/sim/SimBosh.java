package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.List;

/** The Director: its tasks, and the VMs that it replaces. */
final class SimBosh {
  private static final long LONGEST_DRAIN = 3_600;
  private static final long CREATION = 200;

  /** A task; open until its end is reached. */
  static final class Task {
    final long id;
    final String deployment;
    final long start;
    long end = Long.MAX_VALUE;

    Task(long id, String deployment, long start) {
      this.id = id;
      this.deployment = deployment;
      this.start = start;
    }
  }

  final List<Task> tasks = new ArrayList<>();
  private final SimConcourse concourse;
  private long nextId = 260_100;

  SimBosh(SimConcourse concourse) {
    this.concourse = concourse;
  }

  Task begin(String deployment) {
    var task = new Task(nextId++, deployment, concourse.now());
    tasks.add(task);
    return task;
  }

  List<Task> open() {
    return tasks.stream().filter(task -> task.end > concourse.now()).toList();
  }

  /** A deployment's own task goes on, whatever becomes of the build that began it. */
  void deploys(long seconds) {
    begin("cf").end = concourse.now() + seconds;
  }

  /** Replaces a VM: drains its worker, at most an hour, then deletes and creates it. */
  void recreate(SimWorker worker, boolean web, Runnable then) {
    var task = begin("concourse");
    worker.draining = true;
    drain(worker, concourse.now() + LONGEST_DRAIN, () -> replace(worker, web, task, then));
  }

  private void replace(SimWorker worker, boolean web, Task task, Runnable then) {
    if (web) {
      concourse.webGoes();
    }
    concourse.steps.replace(
        worker,
        CREATION,
        () -> {
          task.end = concourse.now();
          if (web) {
            concourse.webComes();
          }
          then.run();
        });
  }

  private void drain(SimWorker worker, long latest, Runnable then) {
    if (worker.isDead() || concourse.now() >= latest || !isBusy(worker)) {
      concourse.agenda.in(20, then);
    } else {
      concourse.agenda.in(30, () -> drain(worker, latest, then));
    }
  }

  /** A retiring worker waits for every build that is open and has a container on it. */
  private boolean isBusy(SimWorker worker) {
    return concourse.builds.stream()
        .filter(SimBuild::isStarted)
        .flatMap(build -> build.current().stream())
        .anyMatch(step -> step.worker == worker && step.containerThere);
  }
}
