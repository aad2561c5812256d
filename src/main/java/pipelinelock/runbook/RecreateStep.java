package pipelinelock.runbook;

import java.time.InstantSource;
import java.util.stream.IntStream;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentLeases;
import pipelinelock.incident.Step;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskOver;
import pipelinelock.incident.StepProgress.Waiting;
import pipelinelock.vm.TaskLogs;

/** Recreates one VM at most once: asks for it, follows the Director's task, checks what came. */
final class RecreateStep {
  private final RecreateOnce asking;
  private final TaskFollower follower;
  private final RecreateCheck check;
  private final Pace pace;

  RecreateStep(
      Lookout lookout, TaskLogs logs, Pace pace, IncidentLeases leases, InstantSource clock) {
    this.asking = new RecreateOnce(lookout, logs, pace, leases, clock);
    this.follower = new TaskFollower(pace);
    this.check = new RecreateCheck(logs, pace);
    this.pace = pace;
  }

  Next act(Step.Recreate step, StepContext context) {
    return switch (context.progress()) {
      case Waiting _ -> asking.intend(step, context);
      case Intended intended when intended.lost().isPresent() -> asking.findLost(intended, context);
      case Intended intended -> asking.send(step, intended, context);
      case Following following -> follower.follow(following, context);
      case TaskOver over -> check.verify(step, over, context);
      case Over _ -> Next.waiting(pace.poll());
    };
  }

  /** Whether this process sent that request, and does not know what came of it. */
  boolean isInTheAir(Intended intended) {
    return asking.isInTheAir(intended);
  }

  /** Whether the Director was, or may have been, asked to recreate a VM. */
  static boolean anyBegun(Incident incident) {
    var steps = incident.request().plan().steps();
    return IntStream.range(0, steps.size())
        .filter(i -> steps.get(i) instanceof Step.Recreate)
        .mapToObj(incident.steps()::get)
        .anyMatch(RecreateStep::isBegun);
  }

  private static boolean isBegun(StepProgress progress) {
    return switch (progress) {
      case Waiting _ -> false;
      case Intended _, Following _, TaskOver _ -> true;
      case Over over -> over.task().isPresent() || over.doubt();
    };
  }
}
