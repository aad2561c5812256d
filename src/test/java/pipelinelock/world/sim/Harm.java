package pipelinelock.world.sim;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Cure;
import pipelinelock.pipeline.Build;
import pipelinelock.vm.InstanceId;

/**
 * What a cure would hit that truly runs, by the world's own truth. A deployment of the pool, and
 * work that nobody reported, may never be hit; mute work of others may be where the cure names it
 * among what it ends, since people approve that.
 */
final class Harm {
  private final SimWorld world;
  private final Life life;

  Harm(SimWorld world) {
    this.world = world;
    this.life = new Life(world);
  }

  Optional<String> of(Cure cure) {
    return switch (cure) {
      case Cure.Abort abort -> abort(abort.build());
      case Cure.Release _ -> whileSomethingRuns("gives the lock back");
      case Cure.RerunJob _ -> whileSomethingRuns("starts a second deployment");
      case Cure.Recreate recreate -> recreate(recreate);
      case Cure.Wait _, Cure.Unpause _, Cure.RepairByHand _ -> Optional.empty();
    };
  }

  /**
   * What a start would hit: a deployment that runs, or one that waits and will come by itself.
   *
   * @param aborted ids of the builds that the plan has aborted
   */
  Optional<String> ofAStart(Set<Long> aborted) {
    return whileSomethingRuns("starts a second deployment")
        .or(
            () ->
                world.concourse.builds.stream()
                    .filter(b -> b.pipeline == world.ours && b.isOf(SimJob.Kind.LOCK))
                    .filter(b -> !aborted.contains(b.id))
                    .filter(b -> life.works(b) || life.waitsInHealth(b) || life.willStart(b))
                    .map(b -> "starts a deployment beside %s".formatted(b))
                    .findFirst());
  }

  private Optional<String> abort(Build build) {
    return world
        .concourse
        .find(build.id())
        .filter(b -> life.works(b) || life.waitsInHealth(b))
        .map(b -> "aborts %s, which works".formatted(b));
  }

  private Optional<String> whileSomethingRuns(String what) {
    var runs = life.runs();
    if (!runs.isEmpty()) {
      var run = runs.getFirst();
      return Optional.of(
          "%s while run %s of %s goes on".formatted(what, run.number, run.pipeline.name));
    }
    return life.boshDeploys() ? Optional.of(what + " while BOSH deploys cf") : Optional.empty();
  }

  private Optional<String> recreate(Cure.Recreate recreate) {
    var aborted = ids(recreate.abortFirst());
    var named = ids(recreate.destroys());
    boolean web = recreate.instances().stream().anyMatch(id -> id.id().equals(SimWorld.WEB_ID));
    var workers =
        recreate.instances().stream().map(this::worker).flatMap(Optional::stream).toList();
    return world.concourse.builds.stream()
        .filter(b -> web || isOn(b, workers))
        .flatMap(b -> hit(b, aborted, named).stream())
        .findFirst()
        .or(
            () ->
                life.boshDeploys()
                    ? Optional.of("recreates while BOSH deploys cf")
                    : Optional.empty());
  }

  private static Set<Long> ids(List<Build> builds) {
    return builds.stream().map(Build::id).collect(Collectors.toSet());
  }

  private Optional<SimWorker> worker(InstanceId id) {
    return world.concourse.workers.stream().filter(w -> w.instance.equals(id.id())).findFirst();
  }

  private static boolean isOn(SimBuild build, List<SimWorker> workers) {
    return build
        .current()
        .map(s -> s.worker)
        .filter(Objects::nonNull)
        .filter(workers::contains)
        .isPresent();
  }

  private Optional<String> hit(SimBuild build, Set<Long> aborted, Set<Long> named) {
    boolean lockBuild = build.pipeline == world.ours && build.isOf(SimJob.Kind.LOCK);
    if (life.works(build)) {
      // A timer of ours is over before the drain of its worker is.
      boolean beside =
          build.run == null && (named.contains(build.id) || build.pipeline == world.ours);
      boolean young = lockBuild && aborted.contains(build.id) && !pastItsClaim(build);
      return beside || young
          ? Optional.empty()
          : Optional.of("recreates under %s, which works".formatted(build));
    }
    // Its put would err, its try hide that, and it would deploy without the lock.
    return life.waitsInHealth(build) && !aborted.contains(build.id)
        ? Optional.of("recreates under the claim of %s, which was not aborted".formatted(build))
        : Optional.empty();
  }

  private static boolean pastItsClaim(SimBuild build) {
    return build.steps.stream()
        .anyMatch(s -> s.kind == SimStep.Kind.CLAIM && (s.pushed != null || s.endedAt != 0));
  }
}
