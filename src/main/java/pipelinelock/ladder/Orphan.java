package pipelinelock.ladder;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/** Whether a plan's own aborts left the lock claimed. */
public sealed interface Orphan {
  /** They have. */
  record Left(Step.ReleaseLock release) implements Orphan {}

  /**
   * The lock is free, but what was aborted may yet take it: its claim may live on in its container.
   *
   * @param why a sentence
   */
  record MayCome(String why) implements Orphan {}

  /**
   * Nothing is there to be given back by this plan.
   *
   * @param why a sentence
   */
  record None(String why) implements Orphan {}

  /**
   * It is not known yet.
   *
   * @param why a clause
   */
  record Unclear(String why) implements Orphan {}

  /** By the look of this moment. A claim that nobody can lay to what was aborted stays. */
  static Orphan of(Evidence evidence, Step.GiveBack step) {
    return of(
        evidence,
        () -> free(evidence, step.aborted()),
        lock -> open(evidence, step).orElseGet(() -> claimed(lock, evidence, step)));
  }

  /** By the look of this moment, after a release: only what ended as aborted gives it back. */
  static Orphan of(Evidence evidence, Step.ReleaseAgain step) {
    return of(
        evidence,
        () -> waiting(evidence, step.claims()).orElseGet(() -> free(evidence, step.claims())),
        lock -> takenAgain(lock, evidence, step));
  }

  private static Orphan of(
      Evidence evidence, Supplier<Orphan> unclaimed, Function<PoolLock, Orphan> claimed) {
    var unread =
        Stream.of(evidence.lock(), evidence.holder(), evidence.pipeline(), evidence.containers())
            .flatMap(fact -> unread(fact).stream())
            .findFirst();
    if (unread.isPresent()) {
      return new Unclear(unread.get());
    }
    var lock = evidence.lock().value().orElseThrow();
    return switch (lock.place()) {
      case UNCLAIMED -> unclaimed.get();
      case BOTH, NEITHER -> new None("The pool is broken, which no release mends.");
      case CLAIMED -> claimed.apply(lock);
    };
  }

  private static Optional<Orphan> waiting(Evidence evidence, Set<Long> claims) {
    return evidence.pipeline().value().orElseThrow().builds().stream()
        .filter(build -> build.isOpen() && claims.contains(build.id()))
        .findFirst()
        .map(build -> new MayCome("The lock is unclaimed, and " + is(build) + "."));
  }

  private static String is(Build build) {
    return "%s is still %s".formatted(build.ref().shortForm(), build.status().text());
  }

  /** A claim that waited, and is well, goes on to its run; that run keeps the lock. */
  private static Orphan takenAgain(PoolLock lock, Evidence evidence, Step.ReleaseAgain step) {
    var holder =
        evidence
            .holder()
            .value()
            .flatMap(HolderBuild::ours)
            .filter(it -> step.claims().contains(it.id()));
    if (holder.isEmpty()) {
      return new None("The lock has been taken since, by none of the claims that waited.");
    }
    var build = holder.get();
    if (build.isOpen()) {
      return new Unclear(is(build));
    }
    return build.status() == Build.Status.ABORTED
        ? left(lock)
        : new None(
            "%s took the lock and is %s: its run has it."
                .formatted(build.ref().shortForm(), build.status().text()));
  }

  private static Orphan left(PoolLock lock) {
    return lock.moved()
        .map(LockCommit::id)
        .<Orphan>map(
            commit -> new Left(new Step.ReleaseLock(lock.pool(), lock.name(), commit, lock.tip())))
        .orElseGet(() -> new None("No commit shows who claimed the lock."));
  }

  private static Optional<String> unread(Fact<?> fact) {
    return fact instanceof Fact.NotRead<?> missing
        ? Optional.of(missing.reason())
        : Optional.empty();
  }

  private static Orphan free(Evidence evidence, Set<Long> claims) {
    return DeadClaims.of(evidence).stream()
        .filter(claim -> claims.contains(claim.build().id()))
        .findFirst()
        .<Orphan>map(
            claim ->
                new MayCome(
                    "The lock is unclaimed, but the claim of %s may live on in its container on worker %s and take it."
                        .formatted(claim.build().ref().shortForm(), claim.worker())))
        .orElseGet(() -> new None("The lock is unclaimed."));
  }

  /** What is still open may yet have its lock, or go on to its run. */
  private static Optional<Orphan> open(Evidence evidence, Step.GiveBack step) {
    return evidence.pipeline().value().orElseThrow().builds().stream()
        .filter(build -> build.isOpen() && step.aborted().contains(build.id()))
        .findFirst()
        .map(build -> new Unclear(is(build)));
  }

  private static Orphan claimed(PoolLock lock, Evidence evidence, Step.GiveBack step) {
    var holder = evidence.holder().value().flatMap(HolderBuild::ours);
    var claim = lock.moved().map(LockCommit::id);
    boolean ofTheAborted = holder.filter(it -> step.aborted().contains(it.id())).isPresent();
    boolean approved = claim.isPresent() && claim.equals(step.claimCommit());
    if (!ofTheAborted && !approved) {
      return new None(
          "The lock is claimed%s, which this plan did not abort."
              .formatted(
                  holder.map(it -> " by " + it.ref().shortForm()).orElse(" by somebody else")));
    }
    if (ofTheAborted && holder.orElseThrow().status() == Build.Status.SUCCEEDED) {
      return new None(
          "%s came through before it was aborted, and its run holds the lock."
              .formatted(holder.orElseThrow().ref().shortForm()));
    }
    return left(lock);
  }
}
