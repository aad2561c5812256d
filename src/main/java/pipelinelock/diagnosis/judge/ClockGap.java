package pipelinelock.diagnosis.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;

/**
 * How far ahead the clock behind the lock's commits is of Concourse's clock. A build changes the
 * lock before it ends, so a commit that names its build but is dated after the build's end was
 * dated by a fast clock. It is the smallest such gap, so that it never makes a build look too young
 * to have made its commit.
 */
final class ClockGap {
  private final Scene scene;

  ClockGap(Scene scene) {
    this.scene = scene;
  }

  /**
   * The greatest gap that a change before this one proves; negative where the commits are dated
   * earlier, or where nothing is known but that; empty if no earlier change shows it.
   */
  Optional<Duration> before(LockCommit claim) {
    var concourse = maker(claim).flatMap(Holder::concourse);
    return scene.lock().map(PoolLock::history).orElse(List.of()).stream()
        .dropWhile(commit -> !commit.id().equals(claim.id()))
        .skip(1)
        .filter(change -> maker(change).flatMap(Holder::concourse).equals(concourse))
        .flatMap(this::leastGap)
        .max(Comparator.naturalOrder());
  }

  private Stream<Duration> leastGap(LockCommit change) {
    return maker(change).stream()
        .filter(Holder.JobBuild.class::isInstance)
        .map(holder -> ((Holder.JobBuild) holder).build())
        .flatMap(this::told)
        .flatMap(build -> latestChange(build).stream())
        .map(latest -> Duration.between(latest, change.at()));
  }

  private static Optional<Holder> maker(LockCommit commit) {
    return commit.meaning() instanceof LockMessage.PoolResource(var _, var _, var by)
        ? Optional.of(by)
        : Optional.empty();
  }

  private Stream<Build> told(BuildRef ref) {
    return scene.pipeline().builds().stream().filter(build -> build.ref().equals(ref));
  }

  /** By Concourse's clock; the process of an aborted build may go on for a while. */
  private static Optional<Instant> latestChange(Build build) {
    return build.endedAt().map(end -> end.plus(NamelessClaim.after(build, Duration.ZERO)));
  }
}
