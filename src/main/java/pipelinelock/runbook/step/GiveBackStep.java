package pipelinelock.runbook.step;

import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Orphan;
import pipelinelock.lock.LockCommit;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.runbook.platform.Lookout;
import pipelinelock.wording.Span;

/**
 * Gives back what the plan's own aborts left claimed, at most once: the intent is on record first,
 * and the commit carries the incident's number, so that the branch itself tells whether it
 * happened. Where it cannot be done the plan goes on: a lock job that stays paused helps nobody.
 */
public final class GiveBackStep {
  private final Lookout lookout;
  private final Pace pace;

  public GiveBackStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(Step.GiveBack step, StepContext context) {
    var evidence = lookout.evidence(context.platform().environment().name());
    if (context.progress() instanceof Intended intended) {
      return ReleaseStep.findAny(evidence, context.incident())
          .map(LockCommit::id)
          .map(commit -> ReleaseStep.released(commit, context))
          .orElseGet(() -> again(step, evidence, context, intended));
    }
    return switch (Orphan.of(evidence, step)) {
      case Orphan.None(var why) ->
          Next.record(new StepEnded(context.index(), StepOutcome.NOT_NEEDED, why));
      case Orphan.MayCome(var why) -> free(context, why);
      case Orphan.Unclear(var why) -> notYet(context, why);
      case Orphan.Left(var release) ->
          switch (ReleaseGuard.judge(evidence, release)) {
            case GuardAnswer.Clear _ -> Next.record(new StepIntended(context.index(), ""));
            case GuardAnswer.NotNow(var why) -> notYet(context, why);
            case GuardAnswer.Never(var why) -> notDone(context, why);
          };
    };
  }

  /** It was intended, and the branch does not show it: it may still be on its way. */
  private Next again(
      Step.GiveBack step, Evidence evidence, StepContext context, Intended intended) {
    return switch (Orphan.of(evidence, step)) {
      case Orphan.None(var why) -> notDone(context, why.replaceAll("\\.$", ""));
      case Orphan.MayCome(var why) -> notDone(context, why.replaceAll("\\.$", ""));
      case Orphan.Unclear(var why) -> inDoubt(context, intended, why);
      case Orphan.Left(var release) ->
          switch (ReleaseGuard.judge(evidence, release)) {
            case GuardAnswer.Clear _ -> release(release, context, intended);
            case GuardAnswer.NotNow(var why) -> inDoubt(context, intended, why);
            case GuardAnswer.Never(var why) -> notDone(context, why);
          };
    };
  }

  private Next release(Step.ReleaseLock release, StepContext context, Intended intended) {
    try {
      return switch (context
          .platform()
          .lockReleaser()
          .release(ReleaseStep.change(release, context.incident(), intended))) {
        case LockReleaser.Outcome.Released(var commit) -> ReleaseStep.released(commit, context);
        case LockReleaser.Outcome.Moved(var why) -> inDoubt(context, intended, why);
        case LockReleaser.Outcome.Refused(var why) ->
            notDone(context, "the lock repository refused it and is unchanged: " + why);
        case LockReleaser.Outcome.InDoubt(var why) -> inDoubt(context, intended, why);
      };
    } catch (RemoteFailure e) {
      return inDoubt(context, intended, String.valueOf(e.getMessage()));
    }
  }

  /** What takes it while the plan still waits is given back under the same approval. */
  private Next free(StepContext context, String why) {
    return context.isOver(context.waitingSince(), pace.act())
        ? Next.record(new StepEnded(context.index(), StepOutcome.NOT_NEEDED, why))
        : context.waiting(
            "Looking for %s whether it is taken: %s".formatted(Span.of(pace.act()), why),
            pace.retry());
  }

  private Next notYet(StepContext context, String why) {
    return context.isOver(context.waitingSince(), pace.act())
        ? notDone(context, "for %s it was not possible: %s".formatted(Span.of(pace.act()), why))
        : context.waiting(
            "The lock is given back as soon as it may be: %s.".formatted(why), pace.retry());
  }

  private Next inDoubt(StepContext context, Intended intended, String why) {
    return context.isOver(intended.at(), pace.act())
        ? notDone(
            context,
            "for %s the bot could not find out whether it happened, or try it again: %s"
                .formatted(Span.of(pace.act()), why))
        : Next.waiting(pace.retry());
  }

  private static Next notDone(StepContext context, String why) {
    return Next.record(
        new StepEnded(
            context.index(), StepOutcome.IGNORED, "Not given back, because %s.".formatted(why)));
  }
}
