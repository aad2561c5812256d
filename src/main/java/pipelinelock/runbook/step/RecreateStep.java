package pipelinelock.runbook.step;

import java.time.InstantSource;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Rung;
import pipelinelock.leftover.Undone;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.vm.TaskLogs;
import pipelinelock.wording.Span;

/**
 * Recreates one VM at most once, if that is still called for: sends the request, follows the
 * Director's task, and checks the result.
 */
public final class RecreateStep {
  private final RecreateOnce asking;
  private final TaskFollower follower;
  private final RecreateCheck check;
  private final Pace pace;
  private final Lookout lookout;

  public RecreateStep(
      Lookout lookout, TaskLogs logs, Pace pace, IncidentLeases leases, InstantSource clock) {
    this.asking = new RecreateOnce(lookout, logs, pace, leases, clock);
    this.follower = new TaskFollower(pace);
    this.check = new RecreateCheck(logs, pace);
    this.pace = pace;
    this.lookout = lookout;
  }

  public Next act(Step.Recreate step, StepContext context) {
    return switch (context.progress()) {
      case Waiting _ -> unlessSpared(step, context);
      case Intended intended when intended.lost().isPresent() -> asking.findLost(intended, context);
      case Intended intended -> asking.send(step, intended, context);
      case Following following -> follower.follow(following, context);
      case TaskOver over -> check.verify(step, over, context);
      case Over _ -> Next.waiting(pace.poll());
    };
  }

  /** A VM is begun only where a fresh look calls for it, after a patient one where it may not. */
  private Next unlessSpared(Step.Recreate step, StepContext context) {
    var evidence = lookout.evidence(context.platform().environment().name());
    boolean patient = !context.isOver(context.waitingSince(), pace.act());
    return switch (Rung.of(evidence, step, context.incident().request().plan().aborts())) {
      case Rung.Spared(var seen) ->
          Next.record(new StepEnded(context.index(), StepOutcome.NOT_NEEDED, seen));
      case Rung.MayEndByItself(var why) when patient -> looking(step, context, why);
      case Rung.Needed(var why)
          when patient
              && step.onlyIf().isPresent()
              && Undone.hasBegunARecreate(context.incident()) ->
          looking(step, context, why);
      case Rung.Needed _, Rung.MayEndByItself _ -> asking.intend(step, evidence, context);
    };
  }

  private Next looking(Step.Recreate step, StepContext context, String why) {
    return context.waiting(
        "Looking for %s whether that was enough: %s. If it stays so, %s is recreated next."
            .formatted(Span.of(pace.act()), why, step.instance()),
        pace.retry());
  }

  /** Whether this process sent that request, and does not know what came of it. */
  public boolean isInTheAir(Intended intended) {
    return asking.isInTheAir(intended);
  }
}
