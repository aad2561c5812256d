package pipelinelock.rehearsal.bosh;

import java.util.Optional;
import java.util.function.BiFunction;
import pipelinelock.rehearsal.bosh.task.DirectorTask;
import pipelinelock.rehearsal.bosh.task.DirectorTask.Order;
import pipelinelock.rehearsal.bosh.task.TroubledTasks;
import pipelinelock.rehearsal.http.Answer;
import pipelinelock.rehearsal.http.SeenRequest;
import pipelinelock.rehearsal.http.Tap;

/**
 * What happens to a simulated Director as a whole; {@link Fleet} has what happens to its VMs, and
 * {@link #tasks()} what happens to its next task.
 */
public final class DirectorTroubles {
  private final SimulatedDirector director;
  private final TroubledTasks tasks = new TroubledTasks();

  /** Until it has some, all goes well. */
  public DirectorTroubles(SimulatedDirector director) {
    this.director = director;
    synchronized (director) {
      director.jobs().meet(tasks);
    }
  }

  public TroubledTasks tasks() {
    return tasks;
  }

  /**
   * Another task, a running deploy, holds the deployment's lock until {@link #releasesLock(int)}.
   */
  public void holdsLock(int task) {
    synchronized (director) {
      var order = new Order(task, "update_deployment", "create deployment", "admin", "");
      var deploy = director.tasks().add(order, _ -> {});
      deploy.begin();
      director.lock().take(deploy);
    }
  }

  public void releasesLock(int task) {
    synchronized (director) {
      director.lock().release(task);
      director
          .tasks()
          .find(String.valueOf(task))
          .ifPresent(it -> it.end(DirectorTask.State.DONE, Optional.of("/deployments/concourse")));
    }
  }

  /**
   * A deployment of a changed manifest has just finished one instance and failed at another one:
   * each converge from now on takes both back, until one is done.
   *
   * @return the number of its task
   */
  public int deployBreaksOff(String finished, String failed) {
    synchronized (director) {
      return new BrokenDeploy(director.tasks(), director.instances(), director.time())
          .happens(Fleet.idOf(finished), Fleet.idOf(failed));
    }
  }

  /** The daily cleaning takes the task away: it is not found any more. */
  public void prunes(int task) {
    synchronized (director) {
      director.tasks().remove(task);
    }
  }

  /** All tokens that the UAA has issued expire. */
  public void tokensExpire() {
    director.uaa().tokensExpire();
  }

  /** The next recreate is accepted, and its connection closed before the answer. */
  public void losesAnswerToRecreate() {
    answersRecreateWith(Answer.nothing());
  }

  /** The next recreate is accepted, and a proxy answers this status in the Director's place. */
  public void answersRecreateWith(int status) {
    answersRecreateWith(Answer.text(status, "<html><body>%d</body></html>".formatted(status)));
  }

  private void answersRecreateWith(Answer other) {
    changesAnswers(
        (request, answer) -> {
          if (answer.status() != 302 || !isRecreate(request)) {
            return answer;
          }
          director.tap(Tap.NONE);
          return other;
        });
  }

  private static boolean isRecreate(SeenRequest request) {
    return request.target().contains("state=recreate")
        || request.target().endsWith("/actions/recreate");
  }

  /** 303 is what the Director redirects with if there is no nginx in front of it. */
  public void redirectsWith(int status) {
    changesAnswers(
        (_, answer) ->
            answer.status() == 302
                ? new Answer(status, answer.headers(), answer.body(), answer.stream())
                : answer);
  }

  /** {@code bosh update-resurrection off}. */
  public void stopsResurrecting() {
    changesAnswers(
        (request, answer) ->
            request.line().equals("GET /resurrection") && answer.status() == 200
                ? Answer.text(200, "{\"resurrection\":false}")
                : answer);
  }

  private void changesAnswers(BiFunction<SeenRequest, Answer, Answer> change) {
    director.tap(
        new Tap() {
          @Override
          public Answer answer(SeenRequest request, Server server) throws InterruptedException {
            return change.apply(request, server.answer());
          }
        });
  }
}
