package pipelinelock.runbook.restart;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.ladder.FollowedRun;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.step.Next;
import pipelinelock.runbook.step.StepContext;
import pipelinelock.wording.Span;

/**
 * Watches the run of a deployment that got its lock until it has given it back. It only looks: one
 * that hangs again, or fails, ends the plan, so that another cure can be asked for.
 */
public final class FollowRunStep {
  private final Lookout lookout;
  private final Pace pace;

  /** What the last look at a run saw that had stopped: it takes a second one to say so. */
  private final Map<String, Fingerprint> stopped = new ConcurrentHashMap<>();

  public FollowRunStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  public Next act(StepContext context) {
    if (!(context.progress() instanceof Intended intended)) {
      return ended(StepOutcome.NOT_NEEDED, "Nothing is there to be followed.", context);
    }
    if (context.incident().cancelledBy().isPresent()) {
      return ended(
          StepOutcome.IGNORED,
          "It is not followed any further, as asked; the deployment goes on.",
          context);
    }
    var build = BuildLabel.build(intended.contextId()).orElseThrow();
    var now = lookout.look(context.platform().environment().name());
    var run = FollowedRun.of(now, build);
    if (!(run instanceof FollowedRun.Stopped)) {
      stopped.remove(intended.contextId());
    }
    return switch (run) {
      case FollowedRun.Through(var how) -> ended(StepOutcome.DONE, how, context);
      case FollowedRun.Stopped(var why) ->
          isSeenTwice(intended, now)
              ? ended(
                  StepOutcome.IGNORED, "The deployment does not go on: %s.".formatted(why), context)
              : Next.waiting(untilTheSecondLook(now));
      case FollowedRun.Runs _ ->
          context.isOver(intended.at(), pace.run())
              ? ended(
                  StepOutcome.IGNORED,
                  "The deployment had the lock for %s, and is not followed any further."
                      .formatted(Span.of(pace.run())),
                  context)
              : Next.waiting(
                  now.lookAgainAt().isPresent() ? untilTheSecondLook(now) : pace.vigil());
    };
  }

  private boolean isSeenTwice(Intended intended, Diagnosis now) {
    return now.fingerprint().equals(stopped.put(intended.contextId(), now.fingerprint()));
  }

  private Duration untilTheSecondLook(Diagnosis now) {
    return now.lookAgainAt()
        .map(at -> Duration.between(now.evidence().at(), at).plusMillis(50))
        .filter(Duration::isPositive)
        .orElse(pace.retry());
  }

  private Next ended(StepOutcome outcome, String note, StepContext context) {
    if (context.progress() instanceof Intended intended) {
      stopped.remove(intended.contextId());
    }
    return Next.record(new StepEnded(context.index(), outcome, note));
  }
}
