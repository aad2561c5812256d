package pipelinelock.runbook.step;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.plan.Step.ExpectedWorker;
import pipelinelock.pipeline.Worker;
import pipelinelock.runbook.plan.Pace;
import pipelinelock.runbook.plan.Summaries;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.wording.Span;

/** Verifies the cure: the VMs run, Concourse answers, the workers are back. */
public final class VerifyStep {
  private final Lookout lookout;
  private final Pace pace;

  public VerifyStep(Lookout lookout, Pace pace) {
    this.lookout = lookout;
    this.pace = pace;
  }

  /** Reads the lock and says what it found; the guard before a recreate judges it. */
  public Next readLock(StepContext context) {
    return switch (evidence(context).lock()) {
      case Fact.Known<pipelinelock.lock.PoolLock> known ->
          Next.done(context.index(), Summaries.lock(known.observed()));
      case Fact.NotRead<pipelinelock.lock.PoolLock> missing ->
          context.isOver(context.waitingSince(), pace.act())
              ? Next.failed(
                  context.index(),
                  "The lock could not be read for %s: %s."
                      .formatted(Span.of(pace.act()), missing.reason()))
              : Next.waiting(pace.retry());
    };
  }

  /** Waits until everything is back, within the limit for it. */
  public Next verify(Step.Verify step, StepContext context) {
    if (!(context.progress() instanceof Intended(var _, var since, var _))) {
      return Next.record(new StepIntended(context.index(), ""));
    }
    var evidence = evidence(context);
    var missing = missing(evidence, step);
    if (missing.isEmpty()) {
      return Next.done(context.index(), verified(evidence));
    }
    return context.isOver(since, pace.verify())
        ? Next.failed(
            context.index(),
            "%s after the last recreate this is still not right: %s."
                .formatted(Span.of(pace.verify()), String.join("; ", missing)))
        : Next.waiting(pace.retry());
  }

  private Evidence evidence(StepContext context) {
    return lookout.evidence(context.platform().environment().name());
  }

  private static List<String> missing(Evidence evidence, Step.Verify step) {
    var missing = new ArrayList<String>();
    for (Fact<?> fact :
        List.of(evidence.instances(), evidence.concourse(), evidence.workers(), evidence.lock())) {
      if (fact instanceof Fact.NotRead<?> unread) {
        missing.add(unread.reason());
      }
    }
    evidence.instances().value().orElse(List.of()).stream()
        .filter(instance -> !instance.isRunning() && !instance.isErrandAtRest())
        .forEach(
            instance ->
                missing.add(
                    "%s says '%s'".formatted(instance.id(), instance.jobState().orElse("no VM"))));
    if (missing.isEmpty()) {
      missing.addAll(missingWorkers(evidence, step));
    }
    return missing;
  }

  private static List<String> missingWorkers(Evidence evidence, Step.Verify step) {
    var running =
        evidence.workers().value().orElse(List.of()).stream().filter(Worker::isRunning).toList();
    return step.workers().stream()
        .filter(expected -> running.stream().noneMatch(worker -> is(expected, worker)))
        .map(
            expected ->
                "no worker of VM %s%s is registered with Concourse"
                    .formatted(
                        expected.prefix(),
                        expected.tags().isEmpty()
                            ? ""
                            : " with tags " + String.join(", ", expected.tags())))
        .toList();
  }

  private static boolean is(ExpectedWorker expected, Worker worker) {
    return worker.name().startsWith(expected.prefix() + "-")
        && worker.tags().stream().sorted().toList().equals(expected.tags());
  }

  private static String verified(Evidence evidence) {
    var instances = evidence.instances().value().orElseThrow();
    var workers = evidence.workers().value().orElseThrow();
    return "%s run, Concourse %s answers, %d workers are registered. %s"
        .formatted(
            instances.stream()
                .filter(Instance::isRunning)
                .map(Instance::id)
                .map(InstanceId::shortForm)
                .collect(Collectors.joining(" and ")),
            evidence.concourse().value().orElseThrow().text(),
            workers.stream().filter(worker -> worker.isRunning()).count(),
            Summaries.lock(evidence.lock().value().orElseThrow()));
  }
}
