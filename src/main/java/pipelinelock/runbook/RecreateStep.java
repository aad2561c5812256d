package pipelinelock.runbook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.IncidentRules;
import pipelinelock.incident.Step;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;
import pipelinelock.vm.TaskErrors;
import pipelinelock.vm.TaskOutput;

/**
 * Recreates one VM at most once. The intent is on record before the request is sent, and only the
 * process that wrote it sends it, once. A process that finds an intent it did not write asks the
 * Director for a task with the intent's context id. Only where it has the record to itself, so that
 * the writer has certainly ended, it sends when there is still no task a grace after it took the
 * incident up; where the writer may still wake, the answer counts as lost. A request whose answer
 * was lost is never sent again: it is found by its context id, or the step fails.
 */
final class RecreateStep {
  private final Lookout lookout;
  private final TaskErrors logs;
  private final Pace pace;
  private final IncidentLeases leases;

  /** Context ids of requests that left this process. */
  private final Set<String> sent = ConcurrentHashMap.newKeySet();

  /** Context ids of intents that this process wrote and has not sent yet. */
  private final Set<String> unsent = ConcurrentHashMap.newKeySet();

  /** When a task last said something, and since when the Director does not answer on one. */
  private final Map<Long, Instant> heardAt = new ConcurrentHashMap<>();

  private final Map<Long, Instant> awaySince = new ConcurrentHashMap<>();

  RecreateStep(Lookout lookout, TaskErrors logs, Pace pace, IncidentLeases leases) {
    this.lookout = lookout;
    this.logs = logs;
    this.pace = pace;
    this.leases = leases;
  }

  Next act(Step.Recreate step, StepContext context) {
    return switch (context.progress()) {
      case Waiting _ -> intend(step, context);
      case Intended intended when intended.lost().isPresent() -> findLost(intended, context);
      case Intended intended -> send(step, intended, context);
      case Following following -> follow(following, context);
      case TaskOver over -> verify(step, over, context);
      case Over _ -> Next.waiting(pace.poll());
    };
  }

  private Next intend(Step.Recreate step, StepContext context) {
    return switch (guard(step, context)) {
      case GuardAnswer.Clear _ -> {
        var contextId = contextId(context);
        unsent.add(contextId);
        yield Next.record(new StepIntended(context.index(), contextId));
      }
      case GuardAnswer.NotNow(var why) ->
          context.isOver(context.waitingSince(), pace.act())
              ? Next.failed(
                  context.index(),
                  "Not recreated; for %s it was not safe: %s."
                      .formatted(IncidentRules.rough(pace.act()), why))
              : context.waiting(
                  "The recreate of %s waits: %s.".formatted(step.instance(), why), pace.retry());
      case GuardAnswer.Never(var why) ->
          Next.failed(context.index(), "Not recreated: %s.".formatted(why));
    };
  }

  private GuardAnswer guard(Step.Recreate step, StepContext context) {
    var aborts =
        context.incident().request().plan().steps().stream()
            .filter(Step.AbortBuild.class::isInstance)
            .map(abort -> ((Step.AbortBuild) abort).buildId())
            .collect(Collectors.toSet());
    boolean web =
        context.platform().environment().deployment().webGroups().contains(step.instance().group());
    return RecreateGuard.judge(
        lookout.evidence(context.platform().environment().name()), step, aborts, web);
  }

  /** New for each intent, so that no process takes another one's intent for its own. */
  private static String contextId(StepContext context) {
    return "pipeline-lock:%s:step-%d:%s"
        .formatted(
            context.incident().id(),
            context.index() + 1,
            UUID.randomUUID().toString().substring(0, 8));
  }

  private Next send(Step.Recreate step, Intended intended, StepContext context) {
    if (!unsent.contains(intended.contextId())) {
      return takeOver(step, intended, context);
    }
    boolean isFresh = context.now().isBefore(intended.at().plus(pace.retry().multipliedBy(2)));
    return isFresh ? sendOnce(step, intended, context) : sendGuarded(step, intended, context);
  }

  /** This process did not write the intent, so an earlier one may have sent the request. */
  private Next takeOver(Step.Recreate step, Intended intended, StepContext context) {
    try {
      var task = context.platform().recreator().find(intended.contextId());
      if (task.isPresent()) {
        return Next.record(new TaskAccepted(context.index(), task.get().id()));
      }
    } catch (RemoteFailure e) {
      return Next.waiting(pace.retry());
    }
    if (sent.contains(intended.contextId()) || leases.isInDoubt(context.incident().id())) {
      return Next.record(
          new AnswerLost(
              context.index(),
              "the bot that asked the Director stopped before it could say what came of it"));
    }
    return context.isOver(intended.at(), pace.grace())
        ? sendGuarded(step, intended, context)
        : Next.waiting(pace.poll());
  }

  /** The look before the intent is too old, so it is taken again. */
  private Next sendGuarded(Step.Recreate step, Intended intended, StepContext context) {
    return switch (guard(step, context)) {
      case GuardAnswer.Clear _ -> sendOnce(step, intended, context);
      case GuardAnswer.NotNow(var why) ->
          context.isOver(intended.at(), pace.act())
              ? notSent(context, why)
              : Next.waiting(pace.retry());
      case GuardAnswer.Never(var why) -> notSent(context, why);
    };
  }

  private static Next notSent(StepContext context, String why) {
    return Next.failed(
        context.index(),
        "The bot was held up before it had asked the Director, and now it is not safe: %s."
            .formatted(why));
  }

  private Next sendOnce(Step.Recreate step, Intended intended, StepContext context) {
    if (!leases.holds(context.incident().id())) {
      return Next.waiting(Duration.ZERO);
    }
    unsent.remove(intended.contextId());
    sent.add(intended.contextId());
    var answer =
        context
            .platform()
            .recreator()
            .recreate(step.instance(), step.options(), intended.contextId());
    return switch (answer) {
      case Recreator.Answer.Accepted(var task) ->
          Next.record(new TaskAccepted(context.index(), task));
      case Recreator.Answer.Refused(var why) ->
          Next.failed(
              context.index(), "The Director refused it and did nothing: %s.".formatted(why));
      case Recreator.Answer.NotSent(var why) -> notSentYet(intended, context, why);
      case Recreator.Answer.InDoubt(var why) -> Next.record(new AnswerLost(context.index(), why));
    };
  }

  private Next notSentYet(Intended intended, StepContext context, String why) {
    sent.remove(intended.contextId());
    if (context.isOver(intended.at(), pace.act())) {
      return Next.failed(
          context.index(),
          "Not recreated; for %s the Director could not be asked: %s."
              .formatted(IncidentRules.rough(pace.act()), why));
    }
    unsent.add(intended.contextId());
    return Next.waiting(pace.retry());
  }

  private Next findLost(Intended intended, StepContext context) {
    try {
      var task = context.platform().recreator().find(intended.contextId());
      if (task.isPresent()) {
        return Next.record(new TaskAccepted(context.index(), task.get().id()));
      }
    } catch (RemoteFailure e) {
      return Next.waiting(pace.retry());
    }
    return context.isOver(intended.at(), pace.doubt())
        ? Next.failed(
            context.index(),
            "The Director's answer was lost (%s) and it knows no task for this step, so it was most likely not begun. Look at `bosh tasks --recent` before you ask again."
                .formatted(intended.lost().orElse("")))
        : Next.waiting(pace.poll());
  }

  private Next follow(Following following, StepContext context) {
    var recreator = context.platform().recreator();
    var log = following.task();
    try {
      if (context.incident().cancelledBy().isPresent()) {
        recreator.cancel(log.id());
      }
      // The state first: then a final state means that the output after it is complete.
      var task = recreator.task(log.id());
      awaySince.remove(log.id());
      return heard(task, output(recreator, log), context);
    } catch (RemoteFailure e) {
      return e.kind() == Kind.NOT_FOUND
          ? Next.failed(
              context.index(),
              "The Director does not know task %d any more. Look with `bosh -d %s instances` what it did."
                  .formatted(log.id(), context.platform().environment().deployment().name()))
          : away(log.id(), context, e);
    }
  }

  /** The task goes on without the Director's answers, and so does the asking. */
  private Next away(long task, StepContext context, RemoteFailure failure) {
    var since = awaySince.computeIfAbsent(task, _ -> context.now());
    return context.isOver(since, pace.retry().multipliedBy(2))
        ? context.waiting(
            "The Director gives no answer on task %d: %s. The task goes on by itself; the bot keeps asking."
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

  private Next verify(Step.Recreate step, TaskOver over, StepContext context) {
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
                    IncidentRules.rough(pace.verify()),
                    found.map(now -> notNew(now, step)).orElse("the instance is not to be seen")))
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
    return now.isRunning() && !now.cid().equals(Optional.of(step.cid()));
  }

  private static String notNew(Instance now, Step.Recreate step) {
    return now.cid().equals(Optional.of(step.cid()))
        ? "%s is still on its old VM %s".formatted(step.instance(), step.cid())
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

  /** Whether the Director was, or may have been, asked to recreate a VM. */
  static boolean anyBegun(Incident incident) {
    var steps = incident.request().plan().steps();
    return IntStream.range(0, steps.size())
        .filter(i -> steps.get(i) instanceof Step.Recreate)
        .mapToObj(incident.steps()::get)
        .anyMatch(RecreateStep::isBegun);
  }

  private static boolean isBegun(StepProgress progress) {
    return switch (progress) {
      case Waiting _ -> false;
      case Intended _, Following _, TaskOver _ -> true;
      case Over over -> over.task().isPresent() || over.doubt();
    };
  }
}
