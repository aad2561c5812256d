package pipelinelock.runbook.step;

import java.time.Instant;
import java.util.Optional;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Step;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.wording.Span;

/** The steps that act on Concourse. Each may be repeated without harm, so a crash repeats it. */
public final class JobSteps {
  private final Pace pace;

  public JobSteps(Pace pace) {
    this.pace = pace;
  }

  public Next pause(Step.PauseJob step, StepContext context) {
    return act(
        context,
        () -> {
          context.platform().lockJob().pause();
          return Optional.of(
              Next.done(context.index(), "The job %s is paused.".formatted(step.job())));
        });
  }

  public Next unpause(Step.UnpauseJob step, StepContext context) {
    return act(
        context,
        () -> {
          context.platform().lockJob().unpause(step.job());
          return Optional.of(
              Next.done(context.index(), "The job %s starts builds again.".formatted(step.job())));
        });
  }

  public Next unpausePipeline(Step.UnpausePipeline step, StepContext context) {
    return act(
        context,
        () -> {
          context.platform().lockJob().unpausePipeline();
          return Optional.of(
              Next.done(
                  context.index(),
                  "The pipeline %s starts builds again.".formatted(step.pipeline())));
        });
  }

  /** Asks until the build has ended; one that ignores it is named, and the plan goes on. */
  Next abort(Step.AbortBuild step, StepContext context) {
    return act(
        context,
        () -> {
          var job = context.platform().lockJob();
          var status = job.status(step.buildId());
          if (!status.isOpen()) {
            return Optional.of(Next.done(context.index(), ended(step, status)));
          }
          if (context.progress() instanceof Intended(var _, var at, var _)
              && context.isOver(at, pace.act())) {
            return Optional.of(Next.record(ignored(step, context)));
          }
          job.abort(step.buildId());
          return Optional.empty();
        });
  }

  private static String ended(Step.AbortBuild step, Build.Status status) {
    return status == Build.Status.ABORTED
        ? step.build() + " is aborted."
        : "%s had ended by itself: %s.".formatted(step.build(), status.text());
  }

  private StepEnded ignored(Step.AbortBuild step, StepContext context) {
    var environment = context.platform().environment().name();
    return context.incident().request().plan().cure() == CureKind.ABORT
        ? new StepEnded(
            context.index(),
            StepOutcome.FAILED,
            "%s ignored the abort for %s and is still open, as Concourse before 7.13.0 may do. Then only the loss of its worker ends it: `/pipeline-lock status %s` says whether a recreate is offered."
                .formatted(step.build(), Span.of(pace.act()), environment))
        : ignoredBeforeARecreate(step, context);
  }

  private StepEnded ignoredBeforeARecreate(Step.AbortBuild step, StepContext context) {
    return new StepEnded(
        context.index(),
        StepOutcome.IGNORED,
        "%s ignored the abort for %s and is still open, as Concourse before 7.13.0 may do. Its worker is recreated next, which ends it."
            .formatted(step.build(), Span.of(pace.act())));
  }

  /** A try that ends the step, or is to be repeated. */
  private interface Try {
    Optional<Next> once();
  }

  private Next act(StepContext context, Try attempt) {
    if (!(context.progress() instanceof Intended(var _, var at, var _))) {
      return Next.record(new StepIntended(context.index(), ""));
    }
    try {
      return attempt.once().orElseGet(() -> Next.waiting(pace.poll()));
    } catch (RemoteFailure e) {
      return retry(context, at, e);
    }
  }

  private Next retry(StepContext context, Instant since, RemoteFailure failure) {
    return context.isOver(since, pace.act())
        ? Next.failed(
            context.index(),
            "Tried for %s to %s: %s."
                .formatted(
                    Span.of(pace.act()),
                    context.incident().step(context.index()).text(),
                    failure.getMessage()))
        : Next.waiting(pace.retry());
  }
}
