package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Evidence;
import pipelinelock.incident.CureKind;
import pipelinelock.incident.Plan;
import pipelinelock.incident.Step;
import pipelinelock.pipeline.Job;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;

/**
 * Turns a cure that a diagnosis offers into its steps. Around a recreate: pause the lock job, abort
 * its open builds, read the lock again, workers, then web, verify, unpause. The same diagnosis
 * always gives the same plan, so that a plan made again at the start can be compared with the one
 * that was approved.
 */
final class PlanMaker {
  private PlanMaker() {}

  /** Empty when the diagnosis does not offer this cure, or an instance has no VM to recreate. */
  static Optional<Plan> plan(CureKind kind, Diagnosis diagnosis) {
    return cure(kind, diagnosis).flatMap(cure -> plan(cure, diagnosis.evidence()));
  }

  /** The cure of this kind that may be asked for now, where one may. */
  static Optional<Cure> cure(CureKind kind, Diagnosis diagnosis) {
    return diagnosis.cures().stream().filter(cure -> isA(kind, cure)).findFirst();
  }

  private static boolean isA(CureKind kind, Cure cure) {
    return switch (cure) {
      case Cure.Recreate _ -> kind == CureKind.RECREATE;
      case Cure.Release _ -> kind == CureKind.RELEASE;
      case Cure.Abort _ -> kind == CureKind.ABORT;
      case Cure.Unpause _ -> kind == CureKind.UNPAUSE;
      case Cure.Wait _, Cure.RerunJob _, Cure.RepairByHand _ -> false;
    };
  }

  private static Optional<Plan> plan(Cure cure, Evidence evidence) {
    return switch (cure) {
      case Cure.Recreate recreate -> recreate(recreate, evidence);
      case Cure.Release release -> release(release, evidence);
      case Cure.Abort(var build, var _) ->
          plan(new Step.AbortBuild(build.id(), build.ref().shortForm()), new Step.ReadLock());
      case Cure.Unpause(var job) ->
          plan(
              job.<Step>map(Step.UnpauseJob::new)
                  .orElseGet(
                      () -> new Step.UnpausePipeline(evidence.environment().pipeline().name())),
              new Step.LookAgain());
      case Cure.Wait _, Cure.RerunJob _, Cure.RepairByHand _ -> Optional.empty();
    };
  }

  private static Optional<Plan> plan(Step... steps) {
    return Optional.of(new Plan(List.of(steps)));
  }

  private static Optional<Plan> release(Cure.Release cure, Evidence evidence) {
    return evidence
        .lock()
        .value()
        .flatMap(
            lock ->
                plan(
                    new Step.ReleaseLock(lock.pool(), lock.name(), cure.commit(), lock.tip()),
                    new Step.LookAgain()));
  }

  private static Optional<Plan> recreate(Cure.Recreate cure, Evidence evidence) {
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
      steps.add(new Step.Recreate(instance, cid.get()));
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
