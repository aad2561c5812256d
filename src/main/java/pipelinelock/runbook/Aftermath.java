package pipelinelock.runbook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Evidence;
import pipelinelock.environment.Environment;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentRules;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Step;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.lock.PoolLock;
import pipelinelock.vm.InstanceId;

/** How an incident ended, and what people still have to do. Pure. */
final class Aftermath {
  private static final Set<StepOutcome> STOPPERS =
      Set.of(StepOutcome.FAILED, StepOutcome.CANCELLED);

  private Aftermath() {}

  /** Every step was done. */
  static Ended completed(Incident incident, Diagnosis now) {
    var evidence = now.evidence();
    var recreated =
        incident.request().plan().recreates().stream()
            .map(step -> step.instance().toString())
            .collect(Collectors.joining(", then "));
    var lasted =
        incident.phase() instanceof Phase.Running(var since)
            ? Duration.between(since, evidence.at())
            : Duration.ZERO;
    var todo = new ArrayList<String>();
    evidence.lock().value().ifPresent(lock -> todo.addAll(aboutTheLock(lock, evidence)));
    if (evidence.lock().value().isEmpty()) {
      todo.add("Look where the lock is: it could not be read at the end.");
    }
    var pipeline = evidence.environment().pipeline();
    todo.add(
        "Start the deployment again: recreating VMs starts nothing. `fly -t %s trigger-job -j %s/%s`"
            .formatted(evidence.environment().name(), pipeline.name(), pipeline.lockJob()));
    return new Ended(
        Outcome.COMPLETED,
        "Recreated %s, verified, in %s. Now: %s."
            .formatted(recreated, IncidentRules.rough(lasted), now.headline()),
        todo);
  }

  private static List<String> aboutTheLock(PoolLock lock, Evidence evidence) {
    if (lock.place() != PoolLock.Place.CLAIMED) {
      return lock.place() == PoolLock.Place.UNCLAIMED
          ? List.of()
          : List.of("Repair the pool: " + Summaries.lock(lock));
    }
    var by =
        lock.holder()
            .map(build -> "by " + build.shortForm() + holderStatus(evidence))
            .orElse("by a commit that names no build");
    return List.of(
        "Release the lock: it is still claimed %s, and recreating VMs never releases it. In a clone of the pool repository: `git mv %2$s/claimed/%3$s %2$s/unclaimed/%3$s && git commit -m 'unclaiming: %3$s' && git push`"
            .formatted(by, lock.pool(), lock.name()));
  }

  private static String holderStatus(Evidence evidence) {
    return evidence
        .holder()
        .value()
        .flatMap(holder -> holder)
        .map(build -> ", which is " + build.status().text())
        .orElse("");
  }

  /** A step failed, or people stopped it. */
  static Ended stopped(Incident incident, Environment environment, Outcome outcome) {
    var why =
        incident.steps().stream()
            .filter(step -> step instanceof Over over && STOPPERS.contains(over.outcome()))
            .map(step -> ((Over) step).note())
            .findFirst()
            .orElse("Stopped between two steps, as asked.");
    var todo = new ArrayList<String>();
    notDone(incident).ifPresent(todo::add);
    if (isJobLeftPaused(incident)) {
      todo.add(
          "The job %s is still paused, so that nothing starts on a half-cured Concourse. When it is well: `fly -t %s unpause-job -j %s/%1$s`"
              .formatted(
                  environment.pipeline().lockJob(),
                  environment.name(),
                  environment.pipeline().name()));
    }
    todo.add("Look at it as it is now: `/pipeline-lock status %s`".formatted(environment.name()));
    return new Ended(outcome, why, todo);
  }

  private static Optional<String> notDone(Incident incident) {
    var left =
        notRecreated(incident).stream().map(Object::toString).collect(Collectors.joining(", "));
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Not recreated: %s. When the cause is gone, `/pipeline-lock recreate %s` asks for what is left."
                .formatted(left, incident.environment()));
  }

  /** The instances of the plan that were not recreated and verified, in its order. */
  static List<InstanceId> notRecreated(Incident incident) {
    var steps = incident.request().plan().steps();
    return IntStream.range(0, steps.size())
        .filter(i -> steps.get(i) instanceof Step.Recreate)
        .filter(
            i ->
                !(incident.steps().get(i) instanceof Over over
                    && over.outcome() == StepOutcome.DONE))
        .mapToObj(i -> ((Step.Recreate) steps.get(i)).instance())
        .toList();
  }

  /** Whether this incident paused the lock job and will not let it go again. */
  static boolean isJobLeftPaused(Incident incident) {
    var steps = incident.request().plan().steps();
    boolean paused = false;
    for (int i = 0; i < steps.size(); i++) {
      boolean done =
          incident.steps().get(i) instanceof Over over && over.outcome() == StepOutcome.DONE;
      paused =
          switch (steps.get(i)) {
            case Step.PauseJob _ -> paused || done;
            case Step.UnpauseJob _ -> paused && !done;
            case Step.AbortBuild _, Step.ReadLock _, Step.Recreate _, Step.Verify _ -> paused;
          };
    }
    return paused;
  }
}
