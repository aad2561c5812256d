package pipelinelock.diagnosis;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.LockSense;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.diagnosis.judge.WorkerSense;
import pipelinelock.lock.LockCommit;
import pipelinelock.pipeline.Build;

/** Cures that give the lock back or run a job again, both of which let a deployment go on. */
final class ReleaseCures {
  private final Evidence evidence;

  ReleaseCures(Evidence evidence) {
    this.evidence = evidence;
  }

  List<Cure> orphaned(Verdict.Orphaned v) {
    boolean byBuild = v.holder().isPresent() || v.claim().claimingBuild().isPresent();
    List<Cure> first =
        byBuild
            ? new PeopleToAsk(evidence).ofHolder(v.holder())
            : List.of(Cure.Wait.of(PeopleToAsk.about(v.claim(), evidence.at())));
    if (LockSense.isByOneOffBuild(v.claim()) && v.holder().isEmpty()) {
      // Concourse does not say whether it still runs: that counts as running.
      return first;
    }
    return withRelease(first, v.claim(), "The deployment must be started again.");
  }

  List<Cure> reruns(List<Build> failed, LockCommit claim) {
    // Another lock build would wait for the lock that this one left behind.
    var again = rerun(failed.stream().filter(build -> !isLockJob(build)).toList());
    return withRelease(again, claim, "The run is not finished: it must be started again.");
  }

  List<Cure> releaseFailed(Verdict.ReleaseFailed v) {
    return withRelease(rerun(List.of(v.unlock())), v.claim(), "");
  }

  /**
   * A build that no worker can take errs at once: first a worker, then the job. It deploys too, so
   * what BOSH does has to be known before, as with a release.
   */
  List<Cure> rerun(List<Build> builds) {
    if (builds.isEmpty()) {
      return List.of();
    }
    if (new WorkerSense(evidence).noneRuns()) {
      return List.of(HandCommands.noWorker(evidence, builds));
    }
    if (mayBoshWork()) {
      return List.of(waitForBosh());
    }
    return builds.stream()
        .<Cure>map(build -> new Cure.RerunJob(build.ref().job(), Optional.of(build.ref())))
        .toList();
  }

  private boolean isLockJob(Build build) {
    return build.ref().job().equals(evidence.environment().pipeline().lockJob());
  }

  private List<Cure> withRelease(List<Cure> first, LockCommit claim, String doesNotCure) {
    if (mayBoshWork()) {
      return first.isEmpty() ? List.of(waitForBosh()) : List.copyOf(first);
    }
    String rest = (doesNotCure + takesItNext()).strip();
    return Stream.concat(first.stream(), Stream.of(new Cure.Release(claim.id(), rest))).toList();
  }

  /** What was not read is not idle. */
  private boolean mayBoshWork() {
    return !Missing.forRelease(evidence).isEmpty();
  }

  private static Cure waitForBosh() {
    return Cure.Wait.of("until BOSH can be read: it may still be working");
  }

  /** A release lets the next claim through, and that one may be dead. */
  private String takesItNext() {
    var scene = evidence.pipeline().value().map(state -> new Scene(evidence, state));
    String waits =
        scene
            .flatMap(it -> it.lockBuilds(Build.Status.STARTED).stream().reduce((_, old) -> old))
            .map(
                build ->
                    " %s takes the lock next. If it was aborted, it ends then and leaves the lock claimed: give it back once more."
                        .formatted(BuildNames.build(build)))
            .orElse("");
    String dead =
        scene.stream()
            .flatMap(it -> it.deadClaims().stream())
            .findFirst()
            .map(
                claim ->
                    " %s has ended, but the container of its claim is still there: if it takes the lock, give it back once more."
                        .formatted(BuildNames.build(claim.build())))
            .orElse("");
    return waits + dead;
  }
}
