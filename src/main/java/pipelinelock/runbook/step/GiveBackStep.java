package pipelinelock.runbook.step;

import java.util.function.Function;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.LadderProgress;
import pipelinelock.ladder.Orphan;
import pipelinelock.lock.LockCommit;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.wording.Span;

/**
 * Gives back what the plan itself left claimed, each time at most once: the intent is on record
 * first, and the commit carries the incident's number, so that the branch itself shows whether it
 * happened. If it cannot be done the plan continues, because a lock job that stays paused helps
 * nobody.
 */
public final class GiveBackStep {
  private final Lookout lookout;
  private final Pace pace;

  public GiveBackStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(Step.GiveBack step, StepContext context) {
    return act(evidence -> Orphan.of(evidence, step), context);
  }

  /** The same after a release, for claims that the plan did not abort. */
  public Next act(Step.ReleaseAgain step, StepContext context) {
    return act(evidence -> Orphan.of(evidence, step), context);
  }

  private Next act(Function<Evidence, Orphan> sense, StepContext context) {
    var evidence = lookout.evidence(context.platform().environment().name());
    var orphan = sense.apply(evidence);
    if (context.progress() instanceof Intended intended) {
      return ReleaseStep.findNewest(evidence, context)
          .map(LockCommit::id)
          .map(commit -> ReleaseStep.released(commit, context))
          .orElseGet(() -> again(orphan, evidence, context, intended));
    }
    return switch (orphan) {
      case Orphan.None(var why) -> notNeeded(context, why);
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

  /** Whether the plan has recreated a VM with a web node. */
  public static boolean hasWebAnew(StepContext context) {
    var web = context.platform().environment().deployment().webGroups();
    return new LadderProgress(context.incident())
        .recreated().stream().anyMatch(instance -> web.contains(instance.group()));
  }

  /** It was intended, and the branch does not show it: it may still be on its way. */
  private Next again(Orphan orphan, Evidence evidence, StepContext context, Intended intended) {
    return switch (orphan) {
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

  private static Next notNeeded(StepContext context, String why) {
    return Next.record(new StepEnded(context.index(), StepOutcome.NOT_NEEDED, why));
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
        ? notNeeded(context, why)
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
