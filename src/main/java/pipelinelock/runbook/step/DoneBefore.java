package pipelinelock.runbook.step;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.StepProgress.TaskLog;
import pipelinelock.incident.plan.Step;
import pipelinelock.vm.Instance;
import pipelinelock.vm.TaskLogs;

/**
 * Detects a recreate that was done before its own step began: with the first recreate in a
 * deployment, the Director creates every missing VM, and with {@code --fix} it recreates every VM
 * whose agent is silent. Both were observed on a real Director, version 280.0.0. Such a step
 * recreates nothing. Pure.
 */
final class DoneBefore {
  private DoneBefore() {}

  /** How it was done; empty where the step still has to be. */
  static Optional<String> note(
      Evidence evidence, Step.Recreate step, Incident incident, TaskLogs logs) {
    return evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> instance.id().equals(step.instance()))
        .filter(Instance::isRunning)
        .findFirst()
        .flatMap(now -> note(now, step, incident, logs));
  }

  private static Optional<String> note(
      Instance now, Step.Recreate step, Incident incident, TaskLogs logs) {
    String vm = now.cid().orElse("");
    if (step.cid().isEmpty()) {
      return Optional.of(
          "%s has a VM by now, %s, and runs; nothing was recreated.".formatted(now.id(), vm));
    }
    return now.cid().equals(step.cid())
        ? Optional.empty()
        : ownTask(step, incident, logs)
            .map(
                task ->
                    "%s runs on a new VM, %s: its agent did not answer, so task %d of this plan replaced its VM too. Nothing more was recreated."
                        .formatted(now.id(), vm, task));
  }

  /**
   * The task of a step before, by its own log: another VM that came in any other way is somebody
   * else's work, and not what people approved.
   */
  private static Optional<Long> ownTask(Step.Recreate step, Incident incident, TaskLogs logs) {
    var steps = incident.request().plan().steps();
    return IntStream.range(0, steps.size())
        .filter(i -> steps.get(i) instanceof Step.Recreate it && it.renewsAllSilent())
        .mapToObj(incident.steps()::get)
        .flatMap(
            progress ->
                progress instanceof Over over && over.outcome() == StepOutcome.DONE
                    ? over.task().stream()
                    : Stream.empty())
        .filter(task -> logs.hasFinished(task.lines(), step.instance()))
        .map(TaskLog::id)
        .findFirst();
  }
}
