package pipelinelock.rehearsal.bosh.task;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import pipelinelock.rehearsal.bosh.instance.DirectorInstances;
import pipelinelock.rehearsal.bosh.instance.InstanceListing;
import pipelinelock.rehearsal.bosh.log.Score;
import pipelinelock.rehearsal.bosh.recreate.AloneScore;
import pipelinelock.rehearsal.bosh.recreate.ConvergeScore;
import pipelinelock.rehearsal.bosh.recreate.RecreateOrder;
import pipelinelock.rehearsal.bosh.task.DirectorTask.Order;
import pipelinelock.rehearsal.bosh.task.RecreateWork.Setting;
import pipelinelock.rehearsal.http.Answer;

/** Creates tasks for requests to the simulated Director; guarded by its monitor. */
public final class DirectorJobs {
  private static final Duration LISTING_TAKES = Duration.ofSeconds(1);

  /**
   * Three times 5 seconds, which the Director gives an agent to answer, and its own time. Of real
   * time at every speed: the bot waits for it by its own clock, and must not be spared that.
   */
  private static final Duration LISTING_WITH_SILENT_AGENT = Duration.ofSeconds(16);

  private final DirectorTasks tasks;
  private final DirectorInstances instances;
  private final Setting setting;
  private TaskTroubles troubles = TaskTroubles.NONE;
  private Duration silence = LISTING_WITH_SILENT_AGENT;

  /** Who asks, and the label that is given to the task. */
  public record Asker(String user, String contextId) {}

  public DirectorJobs(DirectorTasks tasks, DirectorInstances instances, Setting setting) {
    this.tasks = tasks;
    this.instances = instances;
    this.setting = setting;
  }

  public DirectorTask list(boolean withoutVm, String user) {
    var atLeast = instances.isSomeUnresponsive() ? silence : Duration.ZERO;
    var order = new Order(tasks.nextId(), "vms", "retrieve vm-stats", user, "");
    return tasks.add(
        order,
        task -> {
          boolean heard = task.sinceQueued().onTheWall().compareTo(atLeast) >= 0;
          if (heard && task.sinceQueued().passed(LISTING_TAKES)) {
            task.begin();
            task.output(new InstanceListing(instances, withoutVm).full());
            task.end(DirectorTask.State.DONE, Optional.of(""));
          }
        });
  }

  /** What goes wrong with tasks that are accepted from now on, and with all logs. */
  public void meet(TaskTroubles met) {
    troubles = met;
  }

  /** The log of a task, or the part of it that a range asks for. */
  public Answer log(DirectorTask task, String range) {
    return troubles.log(task, range);
  }

  /** How long the Director waits for a dead agent from now on, at every speed. */
  public void silenceLasts(Duration real) {
    silence = real;
  }

  public DirectorTask recreate(RecreateOrder order, Asker asker) {
    String description = order.dryRun() ? "create deployment (dry run)" : "create deployment";
    int id = tasks.idLike(ConvergeScore.recordedAs(instances.group(order.target())));
    return start(
        new Order(id, "update_deployment", description, asker.user(), asker.contextId()),
        order,
        () -> converge(order, id));
  }

  /**
   * What happens now has times of now, as the lists next to it have. Only the two tasks of the
   * runbook keep theirs, under their own numbers.
   */
  private Score converge(RecreateOrder order, int id) {
    var converge = new ConvergeScore(instances, order);
    boolean replay = id == ConvergeScore.recordedAs(instances.group(order.target()));
    return replay && converge.isOfTheRunbook() ? converge.score() : now(converge.score());
  }

  private Score now(Score score) {
    return score.at(setting.time().now(), setting.time().speed());
  }

  public DirectorTask recreateAlone(RecreateOrder order, Asker asker) {
    return start(
        new Order(
            tasks.nextId(),
            "update_instance",
            "recreate instance",
            asker.user(),
            asker.contextId()),
        order,
        () -> now(new AloneScore(instances, order).score()));
  }

  private DirectorTask start(Order task, RecreateOrder order, Supplier<Score> composer) {
    var trouble = troubles.next(instances.title(order.target()));
    return tasks.add(task, new RecreateWork(setting, () -> trouble.apply(composer.get())));
  }

  /** A task that ends at once because the rehearsal does not know how to do it. */
  public DirectorTask refuse(String what, Asker asker) {
    var order =
        new Order(
            tasks.nextId(),
            "update_deployment",
            "create deployment",
            asker.user(),
            asker.contextId());
    return tasks.add(
        order,
        task -> {
          task.begin();
          task.fail(
              DirectorTask.State.ERROR,
              100,
              "the rehearsal knows no " + what,
              setting.time().epochSecond());
        });
  }
}
