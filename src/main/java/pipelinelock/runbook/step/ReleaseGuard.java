package pipelinelock.runbook.step;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.runbook.plan.Summaries;

/**
 * The final check before a lock is given back: it must still be the approved claim, and no run that
 * it protects may be open. It is independent of the verdict and simpler; what could not be read
 * counts as running.
 */
public final class ReleaseGuard {
  private ReleaseGuard() {}

  public static GuardAnswer judge(Evidence evidence, Step.ReleaseLock step) {
    return unread(evidence)
        .or(() -> changed(evidence.lock().value().orElseThrow(), step))
        .or(() -> somebodyElses(evidence))
        .or(() -> openBuild(evidence))
        .or(() -> dueJob(evidence))
        .or(() -> directorWorks(evidence))
        .orElseGet(GuardAnswer.Clear::new);
  }

  private static Optional<GuardAnswer> unread(Evidence evidence) {
    return List.<Fact<?>>of(
            evidence.lock(),
            evidence.holder(),
            evidence.pipeline(),
            evidence.tasks(),
            evidence.directorLocks())
        .stream()
        .filter(Fact.NotRead.class::isInstance)
        .map(fact -> ((Fact.NotRead<?>) fact).reason())
        .findFirst()
        .map(why -> "what could not be read counts as a running deployment: " + why)
        .map(GuardAnswer.NotNow::new);
  }

  private static Optional<GuardAnswer> changed(PoolLock lock, Step.ReleaseLock step) {
    boolean same =
        lock.pool().equals(step.pool())
            && lock.name().equals(step.lock())
            && lock.place() == PoolLock.Place.CLAIMED
            && lock.moved().map(LockCommit::id).equals(Optional.of(step.claimCommit()));
    if (!same) {
      return Optional.of(
          new GuardAnswer.Never(
              "the lock is no longer as it was approved. " + Summaries.lock(lock)));
    }
    return lock.tip().equals(step.tip())
        ? Optional.empty()
        : Optional.of(
            new GuardAnswer.Never(
                "the branch has a newer commit than the approved one, so somebody else is working in the pool"));
  }

  /** What another pipeline, team or Concourse holds is not judged by our builds. */
  private static Optional<GuardAnswer> somebodyElses(Evidence evidence) {
    return switch (evidence.holder().value().orElseThrow()) {
      case HolderBuild.Elsewhere elsewhere ->
          evidence.openBeside(elsewhere).stream().findFirst().map(ReleaseGuard::open);
      case HolderBuild.OtherConcourse(var address) ->
          Optional.of(
              new GuardAnswer.Never(
                  "the lock is held by a build of another Concourse, " + address));
      case HolderBuild.NotVisible hidden ->
          Optional.of(
              new GuardAnswer.Never(
                  "the lock is held by %s, which the bot cannot see".formatted(hidden.ref())));
      case HolderBuild.Nobody _, HolderBuild.Found _, HolderBuild.Gone _, HolderBuild.Unnamed _ ->
          Optional.empty();
    };
  }

  private static GuardAnswer open(Build build) {
    return new GuardAnswer.Never(
        "a build that the lock may protect is open: %s is %s"
            .formatted(build.ref().shortForm(), build.status().text()));
  }

  private static Optional<GuardAnswer> openBuild(Evidence evidence) {
    var pipeline = evidence.environment().pipeline();
    var holder = evidence.holder().value().orElseThrow().ours();
    var open =
        evidence.pipeline().value().orElseThrow().builds().stream()
            .filter(Build::isOpen)
            .filter(build -> !isBeside(build, pipeline, holder));
    return Stream.concat(holder.filter(Build::isOpen).stream(), open)
        .findFirst()
        .map(ReleaseGuard::open);
  }

  /** Builds of no run, and other claims, which only wait for the lock. */
  private static boolean isBeside(Build build, LockedPipeline pipeline, Optional<Build> holder) {
    var job = build.ref().job();
    if (job.equals(pipeline.lockJob())) {
      return holder.map(held -> held.id() != build.id()).orElse(true);
    }
    return !job.equals(pipeline.unlockJob()) && !pipeline.isPathJob(job);
  }

  /** A run whose newest job ended green a moment ago has nothing open, and goes on. */
  private static Optional<GuardAnswer> dueJob(Evidence evidence) {
    var pipeline = evidence.environment().pipeline();
    Instant limit = evidence.at().minus(evidence.environment().thresholds().pending());
    var state = evidence.pipeline().value().orElseThrow();
    var ofRuns =
        state.archived()
            ? Stream.<Build>empty()
            : state.builds().stream().filter(build -> build.run().isPresent());
    return ofRuns
        .collect(Collectors.groupingBy(build -> build.run().orElseThrow()))
        .values()
        .stream()
        .filter(run -> newestOfEachJob(run).allMatch(ReleaseGuard::isGreen))
        .flatMap(run -> run.stream().max(Comparator.comparingLong(Build::id)).stream())
        .filter(newest -> !newest.ref().job().equals(pipeline.unlockJob()))
        .filter(newest -> newest.endedAt().map(end -> end.isAfter(limit)).orElse(false))
        .findFirst()
        .map(
            newest ->
                new GuardAnswer.NotNow(
                    "a run may be between two jobs: %s ended a moment ago, and the next job is due"
                        .formatted(newest.ref().shortForm())));
  }

  private static Stream<Build> newestOfEachJob(List<Build> run) {
    return run.stream()
        .collect(
            Collectors.toMap(
                build -> build.ref().job(),
                build -> build,
                BinaryOperator.maxBy(Comparator.comparingLong(Build::id))))
        .values()
        .stream();
  }

  private static boolean isGreen(Build build) {
    return build.status() == Build.Status.SUCCEEDED;
  }

  private static Optional<GuardAnswer> directorWorks(Evidence evidence) {
    boolean works =
        evidence.tasks().value().orElseThrow().stream().anyMatch(task -> !task.state().isFinal())
            || evidence.directorLocks().value().orElseThrow().stream()
                .anyMatch(lock -> lock.isHeldAt(evidence.at()));
    return works
        ? Optional.of(new GuardAnswer.NotNow("the Director is working, maybe on a deployment"))
        : Optional.empty();
  }
}
