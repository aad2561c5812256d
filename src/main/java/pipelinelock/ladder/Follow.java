package pipelinelock.ladder;

import java.util.Optional;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/** How far the deployment that a plan started has got. */
public sealed interface Follow {
  /** It has the lock. */
  record HasLock(Build build) implements Follow {}

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
    return new OnItsWay(build.isOpen() ? is : is + ", and the lock is not its");
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
