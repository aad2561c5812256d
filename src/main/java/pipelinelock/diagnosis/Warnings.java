package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.FreeSense;
import pipelinelock.diagnosis.judge.Judge;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.diagnosis.judge.OpenStep;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.diagnosis.judge.WorkerSense;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Worker;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Shortlist;
import pipelinelock.wording.Span;

/** What a person should know besides the verdict. */
final class Warnings {
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(60);

  private final Evidence evidence;
  private final Verdict verdict;
  private final List<String> lines = new ArrayList<>();

  Warnings(Evidence evidence, Verdict verdict) {
    this.evidence = evidence;
    this.verdict = verdict;
  }

  List<String> lines() {
    state();
    evidence.pipeline().value().map(state -> new Scene(evidence, state)).ifPresent(this::scene);
    knownHang();
    notes();
    workers();
    unread();
    clocks();
    return List.copyOf(lines);
  }

  private void state() {
    switch (verdict) {
      case Verdict.RunningWithoutLock _ ->
          lines.add("A second deployment may start while this one runs: nothing locks it out.");
      case Verdict.WebStuck v when v.pending().isEmpty() ->
          lines.add(
              "Builds that were open when the web VM died repeat their steps when it is back.");
      case Verdict.Free(var _, var catches) ->
          catches.stream().skip(1).map(Warnings::beside).forEach(lines::add);
      case Verdict.Unknown v when !v.unready() -> open();
      case Verdict.Paused v when !v.failed().isEmpty() ->
          lines.add(BuildNames.builds(v.failed()) + " must be run again after that.");
      default -> {}
    }
  }

  private static String beside(Verdict.Catch found) {
    return switch (found) {
      case Verdict.Catch.NothingStarts pause -> pause(pause);
      case Verdict.Catch.DeadClaim(var build, var _) ->
          "A dead claim may still be waiting: %s has ended, and the container of its claim is still there."
              .formatted(BuildNames.build(build));
      case Verdict.Catch.MayStillLand(var build) ->
          "A claim may still land: %s ended badly a short while ago."
              .formatted(BuildNames.build(build));
    };
  }

  /** What can be seen to run although the whole cannot be judged. */
  private void open() {
    evidence
        .pipeline()
        .value()
        .map(state -> new Scene(evidence, state).pathBuilds(Status.STARTED))
        .filter(builds -> !builds.isEmpty())
        .ifPresent(builds -> lines.add("This runs, at least: " + BuildNames.builds(builds) + "."));
  }

  private void scene(Scene scene) {
    aborted(scene);
    for (Build build : scene.lockBuilds(Status.STARTED)) {
      if (!verdict.about().equals(Optional.of(build.ref()))) {
        waiter(scene, build);
      }
    }
    var pending =
        scene.lockBuilds(Status.PENDING).stream()
            .filter(build -> !verdict.about().equals(Optional.of(build.ref())))
            .toList();
    if (!pending.isEmpty()) {
      lines.add("Waiting to start: " + BuildNames.builds(pending) + ".");
    }
    pausedLockJob(scene);
    scene.runsNow().stream()
        .filter(build -> !verdict.about().equals(Optional.of(build.ref())) || !verdict.isHung())
        .filter(build -> scene.isSilentFor(build, scene.thresholds().silence()))
        .forEach(
            build ->
                lines.add(
                    "%s has printed nothing for %s%s. It counts as running, but it may hang: look at its log."
                        .formatted(
                            BuildNames.build(build),
                            Span.of(scene.age(scene.lastSign(build).orElseThrow())),
                            lostWorker(scene, build))));
    silentOthers(scene);
    beside(scene);
  }

  /** They keep a recreate away, and only their own people know whether they hang. */
  private void silentOthers(Scene scene) {
    if (verdict instanceof Verdict.Running running) {
      scene.foreignBuilds().stream()
          .filter(running.builds()::contains)
          .filter(build -> scene.isSilentFor(build, scene.thresholds().silence()))
          .forEach(
              build ->
                  lines.add(
                      "%s has printed nothing for %s, which proves no hang, and a recreate would end it. If it hangs, have it aborted, then look again."
                          .formatted(
                              BuildNames.foreign(build),
                              Span.of(scene.age(scene.lastSign(build).orElseThrow())))));
    }
  }

  /** Concourse shows nothing of an abort while its build goes on; the bot's own record does. */
  private void aborted(Scene scene) {
    scene.pipeline().builds().stream()
        .filter(Build::isOpen)
        .filter(build -> !isSubjectOfAcquiring(build))
        .forEach(
            build ->
                evidence
                    .abortOf(build)
                    .map(abort -> aborted(scene, build, abort))
                    .ifPresent(lines::add));
    if (!scene.lockBuilds(Status.STARTED).isEmpty() && mayIgnoreAborts()) {
      Missing.reason("what the bot itself aborted", evidence.aborts()).ifPresent(lines::add);
    }
  }

  private boolean isSubjectOfAcquiring(Build build) {
    return verdict instanceof Verdict.Acquiring && verdict.about().equals(Optional.of(build.ref()));
  }

  private String aborted(Scene scene, Build build, AskedAbort abort) {
    var line =
        "%s was aborted for %s %s ago, and is still open."
            .formatted(BuildNames.build(build), abort.incident(), Span.of(scene.age(abort.at())));
    return scene.isLockJob(build) && build.status() == Status.STARTED
        ? line
            + " If it takes the lock when that is free, it ends and leaves it claimed: then give it"
            + " back once more."
        : line;
  }

  private static String lostWorker(Scene scene, Build build) {
    return new WorkerSense(scene.evidence())
        .conditionOf(scene, build)
        .map(condition -> ", and its worker is " + Outside.name(condition))
        .orElse("");
  }

  /** Beside a run that goes on, so that nobody waits for the next one in vain. */
  private void pausedLockJob(Scene scene) {
    if (!(verdict instanceof Verdict.Paused) && !(verdict instanceof Verdict.Free)) {
      new FreeSense(scene).pause().map(Warnings::pause).ifPresent(lines::add);
    }
  }

  private static String pause(Verdict.Catch.NothingStarts pause) {
    return pause.archived()
        ? "No further deployment can start: the pipeline is archived."
        : "No further deployment can start: %s is paused%s."
            .formatted(
                pause.job().map(job -> "job " + Outside.name(job)).orElse("the pipeline"),
                pause.by().map(who -> " by " + Outside.name(who)).orElse(""));
  }

  /** The next deployment waits in its lock build; behind a held lock nobody can say more. */
  private void waiter(Scene scene, Build build) {
    var step = scene.activity(build).map(a -> OpenStep.claim(scene, build, a));
    if (step.isEmpty() || !isClaimed() || evidence.abortOf(build).isPresent()) {
      return;
    }
    if (scene.hidesDots()) {
      lines.add(
          "%s waits for the lock too. Concourse hides its dots (redact_secrets), so whether it is well shows only when the lock is free.%s"
              .formatted(BuildNames.build(build), mayBeAborted()));
    } else if (step.get().isLooping()) {
      lines.add(
          "%s waits for the lock too: its claim still prints dots.%s"
              .formatted(BuildNames.build(build), mayBeAborted()));
    } else if (scene.isHung(build)) {
      lines.add(silentWaiter(scene, build));
    }
  }

  /** An abort leaves no trace there while the build goes on. */
  private String mayBeAborted() {
    return mayIgnoreAborts()
        ? " If somebody aborted it, Concourse does not show that: then it takes the lock as soon as"
            + " it is free, ends, and leaves it claimed."
        : "";
  }

  private boolean mayIgnoreAborts() {
    return evidence.concourse().value().map(ConcourseVersion::knowsTheHang).orElse(true);
  }

  private String silentWaiter(Scene scene, Build build) {
    return "%s waits for the lock too, and has printed nothing for %s. That alone proves no hang: after a restart of the web node a healthy claim prints nothing more. If it does not take the lock within a minute of its release, it hangs."
        .formatted(
            BuildNames.build(build),
            Span.of(scene.age(scene.lastSign(build).orElse(evidence.at()))));
  }

  private boolean isClaimed() {
    return evidence.lock().value().map(l -> l.place() == PoolLock.Place.CLAIMED).orElse(false);
  }

  private void beside(Scene scene) {
    if (!verdict.isHung()) {
      return;
    }
    var beside =
        Stream.concat(
                scene.builtBeside(Status.STARTED).stream().map(BuildNames::build),
                scene.foreignBuilds().stream().map(BuildNames::foreign))
            .toList();
    if (!beside.isEmpty()) {
      lines.add(
          "The lock does not protect these, and a recreate ends them: "
              + Shortlist.of(beside)
              + ".");
    }
  }

  private void knownHang() {
    boolean fits =
        switch (verdict) {
          case Verdict.HungClaim _, Verdict.HungRelease _ -> true;
          case Verdict.StuckPending v -> v.cause() == Verdict.PendingCause.ABORTED_BUILD_STAYS;
          default -> false;
        };
    evidence
        .concourse()
        .value()
        .filter(_ -> fits)
        .filter(ConcourseVersion::knowsTheHang)
        .ifPresent(
            version ->
                lines.add(
                    "Careful: this Concourse (%s) has a known bug (pool-resource#70, fixed in 7.13.0):"
                            .formatted(Outside.line(version.text(), 20))
                        + " the abort may not work, and the claim may still be pushed after it."));
  }

  /** What people wrote into the lock without moving it. */
  private void notes() {
    evidence.lock().value().map(PoolLock::notes).orElse(List.of()).stream()
        .limit(2)
        .forEach(
            note ->
                lines.add(
                    "A note in the lock, %s ago%s: '%s'."
                        .formatted(
                            Span.of(Duration.between(note.at(), evidence.at())),
                            note.person().map(who -> " by " + Outside.name(who)).orElse(""),
                            Outside.name(note.subject()))));
  }

  private void workers() {
    var bad =
        evidence.workers().value().orElse(List.of()).stream()
            .filter(worker -> !worker.isRunning())
            .map(Warnings::worker)
            .toList();
    if (!bad.isEmpty() && !(verdict instanceof Verdict.WorkerStalled)) {
      lines.add("Not running: " + Shortlist.of(bad) + ".");
    }
  }

  private static String worker(Worker worker) {
    return "worker %s (%s)"
        .formatted(Outside.name(worker.name()), Outside.line(worker.state(), 20));
  }

  private void unread() {
    if (verdict instanceof Verdict.Unknown) {
      return;
    }
    Stream.of(
            lockUnread(),
            Missing.reason("the pipeline", evidence.pipeline()),
            evidence.lock().isKnown()
                ? Missing.reason("the holder's build", evidence.holder())
                : Optional.<String>empty(),
            Missing.reason("the workers", evidence.workers()),
            Missing.reason("the builds of other pipelines", evidence.otherBuilds()),
            Missing.reason("the Director's tasks", evidence.tasks()),
            Missing.reason("the Director's locks", evidence.directorLocks()),
            Missing.reason("the VMs", evidence.instances()),
            Missing.reason("whether the lock is switched on", evidence.lockingSwitchedOff()))
        .flatMap(Optional::stream)
        .distinct()
        .forEach(lines::add);
  }

  private Optional<String> lockUnread() {
    return Judge.isLockingOff(evidence)
        ? Optional.empty()
        : Missing.reason("the lock", evidence.lock());
  }

  private void clocks() {
    Instant limit = evidence.at().plus(CLOCK_TOLERANCE);
    boolean ahead =
        Stream.concat(
                evidence.lock().value().flatMap(lock -> lock.moved()).map(c -> c.at()).stream(),
                evidence.activity().values().stream()
                    .flatMap(fact -> fact.value().flatMap(VerdictGuard::lastEvent).stream()))
            .anyMatch(time -> time.isAfter(limit));
    if (ahead) {
      lines.add("Some times lie in the future: a clock is wrong, so ages may be too.");
    }
  }
}
