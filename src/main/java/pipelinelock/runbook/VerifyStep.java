package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Evidence;
import pipelinelock.diagnosis.Fact;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentRules;
import pipelinelock.incident.Step;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.vm.Instance;

/** Looks whether the cure worked: the VMs run, Concourse answers, the workers are back. */
final class VerifyStep {
  private final Lookout lookout;
  private final Pace pace;

  VerifyStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  /** Reads the lock and says what it found; the guard before a recreate judges it. */
  Next readLock(StepContext context) {
    return switch (evidence(context).lock()) {
      case Fact.Known<pipelinelock.lock.PoolLock> known ->
          Next.done(context.index(), Summaries.lock(known.observed()));
      case Fact.NotRead<pipelinelock.lock.PoolLock> missing ->
          context.isOver(context.waitingSince(), pace.act())
              ? Next.failed(
                  context.index(),
                  "The lock could not be read for %s: %s."
                      .formatted(IncidentRules.rough(pace.act()), missing.reason()))
              : Next.waiting(pace.retry());
    };
  }

  /** Waits until everything is back, within the limit for it. */
  Next verify(StepContext context) {
    if (!(context.progress() instanceof Intended(var _, var since, var _))) {
      return Next.record(new StepIntended(context.index(), ""));
    }
    var evidence = evidence(context);
    var missing = missing(evidence, context);
    if (missing.isEmpty()) {
      return Next.done(context.index(), verified(evidence));
    }
    return context.isOver(since, pace.verify())
        ? Next.failed(
            context.index(),
            "%s after the last recreate this is still not right: %s."
                .formatted(IncidentRules.rough(pace.verify()), String.join("; ", missing)))
        : Next.waiting(pace.retry());
  }

  private Evidence evidence(StepContext context) {
    return lookout.evidence(context.platform().environment().name());
  }

  private static List<String> missing(Evidence evidence, StepContext context) {
    var missing = new ArrayList<String>();
    for (Fact<?> fact :
        List.of(evidence.instances(), evidence.concourse(), evidence.workers(), evidence.lock())) {
      if (fact instanceof Fact.NotRead<?> unread) {
        missing.add(unread.reason());
      }
    }
    evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> !instance.isRunning())
        .forEach(
            instance ->
                missing.add(
                    "%s says '%s'".formatted(instance.id(), instance.jobState().orElse("no VM"))));
    if (missing.isEmpty()) {
      missing.addAll(missingWorkers(evidence, context));
    }
    return missing;
  }

  /** A worker's name begins with the first block of its instance's id (worker's env.sh.erb). */
  private static List<String> missingWorkers(Evidence evidence, StepContext context) {
    var groups = context.platform().environment().deployment().workerGroups();
    var running =
        evidence.workers().value().orElse(List.of()).stream()
            .filter(worker -> worker.isRunning())
            .toList();
    return context.incident().request().plan().recreates().stream()
        .map(Step.Recreate::instance)
        .filter(instance -> groups.contains(instance.group()))
        .filter(
            instance ->
                running.stream()
                    .noneMatch(
                        worker -> worker.name().startsWith(instance.id().substring(0, 8) + "-")))
        .map(instance -> "no worker of %s is registered with Concourse".formatted(instance))
        .toList();
  }

  private static String verified(Evidence evidence) {
    var instances = evidence.instances().value().orElseThrow();
    var workers = evidence.workers().value().orElseThrow();
    return "%s run, Concourse %s answers, %d workers are registered. %s"
        .formatted(
            instances.stream()
                .map(Instance::id)
                .map(id -> id.group() + "/" + id.id().substring(0, 8))
                .collect(Collectors.joining(" and ")),
            evidence.concourse().value().orElseThrow().text(),
            workers.stream().filter(worker -> worker.isRunning()).count(),
            Summaries.lock(evidence.lock().value().orElseThrow()));
  }
}
