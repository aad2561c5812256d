package pipelinelock.pipeline;

import java.util.List;

/**
 * Work on a worker that the bot cannot see, presumably of a team in which it has no role. A
 * recreate would kill it.
 *
 * @param containers how many containers the worker has beyond those that the bot can list
 * @param tasks how many running tasks it has beyond those
 */
public record UnseenWork(String worker, int containers, int tasks) {
  /**
   * So many may be beyond what is listed on a worker that does nothing unseen: its own count is up
   * to 30 s old, and after a restart of the web node it keeps containers that Concourse has
   * forgotten. The most that healthy moments of real Concourses showed.
   */
  private static final int LAG = 2;

  /**
   * What cannot be named; empty where all can, as far as the counts show. They count whatever is on
   * a worker, also what ended builds and checks left there, so less than all is seen by them.
   *
   * @param shown the containers of every team in which the bot has a role
   */
  public static List<UnseenWork> on(List<Worker> workers, List<Container> shown) {
    return workers.stream()
        .filter(Worker::isRunning)
        .map(worker -> on(worker, shown))
        .filter(unseen -> unseen.containers > LAG || unseen.tasks > 0)
        .toList();
  }

  private static UnseenWork on(Worker worker, List<Container> shown) {
    var here = shown.stream().filter(it -> it.worker().equals(worker.name())).toList();
    long tasks = here.stream().filter(it -> it.isKept() && it.type().equals("task")).count();
    return new UnseenWork(
        worker.name(),
        Math.max(0, worker.load().containers() - here.size()),
        Math.max(0, worker.load().tasks() - Math.toIntExact(tasks)));
  }
}
