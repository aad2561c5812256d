package pipelinelock.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.Judge;
import pipelinelock.diagnosis.judge.LockSense;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.diagnosis.judge.RecreateTargets;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.diagnosis.judge.WorkerSense;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.HolderBuild;
import pipelinelock.vm.InstanceId;
import pipelinelock.wording.Outside;
import pipelinelock.wording.UtcTime;

/** Finds what may be done about a verdict, from the lightest to the heaviest. */
final class Cures {
  private static final String IGNORED = "A step that ignores aborts stays as it is.";

  private final Evidence evidence;

  Cures(Evidence evidence) {
    this.evidence = evidence;
  }

  /** For a verdict that is sure. */
  List<Cure> of(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Free v -> free(v);
      case Verdict.Acquiring v -> List.of(acquiring(v));
      case Verdict.Running _ -> List.of(wait("for it to end"));
      case Verdict.RunningWithoutLock _ ->
          List.of(wait("for it to end, and do not start a second deployment"));
      case Verdict.FailedRun v -> reruns(v.failed(), v.claim());
      case Verdict.Paused v -> paused(v);
      case Verdict.Orphaned v -> orphaned(v);
      case Verdict.HungClaim v ->
          abortThenRecreate(v.build(), IGNORED, RecreateTargets.all(evidence));
      case Verdict.HungRelease v ->
          abortThenRecreate(v.build(), IGNORED, RecreateTargets.all(evidence));
      case Verdict.SelfDeadlock v -> selfDeadlock(v);
      case Verdict.WorkerStalled v -> workerStalled(v);
      case Verdict.WebStuck v -> webStuck(v);
      case Verdict.ReleaseFailed v -> withRelease(rerun(List.of(v.unlock())), v.claim(), "");
      case Verdict.RunStalled _ ->
          List.of(wait("and look at the scheduler: trigger, pinned versions, Concourse's own log"));
      case Verdict.ClaimLoopsThoughFree v -> HandCommands.claimLoops(evidence, v);
      case Verdict.StuckPending v -> stuckPending(v);
      case Verdict.BrokenPool v ->
          List.of(
              v.open().isEmpty()
                  ? HandCommands.brokenPool(evidence)
                  : HandCommands.brokenPoolLater(v.open()));
      case Verdict.LockingOff v ->
          v.open().isEmpty() ? List.of() : List.of(wait("for the open builds"));
      case Verdict.Unknown v -> unknown(v);
    };
  }

  /** For a hung verdict of which there was only one look: nothing that kills anything. */
  List<Cure> unconfirmed(Verdict verdict, Instant lookAgain) {
    return Stream.concat(
            Stream.of(wait("for the second look", lookAgain)),
            of(verdict).stream()
                .filter(cure -> !(cure instanceof Cure.Recreate) && cure.destroys().isEmpty()))
        .toList();
  }

  private static Cure wait(String what) {
    return new Cure.Wait(what, Optional.empty());
  }

  private static Cure wait(String what, Instant until) {
    return new Cure.Wait(what, Optional.of(until));
  }

  /**
   * A build that no worker can take errs at once: first a worker, then the job. It deploys too, so
   * what BOSH does has to be known before, as with a release.
   */
  private List<Cure> rerun(List<Build> builds) {
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

  private static Cure abort(Build build, String doesNotCure) {
    return new Cure.Abort(build, doesNotCure);
  }

  private List<Cure> reruns(List<Build> failed, LockCommit claim) {
    // Another lock build would wait for the lock that this one left behind.
    var again = rerun(failed.stream().filter(build -> !isLockJob(build)).toList());
    return withRelease(again, claim, "The run is not finished: it must be started again.");
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
    return wait("until BOSH can be read: it may still be working");
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

  private List<Cure> paused(Verdict.Paused v) {
    var cures = new ArrayList<Cure>();
    cures.add(new Cure.Unpause(v.job()));
    cures.addAll(rerun(v.failed()));
    return cures;
  }

  private List<Cure> unknown(Verdict.Unknown v) {
    if (v.unready()) {
      return List.of(
          wait("until what keeps its values away is mended; the bot tries again by itself"));
    }
    var refused = Missing.refused(evidence);
    return refused.isEmpty()
        ? List.of(
            wait(
                whomToAsk(v)
                    .orElse(
                        "a moment, then look again. If it stays so: `check-config --env %s`"
                            .formatted(evidence.environment().name()))))
        : List.of(HandCommands.account(refused));
  }

  /** Somebody else's lock, or work that the bot does not see: reading again tells no more. */
  private Optional<String> whomToAsk(Verdict.Unknown v) {
    var unseen = Missing.unseenWork(evidence);
    if (!unseen.isEmpty() && v.why().containsAll(unseen)) {
      return Optional.of(
          "and ask whose work that is; with the role viewer in that team the bot sees it itself");
    }
    return evidence
        .holder()
        .value()
        .flatMap(
            told ->
                switch (told) {
                  case HolderBuild.Elsewhere(var ref, var _, var _) ->
                      Optional.of(
                          "and ask the people of %s whether they still need the lock"
                              .formatted(
                                  ref.isOneOff()
                                      ? "team " + Outside.name(ref.team())
                                      : "pipeline " + Outside.name(ref.pipeline())));
                  case HolderBuild.OtherConcourse(var address) ->
                      Optional.of(
                          "and ask the people of %s whether their deployment runs"
                              .formatted(Outside.name(address)));
                  case HolderBuild.NotVisible hidden ->
                      Optional.of(
                          "and ask team %s whether its deployment runs; with the role %s there the bot sees it itself"
                              .formatted(Outside.name(hidden.team()), Outside.name(hidden.role())));
                  case HolderBuild.Nobody _,
                      HolderBuild.Found _,
                      HolderBuild.Gone _,
                      HolderBuild.Unnamed _ ->
                      Optional.empty();
                });
  }

  /** Nothing that is open hangs; names what blocks the next deployment. */
  private List<Cure> free(Verdict.Free v) {
    return v.catches().stream().map(this::cure).flatMap(Optional::stream).toList();
  }

  private Optional<Cure> cure(Verdict.Catch found) {
    return switch (found) {
      case Verdict.Catch.NothingStarts(var job, var _, var archived) ->
          archived ? Optional.empty() : Optional.of(new Cure.Unpause(job));
      case Verdict.Catch.DeadClaim(var build, var _) ->
          Optional.of(
              wait(
                  "a minute before the next deployment, and look again: if %s has taken the lock by then, it can be given back"
                      .formatted(BuildNames.build(build))));
      case Verdict.Catch.MayStillLand _ -> Optional.empty();
    };
  }

  private Cure acquiring(Verdict.Acquiring v) {
    if (!v.behind().isEmpty()) {
      return wait("for " + BuildNames.builds(v.behind()));
    }
    Instant late = v.since().plus(evidence.environment().thresholds().claim());
    return late.isAfter(evidence.at()) ? wait("for the claim", late) : wait("for the claim");
  }

  private List<Cure> orphaned(Verdict.Orphaned v) {
    boolean byBuild = v.holder().isPresent() || v.claim().claimingBuild().isPresent();
    List<Cure> first =
        byBuild ? askOthers(v.holder()) : List.of(wait(whomToAsk(v.claim(), evidence.at())));
    if (LockSense.isByOneOffBuild(v.claim()) && v.holder().isEmpty()) {
      // Concourse does not tell whether it still runs: that counts as running.
      return first;
    }
    return withRelease(first, v.claim(), "The deployment must be started again.");
  }

  /** What another pipeline left behind is its people's to give back. */
  private List<Cure> askOthers(Optional<Build> holder) {
    var ours = evidence.environment().pipeline();
    return holder
        .map(Build::ref)
        .filter(ref -> !ref.team().equals(ours.team()) || isOfAnotherPipeline(ref, ours))
        .map(
            ref ->
                List.of(
                    wait(
                        "and ask the people of %s about it first"
                            .formatted(
                                ref.isOneOff()
                                    ? "team " + Outside.name(ref.team())
                                    : "pipeline " + Outside.name(ref.pipeline())))))
        .orElse(List.of());
  }

  /** A one-off build of the team belongs to no pipeline. */
  private static boolean isOfAnotherPipeline(BuildRef ref, LockedPipeline ours) {
    return !ref.isOneOff() && !ref.pipeline().equals(ours.name());
  }

  private static String whomToAsk(LockCommit claim, Instant now) {
    return claim
        .person()
        .map(author -> "and ask " + Outside.name(author) + " about the claim")
        .orElseGet(
            () ->
                "and look in Concourse for the build that claimed it at %s: the commit names nobody you could ask"
                    .formatted(UtcTime.of(claim.at(), now)));
  }

  /**
   * Its put may ignore the abort; after an abort the loss of its worker was seen to end such a
   * build within seconds. One VM is enough where the worker is known.
   */
  private List<Cure> selfDeadlock(Verdict.SelfDeadlock v) {
    var under =
        new WorkerSense(evidence)
            .vmUnder(v.build())
            .filter(RecreateTargets.all(evidence)::contains);
    var instances = under.map(List::of).orElseGet(() -> RecreateTargets.workers(evidence));
    return Stream.concat(Stream.of(abort(v.build(), IGNORED)), recreate(instances).stream())
        .toList();
  }

  private List<Cure> abortThenRecreate(Build build, String stays, List<InstanceId> instances) {
    return Stream.concat(Stream.of(abort(build, stays)), recreate(instances).stream()).toList();
  }

  private boolean isClaimed() {
    return isIn(PoolLock.Place.CLAIMED);
  }

  private boolean isFree() {
    return !Judge.isLockingOff(evidence) && isIn(PoolLock.Place.UNCLAIMED);
  }

  private boolean isIn(PoolLock.Place place) {
    return evidence.lock().value().map(lock -> lock.place() == place).orElse(false);
  }

  private Optional<Cure> recreate(List<InstanceId> instances) {
    if (instances.isEmpty()) {
      return Optional.empty();
    }
    var pipeline = evidence.pipeline().value().map(state -> new Scene(evidence, state));
    List<Build> abortFirst = pipeline.map(this::abortFirst).orElse(List.of());
    List<Build> destroys =
        Stream.concat(
                abortFirst.stream(), pipeline.map(Scene::allStarted).orElse(List.of()).stream())
            .distinct()
            .toList();
    // What its own aborts leave claimed, its plan gives back; any other claim stays.
    String rest = isClaimed() && abortFirst.isEmpty() ? "The lock stays claimed." : "";
    return Optional.of(new Cure.Recreate(instances, abortFirst, destroys, rest));
  }

  /** Builds that would go on without the lock, or repeat all their steps under the new web VM. */
  private List<Build> abortFirst(Scene scene) {
    LockedPipeline names = scene.names();
    return scene.pipeline().builds().stream()
        .filter(Build::isOpen)
        .filter(
            build ->
                build.ref().job().equals(names.lockJob())
                    || (build.ref().job().equals(names.unlockJob())
                        && build.status() == Build.Status.STARTED))
        .toList();
  }

  private List<Cure> workerStalled(Verdict.WorkerStalled v) {
    var instances =
        v.instances().stream().filter(id -> RecreateTargets.all(evidence).contains(id)).toList();
    return recreate(instances).map(List::of).orElseGet(() -> HandCommands.lostWorker(evidence, v));
  }

  private List<Cure> webStuck(Verdict.WebStuck v) {
    var instances =
        v.instances().stream().filter(id -> RecreateTargets.web(evidence).contains(id)).toList();
    if (v.pending().isEmpty()) {
      // Concourse does not say what runs, and that counts as running (safety rule 1).
      return isFree() && !instances.isEmpty()
          ? HandCommands.silentWebVm(evidence, v, instances)
          : HandCommands.webVm(evidence, v);
    }
    return recreate(instances).map(List::of).orElseGet(() -> HandCommands.webVm(evidence, v));
  }

  private List<Cure> stuckPending(Verdict.StuckPending v) {
    Cure abort = abort(v.build(), "What holds it back stays.");
    return switch (v.cause()) {
      case CHECK_HANGS ->
          abortThenRecreate(
              v.build(),
              "The check still hangs, and holds the next build back.",
              RecreateTargets.all(evidence));
      case SCHEDULER ->
          abortThenRecreate(
              v.build(), "The scheduler stays as it is.", RecreateTargets.web(evidence));
      case ABORTED_BUILD_STAYS ->
          recreate(RecreateTargets.all(evidence)).map(List::of).orElseGet(() -> List.of(abort));
      case CHECK_FAILS, NO_INPUT, BEHIND_A_SILENT_BUILD, GHOST ->
          List.of(HandCommands.input(evidence, v), abort);
    };
  }
}
