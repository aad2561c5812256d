package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Evidence;
import pipelinelock.incident.Plan;
import pipelinelock.incident.Step;
import pipelinelock.pipeline.Job;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/**
 * Turns the recreate that a diagnosis offers into the steps around it: pause the lock job, abort
 * its open builds, read the lock again, workers, then web, verify, unpause. The same diagnosis
 * always gives the same plan, so that a plan made again at the start can be compared with the one
 * that was approved.
 */
final class PlanMaker {
  private PlanMaker() {}

  /** Empty when the diagnosis does not offer a recreate, or an instance has no VM to recreate. */
  static Optional<Plan> recreate(Diagnosis diagnosis) {
    return diagnosis.recreate().flatMap(cure -> plan(cure, diagnosis.evidence()));
  }

  private static Optional<Plan> plan(Cure.Recreate cure, Evidence evidence) {
    var pipeline = evidence.environment().pipeline();
    var steps = new ArrayList<Step>();
    boolean pausedBefore = isPaused(evidence, pipeline.lockJob());
    if (!pausedBefore) {
      steps.add(new Step.PauseJob(pipeline.lockJob()));
    }
    for (var build : cure.abortFirst()) {
      steps.add(new Step.AbortBuild(build.id(), build.ref().shortForm()));
    }
    steps.add(new Step.ReadLock());
    for (var instance : cure.instances()) {
      var cid = cid(evidence, instance);
      if (cid.isEmpty()) {
        return Optional.empty();
      }
      steps.add(new Step.Recreate(instance, cid.get(), Set.of()));
    }
    steps.add(new Step.Verify());
    if (!pausedBefore) { // what a person paused stays paused
      steps.add(new Step.UnpauseJob(pipeline.lockJob()));
    }
    return Optional.of(new Plan(steps));
  }

  private static boolean isPaused(Evidence evidence, String job) {
    return evidence
        .pipeline()
        .value()
        .flatMap(pipeline -> pipeline.job(job))
        .map(Job::paused)
        .orElse(false);
  }

  private static Optional<String> cid(Evidence evidence, InstanceId id) {
    return evidence.instances().value().stream()
        .flatMap(instances -> instances.stream())
        .filter(instance -> instance.id().equals(id))
        .findFirst()
        .flatMap(Instance::cid);
  }
}
