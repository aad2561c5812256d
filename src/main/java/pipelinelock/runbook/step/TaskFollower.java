package pipelinelock.runbook.step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.TaskOutput;

/** Records a Director task's lines and its end. */
final class TaskFollower {
  private final Pace pace;
  private final CancelAsking cancelling = new CancelAsking();

  /** When a task last said something, and since when the Director does not answer on one. */
  private final Map<Long, Instant> heardAt = new ConcurrentHashMap<>();

  private final Map<Long, Instant> awaySince = new ConcurrentHashMap<>();

  TaskFollower(Pace pace) {
    this.pace = pace;
  }

  Next follow(Following following, StepContext context) {
    var note = cancel(following.task(), context);
    var next = said(following.task(), context);
    return note.isEmpty()
        ? next
        : new Next(
            Stream.concat(Stream.of(new Noted(note.get())), next.events().stream()).toList(),
            next.pause());
  }

  private Optional<String> cancel(TaskLog log, StepContext context) {
    return context.incident().cancelledBy().isPresent()
        ? cancelling.ask(context.platform().recreator(), log.id())
        : Optional.empty();
  }

  private Next said(TaskLog log, StepContext context) {
    var recreator = context.platform().recreator();
    try {
      // The state first: then a final state means that the output after it is complete.
      var task = recreator.task(log.id());
      awaySince.remove(log.id());
      return heard(task, output(recreator, log), context);
    } catch (RemoteFailure e) {
      return e.kind() == Kind.NOT_FOUND
          ? Next.failed(
              context.index(),
              "The Director no longer knows task %d. Check with `bosh -d %s instances` what it did."
                  .formatted(log.id(), context.platform().environment().deployment().name()))
          : away(log.id(), context, e);
    }
  }

  /** The task goes on without the Director's answers, and so does the asking. */
  private Next away(long task, StepContext context, RemoteFailure failure) {
    var since = awaySince.computeIfAbsent(task, _ -> context.now());
    return context.isOver(since, pace.retry().multipliedBy(2))
        ? context.waiting(
            "The Director does not answer about task %d: %s. The task continues by itself; the bot keeps asking."
                .formatted(task, failure.getMessage()),
            pace.retry().multipliedBy(2))
        : Next.waiting(pace.retry());
  }

  private static TaskOutput output(Recreator recreator, TaskLog log) {
    try {
      return recreator.events(log.id(), log.next());
    } catch (RemoteFailure e) {
      if (e.kind() != Kind.GARBAGE) {
        throw e;
      }
      return new TaskOutput(log.next(), 0, ""); // the Director has cut the log short
    }
  }

  /** The end is recorded only when nothing is left to read. */
  private Next heard(DirectorTask task, TaskOutput output, StepContext context) {
    int step = context.index();
    if (output.bytes() > 0) {
      heardAt.put(task.id(), context.now());
      return new Next(
          List.of(new TaskSaid(step, task.id(), output.offset(), output.bytes(), output.text())),
          pace.poll().dividedBy(2));
    }
    return task.state().isFinal()
        ? Next.record(new TaskEnded(step, task.id(), task.state().text(), task.result()))
        : Next.waiting(pace.poll(silence(task.id(), context)));
  }

  private Duration silence(long task, StepContext context) {
    return Duration.between(heardAt.computeIfAbsent(task, _ -> context.now()), context.now());
  }
}
