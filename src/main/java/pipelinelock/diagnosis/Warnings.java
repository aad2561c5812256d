package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.Judge;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.lock.PoolLock;
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
    evidence
        .pipeline()
        .value()
        .map(state -> new BuildWarnings(new Scene(evidence, state), verdict).lines())
        .ifPresent(lines::addAll);
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
      case Verdict.Catch.NothingStarts pause -> BuildWarnings.pause(pause);
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
