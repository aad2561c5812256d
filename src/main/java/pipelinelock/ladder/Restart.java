package pipelinelock.ladder;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.diagnosis.Verdict.Catch;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.evidence.Fact;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;

/** Whether the deployment may be started again: never next to one that runs or waits already. */
public sealed interface Restart {
  /**
   * Nothing has the lock, and nothing waits for it.
   *
   * @param newest the highest id of a build that is there: one that is started now has a higher one
   */
  record Due(long newest) implements Restart {}

  /**
   * The lock is free, and the claim of a build that has ended may still take it. A claim that lives
   * asks for the lock every ten seconds.
   *
   * @param newest as in {@link Due}
   * @param why a clause
   */
  record Lingering(long newest, String why) implements Restart {}

  /**
   * A deployment is there already.
   *
   * @param why a clause
   */
  record Superfluous(Build build, String why) implements Restart {}

  /**
   * Not at this moment.
   *
   * @param why a clause
   */
  record NotYet(String why) implements Restart {}

  /**
   * Whether a cure ends, or follows, a deployment that never ran to its end for the hang's sake. A
   * run that failed is its people's to start again, and one that hangs in its release has deployed.
   */
  static boolean isOwed(Cure cure, Diagnosis diagnosis) {
    var job = diagnosis.evidence().environment().pipeline().lockJob();
    return switch (cure) {
      case Cure.Recreate recreate ->
          recreate.abortFirst().stream().anyMatch(build -> build.ref().job().equals(job));
      case Cure.Abort(var build, var _) -> build.ref().job().equals(job);
      case Cure.Release _ -> diagnosis.verdict() instanceof Verdict.Orphaned;
      case Cure.Unpause _, Cure.Wait _, Cure.RerunJob _, Cure.RepairByHand _ -> false;
    };
  }

  /**
   * By the look of this moment.
   *
   * @param aborted ids of the builds that the plan has aborted
   */
  static Restart of(Diagnosis now, Set<Long> aborted) {
    var evidence = now.evidence();
    return unread(evidence)
        .<Restart>map(NotYet::new)
        .or(() -> open(evidence, aborted))
        .orElseGet(() -> unlessTheDirectorWorks(judged(now), evidence));
  }

  /** A free lock says nothing of a task there: its run may have ended, or come from elsewhere. */
  private static Restart unlessTheDirectorWorks(Restart judged, Evidence evidence) {
    boolean works =
        evidence.tasks().value().orElseThrow().stream().anyMatch(task -> !task.state().isFinal())
            || evidence.directorLocks().value().orElseThrow().stream()
                .anyMatch(lock -> lock.isHeldAt(evidence.at()));
    return works && (judged instanceof Due || judged instanceof Lingering)
        ? new NotYet("the Director is working, maybe on a deployment")
        : judged;
  }

  private static Optional<String> unread(Evidence evidence) {
    return List.<Fact<?>>of(
            evidence.lock(),
            evidence.holder(),
            evidence.pipeline(),
            // A run whose builds have ended may go on in a task of its own there.
            evidence.tasks(),
            evidence.directorLocks())
        .stream()
        .filter(Fact.NotRead.class::isInstance)
        .map(fact -> ((Fact.NotRead<?>) fact).reason())
        .findFirst();
  }

  private static List<Build> builds(Evidence evidence) {
    return evidence.pipeline().value().orElseThrow().builds();
  }

  /** Another build of the lock job is a deployment that waits; one that was aborted is none. */
  private static Optional<Restart> open(Evidence evidence, Set<Long> aborted) {
    var job = evidence.environment().pipeline().lockJob();
    return builds(evidence).stream()
        .filter(build -> build.isOpen() && build.ref().job().equals(job))
        .min(
            Comparator.comparing((Build build) -> !aborted.contains(build.id()))
                .thenComparing(Build::id))
        .map(
            build ->
                aborted.contains(build.id())
                    ? new NotYet(is(build))
                    : new Superfluous(build, is(build)));
  }

  private static Restart judged(Diagnosis now) {
    return switch (now.verdict()) {
      case Verdict.Free free -> free(free, now.evidence());
      case Verdict.LockingOff off when off.open().isEmpty() -> new Due(newest(now.evidence()));
      case Verdict.Running _, Verdict.Acquiring _ ->
          now.evidence()
              .holder()
              .value()
              .flatMap(HolderBuild::ours)
              .<Restart>map(
                  build -> new Superfluous(build, build.ref().shortForm() + " holds the lock"))
              .orElseGet(() -> new NotYet(now.headline()));
      default -> new NotYet(now.headline());
    };
  }

  private static Restart free(Verdict.Free free, Evidence evidence) {
    long newest = newest(evidence);
    return free.catches().stream()
        .filter(it -> !(it instanceof Catch.DeadClaim dead) || DeadClaims.contains(evidence, dead))
        .max(Comparator.comparing(Catch.NothingStarts.class::isInstance))
        .<Restart>map(
            it ->
                switch (it) {
                  case Catch.NothingStarts(var job, var _, var _) ->
                      new NotYet(
                          job.map(name -> "the job " + name).orElse("the pipeline")
                              + " is paused or archived");
                  case Catch.DeadClaim(var build, var _) ->
                      new Lingering(
                          newest,
                          "the container of the claim of %s is still there"
                              .formatted(build.ref().shortForm()));
                  case Catch.MayStillLand(var build) ->
                      new Lingering(
                          newest,
                          "the claim of %s may still land".formatted(build.ref().shortForm()));
                })
        .orElseGet(() -> new Due(newest));
  }

  private static long newest(Evidence evidence) {
    return builds(evidence).stream().mapToLong(Build::id).max().orElse(0);
  }

  private static String is(Build build) {
    return "%s is %s".formatted(build.ref().shortForm(), build.status().text());
  }
}
