package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Worker;

/** What a person should know beside the verdict. */
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
    workers();
    unread();
    clocks();
    return List.copyOf(lines);
  }

  private void state() {
    switch (verdict) {
      case Verdict.RunningWithoutLock _ ->
          lines.add("A second deployment may start beside this one: nothing locks it out.");
      case Verdict.WebStuck v when v.pending().isEmpty() ->
          lines.add(
              "Builds that were open when the web VM died repeat their steps when it is back.");
      case Verdict.Unknown _ -> open();
      case Verdict.Paused v when !v.failed().isEmpty() ->
          lines.add(Plain.builds(v.failed()) + " must be run again after that.");
      default -> {}
    }
  }

  /** What can be seen to run although the whole cannot be judged. */
  private void open() {
    evidence
        .pipeline()
        .value()
        .map(state -> new Scene(evidence, state).pathBuilds(Status.STARTED))
        .filter(builds -> !builds.isEmpty())
        .ifPresent(builds -> lines.add("This runs, at least: " + Plain.builds(builds) + "."));
  }

  private void scene(Scene scene) {
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
      lines.add("Waiting to start: " + Plain.builds(pending) + ".");
    }
    scene.pathBuilds(Status.STARTED).stream()
        .filter(build -> scene.isSilentFor(build, scene.thresholds().silence()))
        .forEach(
            build ->
                lines.add(
                    "%s is silent for %s: it may hang itself; look at its log."
                        .formatted(
                            Plain.build(build),
                            Plain.age(scene.age(scene.lastSign(build).orElseThrow())))));
    beside(scene);
  }

  /** The next deployment waits in its lock build: healthy as long as it prints dots. */
  private void waiter(Scene scene, Build build) {
    var step = scene.activity(build).map(a -> new OpenStep(scene, build, a));
    if (step.isEmpty() || !isClaimed()) {
      return;
    }
    if (step.get().isLooping()) {
      lines.add(Plain.build(build) + " waits its turn, as it should.");
    } else if (scene.isHung(build)) {
      lines.add(
          Plain.build(build)
              + " waits too, and hangs; freeing it gains nothing before the holder.");
    }
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
                scene.builtBeside(Status.STARTED).stream().map(Plain::build),
                scene.foreignBuilds().stream().map(Plain::foreign))
            .toList();
    if (!beside.isEmpty()) {
      lines.add(
          "The lock does not protect these, and a recreate kills them: "
              + Plain.some(beside)
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
                    "A hint, no proof: Concourse %s has a known hang of pool steps"
                            .formatted(Plain.outside(version.text(), 20))
                        + " (pool-resource#70, fixed in 7.13.0): an abort may do nothing, and an"
                        + " aborted claim may still land."));
  }

  private void workers() {
    var bad =
        evidence.workers().value().orElse(List.of()).stream()
            .filter(worker -> !worker.isRunning())
            .map(Warnings::worker)
            .toList();
    if (!bad.isEmpty() && !(verdict instanceof Verdict.WorkerStalled)) {
      lines.add("Not running: " + Plain.some(bad) + ".");
    }
  }

  private static String worker(Worker worker) {
    return "worker %s (%s)"
        .formatted(Plain.outside(worker.name()), Plain.outside(worker.state(), 20));
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
                    .flatMap(fact -> fact.value().flatMap(Guard::lastEvent).stream()))
            .anyMatch(time -> time.isAfter(limit));
    if (ahead) {
      lines.add("Some times lie in the future: a clock is wrong, so ages may be too.");
    }
  }
}
