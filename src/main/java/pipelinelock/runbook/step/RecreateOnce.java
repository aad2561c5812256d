package pipelinelock.runbook.step;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Rung;
import pipelinelock.runbook.blind.BlindGuard;
import pipelinelock.runbook.plan.ContextId;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.plan.TakenBack;
import pipelinelock.runbook.plan.Unapproved;
import pipelinelock.runbook.platform.Recreator;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.TaskLogs;
import pipelinelock.wording.Span;

/**
 * Asks the Director for one recreate at most once. The intent is on record before the request is
 * sent, and only the process that wrote it sends it, once. A process that finds an intent it did
 * not write asks the Director for a task with the intent's context id. It sends the request only if
 * it has the record to itself, so that the writer has certainly ended, and there is still no such
 * task after a grace period; if the writer may still wake up, the answer counts as lost. A request
 * whose answer was lost is never sent again: it is found by its context id, or the step fails.
 */
final class RecreateOnce {
  /**
   * How old the look before a request may be when the request leaves, counted from the moment at
   * which it began to read all but the agents' word. A Concourse that takes 2 s for each answer
   * needs up to 10 s for it, and the leftovers and a login come on top.
   *
   * <p>What can begin within it, and why that does no harm: no claim, for the lock job is paused. A
   * task at the Director holds the deployment's lock, so that ours fails there and touches nothing.
   * A build of another pipeline can begin, and would end with the VM; so it would one second after
   * any look. The leftovers are read after the look, so they are younger still. At the departure
   * itself, after the login, this limit and the lease are asked for again.
   */
  private static final Duration FRESH = Duration.ofSeconds(20);

  private final Lookout lookout;
  private final TaskLogs logs;
  private final Pace pace;
  private final IncidentLeases leases;
  private final InstantSource clock;

  /** By the context id of their intents. */
  private final Map<String, OwnRequest> requests = new ConcurrentHashMap<>();

  /** When this process said last for what an incident waits. */
  private final Map<IncidentId, Instant> toldAt = new ConcurrentHashMap<>();

  RecreateOnce(
      Lookout lookout, TaskLogs logs, Pace pace, IncidentLeases leases, InstantSource clock) {
    this.lookout = lookout;
    this.logs = logs;
    this.pace = pace;
    this.leases = leases;
    this.clock = clock;
  }

  /**
   * Puts the intent on record where the guard allows it.
   *
   * @param evidence the look that called for the step
   */
  Next intend(Step.Recreate step, Evidence evidence, StepContext context) {
    var made = DoneBefore.note(evidence, step, context.incident(), logs);
    if (made.isPresent()) {
      return Next.done(context.index(), made.get());
    }
    return switch (guard(evidence, step, context)) {
      case GuardAnswer.Clear _ -> {
        var contextId = ContextId.of(context.incident(), context.index(), UUID.randomUUID()).text();
        requests.put(contextId, new OwnRequest.Ours(evidence.at()));
        yield Next.record(new StepIntended(context.index(), contextId));
      }
      case GuardAnswer.NotNow(var why) ->
          context.isOver(context.waitingSince(), pace.clear())
              ? Next.failed(
                  context.index(),
                  "Not recreated; for %s it was not safe: %s."
                      .formatted(Span.of(pace.clear()), why))
              : waiting(step, context, why);
      case GuardAnswer.Never(var why) ->
          Next.failed(context.index(), "Not recreated: %s.".formatted(why));
    };
  }

  /** Says why, and says another reason a minute later at the soonest: reasons may take turns. */
  private Next waiting(Step.Recreate step, StepContext context, String why) {
    var told = toldAt.get(context.incident().id());
    if (told != null && !context.isOver(told, pace.clear().dividedBy(20))) {
      return Next.waiting(pace.retry());
    }
    var next =
        context.waiting(
            "The recreate of %s waits: %s.".formatted(step.instance(), why), pace.retry());
    if (!next.events().isEmpty()) {
      toldAt.put(context.incident().id(), context.now());
    }
    return next;
  }

  private Evidence evidence(StepContext context) {
    return lookout.evidence(context.platform().environment().name());
  }

  /**
   * What a converge touches is read last, and only where all else allows. Last, because a task that
   * begins and breaks off while the evidence is read would be in neither if it were read before. It
   * may take longer than a look stays fresh, where many logs have to be read; but the logs of tasks
   * that have ended are read once, so the next look is followed by the newest tasks' list alone.
   */
  private static GuardAnswer guard(Evidence evidence, Step.Recreate step, StepContext context) {
    var seen = evidenceGuard(evidence, step, context);
    return seen instanceof GuardAnswer.Clear && !step.options().contains(RecreateOption.NO_CONVERGE)
        ? convergeGuard(evidence, step, context)
        : seen;
  }

  private static GuardAnswer convergeGuard(
      Evidence evidence, Step.Recreate step, StepContext context) {
    try {
      var leftovers = context.platform().recreator().leftovers();
      var approved = context.incident().request();
      var instances = evidence.instances().value().orElseThrow();
      return TakenBack.since(leftovers, approved.evidence().at())
          .<GuardAnswer>map(GuardAnswer.Never::new)
          .or(
              () ->
                  Unapproved.touched(instances, leftovers, step, approved)
                      .map(GuardAnswer.NotNow::new))
          .orElseGet(GuardAnswer.Clear::new);
    } catch (RemoteFailure e) {
      return new GuardAnswer.NotNow(
          "what earlier tasks have left behind could not be read: " + e.getMessage());
    }
  }

  private static GuardAnswer evidenceGuard(
      Evidence evidence, Step.Recreate step, StepContext context) {
    if (step.onlyIf().equals(Optional.of(Step.Condition.STILL_BLIND))) {
      return BlindGuard.judge(evidence, step, context.platform().policies().blindTakesWorkers());
    }
    boolean web =
        context.platform().environment().deployment().webGroups().contains(step.instance().group());
    return RecreateGuard.judge(
        evidence,
        step,
        context.incident().request().plan().aborts(),
        web,
        context.incident().request().evidence().at());
  }

  Next send(Step.Recreate step, Intended intended, StepContext context) {
    return switch (requests.get(intended.contextId())) {
      case null -> takeOver(step, intended, context);
      case OwnRequest.Left _ -> findLeft(intended, context).orElseGet(() -> answerLost(context));
      case OwnRequest.Ours _, OwnRequest.LookAgain _
          when context.incident().cancelledBy().isPresent() ->
          stoppedInTime(context);
      case OwnRequest.Ours(var lookedAt) when isFresh(lookedAt) ->
          sendOnce(step, intended, context, lookedAt);
      case OwnRequest.Ours _, OwnRequest.LookAgain _ -> sendGuarded(step, intended, context);
    };
  }

  private boolean isFresh(Instant lookedAt) {
    var now = clock.instant();
    return !now.isBefore(lookedAt) && now.isBefore(lookedAt.plus(FRESH));
  }

  /** This process did not write the intent, so an earlier one may have sent the request. */
  private Next takeOver(Step.Recreate step, Intended intended, StepContext context) {
    var found = findLeft(intended, context);
    if (found.isPresent()) {
      return found.get();
    }
    if (leases.isInDoubt(context.incident().id())) {
      return answerLost(context);
    }
    if (!context.isOver(intended.at(), pace.grace())) {
      return Next.waiting(pace.poll());
    }
    return context.incident().cancelledBy().isPresent()
        ? stoppedInTime(context)
        : sendGuarded(step, intended, context);
  }

  /** The Director's task for a request that may have left; empty where it knows none. */
  private Optional<Next> findLeft(Intended intended, StepContext context) {
    try {
      return context
          .platform()
          .recreator()
          .find(intended.contextId())
          .map(task -> Next.record(new TaskAccepted(context.index(), task.id())));
    } catch (RemoteFailure e) {
      return Optional.of(Next.waiting(pace.retry()));
    }
  }

  private static Next answerLost(StepContext context) {
    return Next.record(
        new AnswerLost(
            context.index(),
            "the bot that sent the request to the Director stopped before it could record the result"));
  }

  /** What nobody has sent need not be cancelled at the Director. */
  private static Next stoppedInTime(StepContext context) {
    return Next.record(
        new StepEnded(
            context.index(),
            StepOutcome.CANCELLED,
            "Stopped on request, before anything was sent to the Director."));
  }

  /**
   * The look before the intent is too old, so it is taken again: what hung may have ended since,
   * and then nothing is sent.
   */
  private Next sendGuarded(Step.Recreate step, Intended intended, StepContext context) {
    var evidence = evidence(context);
    return Rung.of(evidence, step, context.incident().request().plan().aborts())
            instanceof Rung.Spared(var seen)
        ? Next.record(new StepEnded(context.index(), StepOutcome.NOT_NEEDED, seen))
        : sendAllowed(step, intended, context, evidence);
  }

  private Next sendAllowed(
      Step.Recreate step, Intended intended, StepContext context, Evidence evidence) {
    return switch (guard(evidence, step, context)) {
      case GuardAnswer.Clear _ -> sendOnce(step, intended, context, evidence.at());
      case GuardAnswer.NotNow(var why) ->
          context.isOver(intended.at(), pace.clear())
              ? notSent(context, why)
              : waiting(step, context, why);
      case GuardAnswer.Never(var why) -> notSent(context, why);
    };
  }

  private static Next notSent(StepContext context, String why) {
    return Next.failed(
        context.index(),
        "The bot was delayed before it sent the request to the Director, and now it is not safe: %s."
            .formatted(why));
  }

  private Next sendOnce(
      Step.Recreate step, Intended intended, StepContext context, Instant lookedAt) {
    var id = context.incident().id();
    if (!leases.holds(id)) {
      return Next.waiting(Duration.ZERO);
    }
    var answer =
        context
            .platform()
            .recreator()
            .recreate(
                step.instance(),
                step.options(),
                intended.contextId(),
                () -> leases.holds(id) && isFresh(lookedAt) && leaves(intended));
    return switch (answer) {
      case Recreator.Answer.Accepted(var task) ->
          Next.record(new TaskAccepted(context.index(), task));
      case Recreator.Answer.Refused(var why) ->
          Next.failed(
              context.index(), "The Director refused it and did nothing: %s.".formatted(why));
      case Recreator.Answer.NotSent(var why) -> notSentYet(step, intended, context, why);
      case Recreator.Answer.InDoubt(var why) -> Next.record(new AnswerLost(context.index(), why));
    };
  }

  /** From here on the Director may have it. */
  private boolean leaves(Intended intended) {
    requests.put(intended.contextId(), new OwnRequest.Left());
    return true;
  }

  private Next notSentYet(Step.Recreate step, Intended intended, StepContext context, String why) {
    requests.put(intended.contextId(), new OwnRequest.LookAgain());
    if (context.isOver(intended.at(), pace.clear())) {
      return Next.failed(
          context.index(),
          "Not recreated; for %s the Director could not be asked: %s."
              .formatted(Span.of(pace.clear()), why));
    }
    return waiting(step, context, "the Director could not be asked: " + why);
  }

  /** Whether this process sent its request, and does not know what came of it. */
  boolean isInTheAir(Intended intended) {
    return requests.get(intended.contextId()) instanceof OwnRequest.Left
        && intended.lost().isEmpty();
  }

  Next findLost(Intended intended, StepContext context) {
    var lost = intended.lost().orElseThrow();
    var found = findLeft(intended, context);
    if (found.isPresent()) {
      return found.get();
    }
    return context.isOver(lost.at(), pace.doubt())
        ? Next.failed(
            context.index(),
            "The Director's answer was lost (%s) and it knows no task for this step, so it was most likely not started. Check `bosh tasks --recent` before you request it again."
                .formatted(lost.why()))
        : Next.waiting(pace.poll());
  }
}
