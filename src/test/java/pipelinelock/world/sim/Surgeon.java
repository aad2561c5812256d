package pipelinelock.world.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.pipeline.Build;
import pipelinelock.runbook.LastLook;
import pipelinelock.vm.InstanceId;

/** Does to a world what a cure says, as the bot would: step by step, and no further than it may. */
final class Surgeon {
  private static final long LONGEST_ABORT = 120;
  private static final long LONGEST_RECREATE = 6_000;
  private static final int PATIENCE = 10;

  private final SimWorld world;
  private final SimConcourse concourse;

  private final Observer observer;

  /** What it did to something that truly ran. */
  final List<String> hits = new ArrayList<>();

  Surgeon(SimWorld world, Observer observer) {
    this.world = world;
    this.concourse = world.concourse;
    this.observer = observer;
  }

  /** The cure that is next on the ladder, as what it is done to. */
  static Optional<String> key(Cure cure) {
    return switch (cure) {
      case Cure.Abort abort -> Optional.of("abort " + abort.build().id());
      case Cure.Release release -> Optional.of("release " + release.commit());
      case Cure.Unpause unpause -> Optional.of("unpause " + unpause.job().orElse("pipeline"));
      case Cure.RerunJob rerun -> Optional.of("rerun " + rerun.job());
      case Cure.Recreate recreate -> Optional.of("recreate " + recreate.instances());
      case Cure.Wait _, Cure.RepairByHand _ -> Optional.empty();
    };
  }

  /** Does it; false where the last look before it did not let it begin. */
  boolean apply(Cure cure) {
    boolean begun = true;
    switch (cure) {
      case Cure.Abort abort -> {
        check(abort);
        abort(List.of(abort.build()));
        forward(30);
      }
      case Cure.Release release -> begun = release(release);
      case Cure.Unpause unpause -> unpause(unpause.job());
      case Cure.RerunJob rerun -> {
        check(rerun);
        rerun(rerun);
      }
      case Cure.Recreate _ -> throw new IllegalArgumentException("a ladder is climbed");
      case Cure.Wait _, Cure.RepairByHand _ ->
          throw new IllegalArgumentException("nobody does " + cure);
    }
    return begun;
  }

  void forward(long seconds) {
    world.agenda.runTo(world.now() + seconds);
  }

  /** Asks for their end, and waits for it; false where one does not end. */
  boolean abort(List<Build> builds) {
    var open = builds.stream().map(b -> concourse.find(b.id())).flatMap(Optional::stream).toList();
    open.forEach(concourse::abort);
    long latest = world.now() + LONGEST_ABORT;
    while (world.now() < latest && open.stream().anyMatch(SimBuild::isOpen)) {
      forward(5);
    }
    return open.stream().noneMatch(SimBuild::isOpen);
  }

  /** Waits with an act while the last look before it says no; false where it goes on saying so. */
  private boolean isClear(Predicate<Evidence> clear) {
    for (int look = 0; look < PATIENCE; look++) {
      if (clear.test(observer.evidence())) {
        return true;
      }
      forward(30);
    }
    return false;
  }

  private boolean release(Cure.Release cure) {
    boolean clear = isClear(now -> LastLook.release(now, cure).isEmpty()) && world.pool.isClaimed();
    if (clear) {
      pushRelease(cure);
    }
    forward(60);
    return clear;
  }

  /** The bot's own commit. */
  void pushRelease(Cure.Release cure) {
    check(cure);
    world.pool.push(
        "Pipeline Lock <pipeline-lock@localhost>",
        "unclaiming: lock\n\nIncident: INC-1\nRequested-by: T1/U1\nApproved-by: T1/U2\n",
        Place.UNCLAIMED,
        Optional.empty());
  }

  private void check(Cure cure) {
    new Harm(world).of(cure).ifPresent(hit -> hits.add("done: " + hit));
  }

  private void unpause(Optional<String> job) {
    job.ifPresentOrElse(
        name -> concourse.pause(world.ours.job(name), false),
        () -> concourse.pause(world.ours, false));
    forward(60);
  }

  private void rerun(Cure.RerunJob rerun) {
    var build =
        rerun
            .build()
            .flatMap(
                ref ->
                    concourse.builds.stream()
                        .filter(b -> !b.forgotten && b.pipeline == world.ours)
                        .filter(b -> b.job == world.ours.job(ref.job()))
                        .filter(b -> b.name.equals(ref.name()))
                        .findFirst());
    build.ifPresent(b -> concourse.rerun(b, "bot"));
    forward(60);
  }

  /**
   * Recreates one VM, whatever runs; false where the Director's task does not end.
   *
   * @param one the cure as far as it is about this VM
   */
  boolean replaces(InstanceId vm, Cure.Recreate one) {
    boolean web = vm.id().equals(SimWorld.WEB_ID);
    var worker = concourse.workers.stream().filter(w -> w.instance.equals(vm.id())).findFirst();
    check(one);
    var done = new boolean[1];
    world.bosh.recreate(worker.orElseThrow(), web, () -> done[0] = true);
    long latest = world.now() + LONGEST_RECREATE;
    while (!done[0] && world.now() < latest) {
      forward(30);
    }
    forward(30);
    return done[0];
  }
}
