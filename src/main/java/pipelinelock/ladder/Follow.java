package pipelinelock.ladder;

import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/** How far the deployment that a plan started has got. */
public sealed interface Follow {
  /** It has the lock. */
  record HasLock(Build build) implements Follow {}

  /**
   * Its build came through, its run goes on and the lock is claimed, by a claim that names nobody:
   * some versions of Concourse and of pool-resource write no name into it. Whether the lock is its
   * own is not proved.
   */
  record Runs(Build build) implements Follow {}

  /**
   * It is on its way.
   *
   * @param why a clause
   */
  record OnItsWay(String why) implements Follow {}

  /**
   * It will not get there by itself.
   *
   * @param why a clause
   */
  record GoesWrong(String why) implements Follow {}

  /** By the look of this moment. */
  static Follow of(Diagnosis now, long id) {
    var evidence = now.evidence();
    if (evidence.pipeline() instanceof Fact.NotRead<?> missing) {
      return new OnItsWay(missing.reason());
    }
    return evidence.pipeline().value().orElseThrow().builds().stream()
        .filter(build -> build.id() == id)
        .findFirst()
        .map(build -> of(now, build))
        .orElseGet(() -> new OnItsWay("Concourse does not list it yet"));
  }

  private static Follow of(Diagnosis now, Build build) {
    if (isHolder(now, build)) {
      return new HasLock(build);
    }
    String is = "%s is %s".formatted(build.ref().shortForm(), build.status().text());
    boolean over = !build.isOpen() && build.status() != Build.Status.SUCCEEDED;
    if (over || isStuck(now, build)) {
      return new GoesWrong(over ? is : now.headline());
    }
    if (runsUnderANamelessClaim(now, build)) {
      return new Runs(build);
    }
    return new OnItsWay(build.isOpen() ? is : is + ", and the lock is not its");
  }

  /** Builds that began after it, in its own pipeline, are its run: only one runs at a time. */
  private static boolean runsUnderANamelessClaim(Diagnosis now, Build build) {
    var evidence = now.evidence();
    boolean nameless =
        evidence.lock().value().filter(it -> it.place() == PoolLock.Place.CLAIMED).isPresent()
            && evidence.holder().value().filter(HolderBuild.Unnamed.class::isInstance).isPresent();
    return nameless
        && build.status() == Build.Status.SUCCEEDED
        && now.verdict() instanceof Verdict.Running running
        && running.builds().stream()
            .anyMatch(it -> it.id() > build.id() && isOfOnePipeline(it.ref(), build.ref()));
  }

  private static boolean isOfOnePipeline(BuildRef one, BuildRef other) {
    return one.team().equals(other.team())
        && one.pipeline().equals(other.pipeline())
        && one.instanceVars().equals(other.instanceVars());
  }

  private static boolean isHolder(Diagnosis now, Build build) {
    var evidence = now.evidence();
    return evidence.lock().value().filter(it -> it.place() == PoolLock.Place.CLAIMED).isPresent()
        && Optional.of(evidence.holder())
            .flatMap(Fact::value)
            .flatMap(HolderBuild::ours)
            .filter(it -> it.id() == build.id())
            .isPresent();
  }

  /** It hangs again, by two looks, or deploys without the lock. */
  private static boolean isStuck(Diagnosis now, Build build) {
    boolean aboutIt = now.verdict().about().filter(build.ref()::equals).isPresent();
    boolean hangs = now.verdict().isHung() && now.confirmed() && aboutIt;
    return hangs || (now.verdict() instanceof Verdict.RunningWithoutLock && !build.isOpen());
  }
}
