package pipelinelock.runbook.step;

import java.util.Optional;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Job;
import pipelinelock.pipeline.PipelineState;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.wording.Span;

/**
 * Checks with a new look whether a lighter cure worked: the lock is given back, or the pause is
 * over.
 */
public final class LookAgainStep {
  private final Lookout lookout;
  private final Pace pace;

  public LookAgainStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(StepContext context) {
    if (!(context.progress() instanceof Intended(var _, var since, var _))) {
      return Next.record(new StepIntended(context.index(), ""));
    }
    var now = lookout.look(context.incident().environment());
    var lack = lack(context.incident(), now.evidence());
    if (lack.isEmpty()) {
      return Next.done(
          context.index(), "It worked. %sNow: %s.".formatted(lock(now.evidence()), now.headline()));
    }
    return context.isOver(since, pace.act())
        ? Next.failed(
            context.index(),
            "%s afterwards this is not as it should be: %s."
                .formatted(Span.of(pace.act()), lack.get()))
        : Next.waiting(pace.retry());
  }

  private static String lock(Evidence evidence) {
    return evidence.lock().value().map(lock -> Summaries.lock(lock) + " ").orElse("");
  }

  /** What shows that it did not work; empty when it did. */
  private static Optional<String> lack(Incident incident, Evidence evidence) {
    var plan = incident.request().plan();
    return switch (plan.cure()) {
      case RELEASE -> known(evidence.lock()).or(() -> notReleased(incident, evidence));
      case UNPAUSE -> known(evidence.pipeline()).or(() -> stillPaused(plan, evidence));
      case BLIND, RECREATE, ABORT -> known(evidence.lock()).or(() -> known(evidence.pipeline()));
    };
  }

  private static Optional<String> known(Fact<?> fact) {
    return fact instanceof Fact.NotRead<?> missing
        ? Optional.of(missing.reason())
        : Optional.empty();
  }

  /** A waiting claim may have taken the lock since; the release is in its history then. */
  private static Optional<String> notReleased(Incident incident, Evidence evidence) {
    var lock = evidence.lock().value().orElseThrow();
    var released = ReleaseStep.find(lock, incident);
    boolean newest = released.equals(lock.moved());
    return released.isPresent() && (!newest || lock.place() == PoolLock.Place.UNCLAIMED)
        ? Optional.empty()
        : Optional.of(
            released
                    .map(LockCommit::shortId)
                    .map(it -> "commit " + it + " is there, but ")
                    .orElse("")
                + "the branch does not show the release");
  }

  private static Optional<String> stillPaused(Plan plan, Evidence evidence) {
    var pipeline = evidence.pipeline().value().orElseThrow();
    return plan.steps().stream().flatMap(step -> stillPaused(step, pipeline).stream()).findFirst();
  }

  private static Optional<String> stillPaused(Step step, PipelineState pipeline) {
    return switch (step) {
      case Step.UnpausePipeline(var name) when pipeline.paused() ->
          Optional.of("the pipeline %s is paused".formatted(name));
      case Step.UnpauseJob(var name) when !isUnpaused(pipeline, name) ->
          Optional.of("the job %s is paused, or gone".formatted(name));
      default -> Optional.empty();
    };
  }

  private static boolean isUnpaused(PipelineState pipeline, String job) {
    return pipeline.job(job).map(Job::paused).map(paused -> !paused).orElse(false);
  }
}
