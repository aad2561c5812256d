package pipelinelock.runbook.step;

import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.UserId;
import pipelinelock.incident.BreakGlassStart;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.wording.Span;

/**
 * Gives the lock back at most once. The intent is on record before anything is written; the commit
 * carries the incident's number and is pushed on top of the approved one or not at all. So after a
 * crash or a lost answer the branch itself shows whether it happened, and trying again is safe.
 */
public final class ReleaseStep {
  private final Lookout lookout;
  private final Pace pace;

  public ReleaseStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(Step.ReleaseLock step, StepContext context) {
    var evidence = lookout.evidence(context.platform().environment().name());
    if (context.progress() instanceof Intended intended) {
      return found(evidence, context)
          .map(commit -> released(commit, context))
          .orElseGet(() -> guarded(step, evidence, context, intended));
    }
    return switch (ReleaseGuard.judge(evidence, step)) {
      case GuardAnswer.Clear _ -> Next.record(new StepIntended(context.index(), ""));
      case GuardAnswer.NotNow(var why) -> notYet(context, why);
      case GuardAnswer.Never(var why) -> never(context, why);
    };
  }

  private Next guarded(
      Step.ReleaseLock step, Evidence evidence, StepContext context, Intended intended) {
    return switch (ReleaseGuard.judge(evidence, step)) {
      case GuardAnswer.Clear _ -> release(step, context, intended);
      case GuardAnswer.NotNow(var why) -> inDoubt(context, intended, why);
      case GuardAnswer.Never(var why) -> never(context, why);
    };
  }

  private Next release(Step.ReleaseLock step, StepContext context, Intended intended) {
    var release = change(step, context.incident(), intended);
    try {
      return switch (context.platform().lockReleaser().release(release)) {
        case LockReleaser.Outcome.Released(var commit) -> released(commit, context);
        case LockReleaser.Outcome.Moved(var why) -> never(context, why);
        case LockReleaser.Outcome.Refused(var why) ->
            Next.failed(
                context.index(),
                "The lock repository refused it and is unchanged: %s.".formatted(why));
        case LockReleaser.Outcome.InDoubt(var why) -> inDoubt(context, intended, why);
      };
    } catch (RemoteFailure e) {
      return inDoubt(context, intended, String.valueOf(e.getMessage()));
    }
  }

  /** An earlier try may have arrived; the branch will show it. */
  private Next inDoubt(StepContext context, Intended intended, String why) {
    return context.isOver(intended.at(), pace.act())
        ? Next.failed(
            context.index(),
            "For %s the bot could not find out whether it happened, or try it again (%s). Check the pool's newest commit before you request it again."
                .formatted(Span.of(pace.act()), why))
        : Next.waiting(pace.retry());
  }

  private Next notYet(StepContext context, String why) {
    return context.isOver(context.waitingSince(), pace.act())
        ? Next.failed(
            context.index(),
            "Not released; for %s it was not possible: %s.".formatted(Span.of(pace.act()), why))
        : context.waiting("The release waits: %s.".formatted(why), pace.retry());
  }

  private static Next never(StepContext context, String why) {
    return Next.failed(
        context.index(), "Not released, because %s.".formatted(why.replaceAll("\\.$", "")));
  }

  /** The one change that this incident makes for a release that was intended. */
  static LockReleaser.Release change(Step.ReleaseLock step, Incident incident, Intended intended) {
    return new LockReleaser.Release(step, message(step.lock(), incident), intended.at());
  }

  static Next released(String commit, StepContext context) {
    return Next.done(
        context.index(),
        "The lock was given back by commit %s."
            .formatted(commit.substring(0, Math.min(8, commit.length()))));
  }

  /** This incident's own release, where the branch has it. */
  static Optional<LockCommit> find(PoolLock lock, Incident incident) {
    var plan = incident.request().plan().steps();
    return plan.stream()
        .filter(Step.ReleaseLock.class::isInstance)
        .map(Step.ReleaseLock.class::cast)
        .flatMap(
            step ->
                lock.history().stream()
                    .takeWhile(commit -> !commit.id().equals(step.claimCommit()))
                    .filter(commit -> message(step.lock(), incident).isOf(commit.message())))
        .findFirst();
  }

  /**
   * This incident's own release by the step of this moment, of whatever claim, where the branch has
   * it: one more than its steps before have made.
   */
  static Optional<LockCommit> findNewest(Evidence evidence, StepContext context) {
    var incident = context.incident();
    long before =
        IntStream.range(0, context.index())
            .filter(i -> isRelease(incident.step(i)))
            .mapToObj(incident.steps()::get)
            .filter(it -> it instanceof Over over && over.outcome() == StepOutcome.DONE)
            .count();
    var own =
        evidence.lock().value().stream()
            .flatMap(
                lock ->
                    lock.history().stream()
                        .filter(commit -> message(lock.name(), incident).isOf(commit.message())))
            .toList();
    return own.size() > before ? Optional.of(own.getFirst()) : Optional.empty();
  }

  private static boolean isRelease(Step step) {
    return step instanceof Step.ReleaseLock
        || step instanceof Step.GiveBack
        || step instanceof Step.ReleaseAgain;
  }

  private static Optional<String> found(Evidence evidence, StepContext context) {
    return evidence
        .lock()
        .value()
        .flatMap(lock -> find(lock, context.incident()))
        .map(LockCommit::id);
  }

  private static ReleaseMessage message(String lock, Incident incident) {
    return new ReleaseMessage(
        lock,
        incident.id().toString(),
        incident.request().by().user(),
        Stream.concat(
                incident.approvals().stream().map(Incident.Approval::by),
                incident.breakGlass().stream().map(BreakGlassStart::by))
            .map(UserId::user)
            .toList());
  }
}
