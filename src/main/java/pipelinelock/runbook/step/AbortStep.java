package pipelinelock.runbook.step;

import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Step;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.wording.Span;

/**
 * Aborts one build. If the abort is the whole cure, a final look decides whether the approved build
 * still calls for it; within a recreate, the recreate's own guard looks.
 */
public final class AbortStep {
  private final JobSteps jobSteps;
  private final Lookout lookout;
  private final Pace pace;

  public AbortStep(JobSteps jobSteps, Lookout lookout, Pace pace) {
    this.jobSteps = jobSteps;
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(Step.AbortBuild step, StepContext context) {
    boolean isTheCure = context.incident().request().plan().cure() == CureKind.ABORT;
    return isTheCure && context.progress() instanceof Waiting
        ? guarded(step, context)
        : jobSteps.abort(step, context);
  }

  private Next guarded(Step.AbortBuild step, StepContext context) {
    var incident = context.incident();
    var decidedOn = incident.request().evidence();
    var now = lookout.look(incident.environment(), Summaries.look(decidedOn));
    return switch (AbortGuard.judge(now, step, decidedOn.state())) {
      case GuardAnswer.Clear _ -> Next.record(new StepIntended(context.index(), ""));
      case GuardAnswer.NotNow(var why) ->
          context.isOver(context.waitingSince(), pace.act())
              ? Next.failed(
                  context.index(),
                  "Not aborted; for %s it was not safe: %s.".formatted(Span.of(pace.act()), why))
              : context.waiting(
                  "The abort of %s waits: %s.".formatted(step.build(), why), pace.retry());
      case GuardAnswer.Never(var why) ->
          Next.failed(context.index(), "Not aborted, because %s.".formatted(why));
    };
  }
}
