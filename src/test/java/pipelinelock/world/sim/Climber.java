package pipelinelock.world.sim;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Ladder;
import pipelinelock.ladder.Rung;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.LastLook;
import pipelinelock.vm.InstanceId;

/**
 * Climbs one ladder in a world to its end, under one approval: the real ladder, the real looks and
 * guards before each rung, and the world's own time.
 */
final class Climber {
  /** How long a plan looks whether a rung was enough, and how long a VM may wait for its guard. */
  private static final long PATIENT = 120;

  private static final long CLEAR = 1_200;
  private static final long BETWEEN_LOOKS = 30;

  private final SimWorld world;
  private final Observer observer;
  private final Surgeon surgeon;
  private final Limbs limbs;
  private final Diagnosis diagnosis;
  private final Cure.Recreate cure;
  private final LadderEnd end;
  private final Set<Long> aborted;
  private final List<InstanceId> recreated = new ArrayList<>();
  private final List<InstanceId> spared = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private Optional<String> stopped = Optional.empty();

  /**
   * @param diagnosis the look that people decided on
   */
  Climber(
      SimWorld world,
      Observer observer,
      Surgeon surgeon,
      Limbs limbs,
      Diagnosis diagnosis,
      Cure.Recreate cure) {
    this.world = world;
    this.observer = observer;
    this.surgeon = surgeon;
    this.limbs = limbs;
    this.diagnosis = diagnosis;
    this.cure = cure;
    this.end = new LadderEnd(world, observer, surgeon, limbs);
    this.aborted = cure.abortFirst().stream().map(Build::id).collect(Collectors.toSet());
  }

  /** Pause, abort, the VMs as far as they are called for, give back, unpause, start, follow. */
  Climb climb() {
    var ladder = Ladder.of(diagnosis, cure);
    var lockJob = world.ours.lockJob();
    boolean paused = lockJob.paused;
    world.concourse.pause(lockJob, true);
    if (world.seed / 2 % 5 == 0) {
      world.concourse.trigger(world.ours, lockJob, "ops"); // waits until the job is let go
    }
    surgeon.abort(cure.abortFirst());
    var order = limbs.order(ladder.order());
    var approved = Instant.ofEpochSecond(world.now());
    for (var vm : order) {
      if (stopped.isEmpty()) {
        rung(rungOf(vm, ladder), approved);
      }
    }
    if (stopped.isEmpty()) {
      ladder.giveBack().filter(_ -> limbs.giveBack()).ifPresent(end::giveBack);
    }
    world.concourse.pause(lockJob, paused);
    surgeon.forward(BETWEEN_LOOKS);
    var again =
        stopped.isEmpty() && limbs.startsAgain()
            ? end.startAgain(diagnosis, cure, aborted, recreated.stream().anyMatch(Climber::isWeb))
            : LadderEnd.Again.NOT_STARTED;
    return new Climb(ladder.order(), recreated, spared, wrong, stopped, again);
  }

  private static boolean isWeb(InstanceId vm) {
    return vm.id().equals(SimWorld.WEB_ID);
  }

  private static Step.Recreate rungOf(InstanceId vm, Ladder ladder) {
    return new Step.Recreate(vm, Optional.empty(), Set.of(), ladder.onlyIf());
  }

  /** As the plan's own step: looks patiently, then as long as its guard says not now. */
  private void rung(Step.Recreate step, Instant approved) {
    boolean web = isWeb(step.instance());
    long began = world.now();
    Optional<String> against = Optional.of("it was never looked at");
    while (world.now() <= began + CLEAR) {
      var evidence = observer.evidence();
      boolean patient = world.now() < began + PATIENT;
      switch (limbs.rung(Rung.of(evidence, step, aborted))) {
        case Rung.Spared _ -> {
          spared.add(step.instance());
          return;
        }
        case Rung.MayEndByItself(var why) when patient -> against = Optional.of(why);
        case Rung.Needed(var why)
            when patient && step.onlyIf().isPresent() && !recreated.isEmpty() ->
            against = Optional.of(why);
        case Rung.Needed _, Rung.MayEndByItself _ -> {
          against = LastLook.recreate(evidence, step.instance(), aborted, web, approved);
          if (against.isEmpty()) {
            recreate(step);
            return;
          }
        }
      }
      surgeon.forward(BETWEEN_LOOKS);
    }
    stopped = against;
  }

  private void recreate(Step.Recreate step) {
    var vm = step.instance();
    check(step);
    recreated.add(vm);
    var one = new Cure.Recreate(List.of(vm), cure.abortFirst(), cure.destroys(), "");
    if (!surgeon.replaces(vm, one)) {
      stopped = Optional.of("no end of the Director's task for " + vm);
    }
  }

  /** By the world's truth, right before it goes. */
  private void check(Step.Recreate step) {
    var vm = step.instance();
    if (recreated.contains(vm)) {
      wrong.add(vm + " a second time");
    }
    if (step.onlyIf().isEmpty()) {
      return; // the VM itself is the trouble
    }
    var hung = new HashSet<>(new Life(world).hung());
    if (hung.isEmpty()) {
      wrong.add(vm + " though nothing hung any more");
    }
    boolean web = isWeb(vm);
    boolean lighter =
        web
            && hung.stream()
                .map(worker -> worker.instance)
                .noneMatch(id -> id.equals(SimWorld.WEB_ID))
            && hung.stream()
                .anyMatch(
                    worker -> cure.instances().stream().anyMatch(it -> isUntried(it, worker)));
    if (lighter) {
      wrong.add(vm + " before the worker that holds the step");
    }
  }

  private boolean isUntried(InstanceId vm, SimWorker worker) {
    return vm.id().equals(worker.instance) && !recreated.contains(vm);
  }
}
