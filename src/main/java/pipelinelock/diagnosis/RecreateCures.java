package pipelinelock.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.Judge;
import pipelinelock.diagnosis.judge.RecreateTargets;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.diagnosis.judge.WorkerSense;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.InstanceId;

/**
 * Cures that recreate VMs, after the abort of each build that must not go on under the new ones.
 */
final class RecreateCures {
  private static final String IGNORED = "A step that ignores aborts stays as it is.";

  private final Evidence evidence;

  RecreateCures(Evidence evidence) {
    this.evidence = evidence;
  }

  /** For a build whose claim or release hangs. */
  List<Cure> hung(Build build) {
    return abortThenRecreate(build, IGNORED, RecreateTargets.all(evidence));
  }

  /**
   * Its put may ignore the abort; after an abort the loss of its worker was seen to end such a
   * build within seconds. One VM is enough where the worker is known.
   */
  List<Cure> selfDeadlock(Verdict.SelfDeadlock v) {
    var under =
        new WorkerSense(evidence)
            .vmUnder(v.build())
            .filter(RecreateTargets.all(evidence)::contains);
    var instances = under.map(List::of).orElseGet(() -> RecreateTargets.workers(evidence));
    return Stream.concat(Stream.of(abort(v.build(), IGNORED)), recreate(instances).stream())
        .toList();
  }

  List<Cure> workerStalled(Verdict.WorkerStalled v) {
    var instances =
        v.instances().stream().filter(id -> RecreateTargets.all(evidence).contains(id)).toList();
    return recreate(instances).map(List::of).orElseGet(() -> HandCommands.lostWorker(evidence, v));
  }

  List<Cure> webStuck(Verdict.WebStuck v) {
    var instances =
        v.instances().stream().filter(id -> RecreateTargets.web(evidence).contains(id)).toList();
    if (v.pending().isEmpty()) {
      // Concourse does not say what runs, and that counts as running (safety rule 1).
      return isFree() && !instances.isEmpty()
          ? HandCommands.silentWebVm(evidence, v, instances)
          : HandCommands.webVm(evidence, v);
    }
    return recreate(instances).map(List::of).orElseGet(() -> HandCommands.webVm(evidence, v));
  }

  List<Cure> stuckPending(Verdict.StuckPending v) {
    Cure abort = abort(v.build(), "What holds it back stays.");
    return switch (v.cause()) {
      case CHECK_HANGS ->
          abortThenRecreate(
              v.build(),
              "The check still hangs, and holds the next build back.",
              RecreateTargets.all(evidence));
      case SCHEDULER ->
          abortThenRecreate(
              v.build(), "The scheduler stays as it is.", RecreateTargets.web(evidence));
      case ABORTED_BUILD_STAYS ->
          recreate(RecreateTargets.all(evidence)).map(List::of).orElseGet(() -> List.of(abort));
      case CHECK_FAILS, NO_INPUT, BEHIND_A_SILENT_BUILD, GHOST ->
          List.of(HandCommands.input(evidence, v), abort);
    };
  }

  private static Cure abort(Build build, String doesNotCure) {
    return new Cure.Abort(build, doesNotCure);
  }

  private List<Cure> abortThenRecreate(Build build, String stays, List<InstanceId> instances) {
    return Stream.concat(Stream.of(abort(build, stays)), recreate(instances).stream()).toList();
  }

  private Optional<Cure> recreate(List<InstanceId> instances) {
    if (instances.isEmpty()) {
      return Optional.empty();
    }
    var pipeline = evidence.pipeline().value().map(state -> new Scene(evidence, state));
    List<Build> abortFirst = pipeline.map(this::abortFirst).orElse(List.of());
    List<Build> destroys =
        Stream.concat(
                abortFirst.stream(), pipeline.map(Scene::allStarted).orElse(List.of()).stream())
            .distinct()
            .toList();
    // What its own aborts leave claimed, its plan gives back; any other claim stays.
    String rest = isClaimed() && abortFirst.isEmpty() ? "The lock stays claimed." : "";
    return Optional.of(new Cure.Recreate(instances, abortFirst, destroys, rest));
  }

  /** Builds that would go on without the lock, or repeat all their steps under the new web VM. */
  private List<Build> abortFirst(Scene scene) {
    LockedPipeline names = scene.names();
    return scene.pipeline().builds().stream()
        .filter(Build::isOpen)
        .filter(
            build ->
                build.ref().job().equals(names.lockJob())
                    || (build.ref().job().equals(names.unlockJob())
                        && build.status() == Build.Status.STARTED))
        .toList();
  }

  private boolean isClaimed() {
    return isIn(PoolLock.Place.CLAIMED);
  }

  private boolean isFree() {
    return !Judge.isLockingOff(evidence) && isIn(PoolLock.Place.UNCLAIMED);
  }

  private boolean isIn(PoolLock.Place place) {
    return evidence.lock().value().map(lock -> lock.place() == place).orElse(false);
  }
}
