package pipelinelock.runbook.restart;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.AnswerLost;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Restart;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.step.GiveBackStep;
import pipelinelock.runbook.step.Next;
import pipelinelock.runbook.step.StepContext;
import pipelinelock.wording.Span;

/**
 * Starts the deployment again at most once, and never next to another one. The intent is on record
 * before the request is sent, and only the process that wrote it sends it, once; if the answer is
 * lost, the list of builds shows whether it was acted on. If it cannot be started, the plan ends
 * without it and says so: the lock is free by then, and anybody can start it.
 */
public final class StartStep {
  /** How old the look may be on which the request leaves. */
  private static final Duration FRESH = Duration.ofSeconds(20);

  private final Lookout lookout;
  private final Pace pace;
  private final IncidentLeases leases;
  private final InstantSource clock;

  /** The labels of intents that this process wrote, and whose request has not left. */
  private final Set<String> own = ConcurrentHashMap.newKeySet();

  public StartStep(Lookout lookout, Pace pace, IncidentLeases leases, InstantSource clock) {
    this.lookout = lookout;
    this.pace = pace;
    this.leases = leases;
    this.clock = clock;
  }

  public Next act(Step.StartDeployment step, StepContext context) {
    if (!(context.progress() instanceof Intended intended)) {
      return intend(context);
    }
    if (intended.lost().isPresent()) {
      return find(step, intended, context);
    }
    return own.contains(intended.contextId())
        ? start(step, intended, context)
        : Next.record(
            new AnswerLost(context.index(), "the process that was about to ask has ended"));
  }

  private Next intend(StepContext context) {
    return switch (restart(look(context), context)) {
      case Restart.Due(var newest) -> intend(newest, context);
      case Restart.Lingering(var newest, var why) ->
          context.isOver(context.waitingSince(), patience(context))
              ? lingers(newest, why, context)
              : context.waiting(
                  "The deployment is started again when it is clear that nothing else takes the lock: %s."
                      .formatted(why),
                  pace.retry());
      case Restart.Superfluous(var build, var why) ->
          ended(context, StepOutcome.NOT_NEEDED, why + ".", Optional.of(build));
      case Restart.NotYet(var why) ->
          context.isOver(context.waitingSince(), pace.act())
              ? notStarted(why, context)
              : context.waiting(
                  "The start of the deployment waits: %s.".formatted(why), pace.retry());
    };
  }

  private Next intend(long newest, StepContext context) {
    var label = BuildLabel.after(newest);
    own.add(label);
    return Next.record(new StepIntended(context.index(), label));
  }

  /** A new web node lets the process of an aborted claim live, and it was seen to come late. */
  private Next lingers(long newest, String why, StepContext context) {
    return GiveBackStep.hasWebAnew(context) ? notStarted(why, context) : intend(newest, context);
  }

  /**
   * A claim that lives asks every ten seconds, so that a few of them without a claim say enough.
   * One whose web node is new was seen to come more than four minutes late.
   */
  private Duration patience(StepContext context) {
    return GiveBackStep.hasWebAnew(context) ? pace.act().multipliedBy(3) : pace.act().dividedBy(4);
  }

  private Next start(Step.StartDeployment step, Intended intended, StepContext context) {
    if (context.incident().cancelledBy().isPresent()) {
      return Next.record(
          new StepEnded(
              context.index(),
              StepOutcome.CANCELLED,
              "Stopped on request, before the deployment was started."));
    }
    var now = look(context);
    return switch (restart(now, context)) {
      case Restart.Due _, Restart.Lingering _ -> send(step, intended, now.evidence().at(), context);
      case Restart.Superfluous(var _, var why) -> notStarted(why, context);
      case Restart.NotYet(var why) ->
          context.isOver(intended.at(), pace.act())
              ? notStarted(why, context)
              : Next.waiting(pace.retry());
    };
  }

  private Next send(
      Step.StartDeployment step, Intended intended, Instant lookedAt, StepContext context) {
    var label = intended.contextId();
    try {
      return context
          .platform()
          .lockJob()
          .start(step.job(), () -> leaves(label, lookedAt, context))
          .map(build -> started(build, context))
          .orElseGet(() -> notSent(intended, "Concourse takes too long to be asked", context));
    } catch (RemoteFailure e) {
      var why = String.valueOf(e.getMessage());
      if (own.contains(label)) {
        return notSent(intended, why, context);
      }
      return isNo(e) ? notStarted(why, context) : Next.record(new AnswerLost(context.index(), why));
    }
  }

  /** Where it does, Concourse may have it from here on. */
  private boolean leaves(String label, Instant lookedAt, StepContext context) {
    boolean leaves =
        clock.instant().isBefore(lookedAt.plus(FRESH)) && leases.holds(context.incident().id());
    if (leaves) {
      own.remove(label);
    }
    return leaves;
  }

  /** It is this process's still; but only after another look. */
  private Next notSent(Intended intended, String why, StepContext context) {
    own.add(intended.contextId());
    return context.isOver(intended.at(), pace.act())
        ? notStarted(why, context)
        : Next.waiting(pace.retry());
  }

  /** Whether Concourse has said no and done nothing. */
  private static boolean isNo(RemoteFailure failure) {
    return switch (failure.kind()) {
      case UNAUTHORISED, FORBIDDEN, NOT_FOUND, REFUSED, BUSY, UNREADY -> true;
      case UNREACHABLE, UNTRUSTED, TIMED_OUT, AWAITED, BROKEN, GARBAGE -> false;
    };
  }

  /** Never asks again: a build of the job that came since is the one. */
  private Next find(Step.StartDeployment step, Intended intended, StepContext context) {
    long before = BuildLabel.newestBefore(intended.contextId()).orElseThrow();
    var since =
        look(context).evidence().pipeline().value().stream()
            .flatMap(state -> state.builds().stream())
            .filter(build -> build.ref().job().equals(step.job()) && build.id() > before)
            .min(Comparator.comparingLong(Build::id));
    if (since.isPresent()) {
      return started(since.get(), context);
    }
    return context.isOver(intended.lost().orElseThrow().at(), pace.doubt())
        ? notStarted(
            "its answer was lost (%s), and no build has come within %s"
                .formatted(intended.lost().get().why(), Span.of(pace.doubt())),
            context)
        : Next.waiting(pace.retry());
  }

  private static Next started(Build build, StepContext context) {
    return ended(
        context,
        StepOutcome.DONE,
        "%s is started.".formatted(build.ref().shortForm()),
        Optional.of(build));
  }

  private static Next notStarted(String why, StepContext context) {
    return ended(
        context,
        StepOutcome.IGNORED,
        "The deployment was not started again: %s.".formatted(why.replaceAll("\\.$", "")),
        Optional.empty());
  }

  private static Next ended(
      StepContext context, StepOutcome outcome, String note, Optional<Build> build) {
    return BuildLabel.ended(context, outcome, note, build, Step.FollowDeployment.class);
  }

  private Diagnosis look(StepContext context) {
    return lookout.look(context.platform().environment().name());
  }

  private static Restart restart(Diagnosis now, StepContext context) {
    return Restart.of(now, context.incident().request().plan().aborts());
  }
}
