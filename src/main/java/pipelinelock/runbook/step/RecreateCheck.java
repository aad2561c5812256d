package pipelinelock.runbook.step;

import java.util.List;
import java.util.Optional;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.plan.Step;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.Platform;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.TaskLogs;
import pipelinelock.wording.Span;

/** Checks the result of a finished recreate: the instance has to run on another VM. */
final class RecreateCheck {
  private final TaskLogs logs;
  private final Pace pace;

  RecreateCheck(TaskLogs logs, Pace pace) {
    this.logs = logs;
    this.pace = pace;
  }

  Next verify(Step.Recreate step, TaskOver over, StepContext context) {
    if (!over.state().equals(DirectorTask.State.DONE.text())) {
      return notDone(step, over, context);
    }
    var found = instance(step, context.platform());
    if (found.filter(now -> isNew(now, step)).isPresent()) {
      return Next.done(
          context.index(),
          "%s runs on a new VM, %s.".formatted(step.instance(), found.get().cid().orElse("")));
    }
    return context.isOver(over.at(), pace.verify())
        ? Next.failed(
            context.index(),
            "Task %d is done, but %s after it %s."
                .formatted(
                    over.task().id(),
                    Span.of(pace.verify()),
                    found.map(now -> notNew(now, step)).orElse("the instance is not listed")))
        : Next.waiting(pace.retry());
  }

  private Next notDone(Step.Recreate step, TaskOver over, StepContext context) {
    var deployment = context.platform().environment().deployment().name();
    long task = over.task().id();
    if (over.state().equals(DirectorTask.State.CANCELLED.text())) {
      return Next.record(
          new StepEnded(
              context.index(),
              StepOutcome.CANCELLED,
              "Task %d ended as cancelled. %s may be half way: look with `bosh -d %s instances`, and recreate it again when you can."
                  .formatted(task, step.instance(), deployment)));
    }
    return Next.failed(
        context.index(),
        new TaskFailure(step.instance(), deployment)
            .text(task, over.state(), logs.error(over.task().lines()), over.result()));
  }

  private static boolean isNew(Instance now, Step.Recreate step) {
    return now.isRunning() && !now.cid().equals(step.cid());
  }

  private static String notNew(Instance now, Step.Recreate step) {
    if (now.cid().isEmpty()) {
      return "%s has no VM".formatted(step.instance());
    }
    return now.cid().equals(step.cid())
        ? "%s is still on its old VM %s".formatted(step.instance(), now.cid().get())
        : "%s says '%s'".formatted(step.instance(), now.jobState().orElse("nothing"));
  }

  private static Optional<Instance> instance(Step.Recreate step, Platform platform) {
    try {
      List<Instance> instances = platform.directorReader().instances();
      return instances.stream().filter(one -> one.id().equals(step.instance())).findFirst();
    } catch (RemoteFailure e) {
      return Optional.empty();
    }
  }
}
