package pipelinelock.runbook.restart;

import java.util.Optional;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Follow;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.step.Next;
import pipelinelock.runbook.step.StepContext;
import pipelinelock.wording.Span;

/**
 * Watches the deployment behind a plan until it has the lock. One that hangs again is reported and
 * not touched: that is another incident, with evidence and approvals of its own.
 */
public final class FollowStep {
  private final Lookout lookout;
  private final Pace pace;

  public FollowStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(StepContext context) {
    if (!(context.progress() instanceof Intended intended)) {
      return Next.record(
          new StepEnded(
              context.index(), StepOutcome.NOT_NEEDED, "Nothing is there to be followed."));
    }
    if (context.incident().cancelledBy().isPresent()) {
      return left("It is not followed any further, as asked; the deployment goes on.", context);
    }
    var build = BuildLabel.build(intended.contextId()).orElseThrow();
    return switch (Follow.of(lookout.look(context.platform().environment().name()), build)) {
      case Follow.HasLock(var held) ->
          BuildLabel.ended(
              context,
              StepOutcome.DONE,
              "%s has the lock: the deployment runs.".formatted(held.ref().shortForm()),
              Optional.of(held),
              Step.FollowRun.class);
      case Follow.Runs(var through) ->
          BuildLabel.ended(
              context,
              StepOutcome.DONE,
              "%s came through and its run goes on. The claim of the lock names no build, so nothing proves that it is its own."
                  .formatted(through.ref().shortForm()),
              Optional.of(through),
              Step.FollowRun.class);
      case Follow.GoesWrong(var why) ->
          left("The deployment did not get the lock: %s.".formatted(why), context);
      case Follow.OnItsWay(var why) ->
          context.isOver(intended.at(), pace.clear())
              ? left(
                  "The deployment had no lock within %s: %s.".formatted(Span.of(pace.clear()), why),
                  context)
              : context.waiting(
                  "Waiting until the deployment has the lock: %s.".formatted(why), pace.retry());
    };
  }

  private static Next left(String note, StepContext context) {
    return Next.record(new StepEnded(context.index(), StepOutcome.IGNORED, note));
  }
}
