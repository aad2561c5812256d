package pipelinelock.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.diagnosis.evidence.AskedAbort;
import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.FreeSense;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.diagnosis.judge.OpenStep;
import pipelinelock.diagnosis.judge.Scene;
import pipelinelock.diagnosis.judge.WorkerSense;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Shortlist;
import pipelinelock.wording.Span;

/** What a person should know about the open builds besides the verdict's own. */
final class BuildWarnings {
  private final Scene scene;
  private final Evidence evidence;
  private final Verdict verdict;
  private final List<String> lines = new ArrayList<>();

  BuildWarnings(Scene scene, Verdict verdict) {
    this.scene = scene;
    this.evidence = scene.evidence();
    this.verdict = verdict;
  }

  List<String> lines() {
    aborted();
    for (Build build : scene.lockBuilds(Status.STARTED)) {
      if (!verdict.about().equals(Optional.of(build.ref()))) {
        waiter(build);
      }
    }
    var pending =
        scene.lockBuilds(Status.PENDING).stream()
            .filter(build -> !verdict.about().equals(Optional.of(build.ref())))
            .toList();
    if (!pending.isEmpty()) {
      lines.add("Waiting to start: " + BuildNames.builds(pending) + ".");
    }
    pausedLockJob();
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
                            lostWorker(build))));
    silentOthers();
    beside();
    return List.copyOf(lines);
  }

  /** They keep a recreate away, and only their own people know whether they hang. */
  private void silentOthers() {
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
  private void aborted() {
    scene.pipeline().builds().stream()
        .filter(Build::isOpen)
        .filter(build -> !isSubjectOfAcquiring(build))
        .forEach(
            build ->
                evidence.abortOf(build).map(abort -> aborted(build, abort)).ifPresent(lines::add));
    if (!scene.lockBuilds(Status.STARTED).isEmpty() && mayIgnoreAborts()) {
      Missing.reason("what the bot itself aborted", evidence.aborts()).ifPresent(lines::add);
    }
  }

  private boolean isSubjectOfAcquiring(Build build) {
    return verdict instanceof Verdict.Acquiring && verdict.about().equals(Optional.of(build.ref()));
  }

  private String aborted(Build build, AskedAbort abort) {
    var line =
        "%s was aborted for %s %s ago, and is still open."
            .formatted(BuildNames.build(build), abort.incident(), Span.of(scene.age(abort.at())));
    return scene.isLockJob(build) && build.status() == Status.STARTED
        ? line
            + " If it takes the lock when that is free, it ends and leaves it claimed: then give it"
            + " back once more."
        : line;
  }

  private String lostWorker(Build build) {
    return new WorkerSense(evidence)
        .conditionOf(scene, build)
        .map(condition -> ", and its worker is " + Outside.name(condition))
        .orElse("");
  }

  /** During a run that goes on, so that nobody waits for the next one in vain. */
  private void pausedLockJob() {
    if (!(verdict instanceof Verdict.Paused) && !(verdict instanceof Verdict.Free)) {
      new FreeSense(scene).pause().map(BuildWarnings::pause).ifPresent(lines::add);
    }
  }

  static String pause(Verdict.Catch.NothingStarts pause) {
    return pause.archived()
        ? "No further deployment can start: the pipeline is archived."
        : "No further deployment can start: %s is paused%s."
            .formatted(
                pause.job().map(job -> "job " + Outside.name(job)).orElse("the pipeline"),
                pause.by().map(who -> " by " + Outside.name(who)).orElse(""));
  }

  /** The next deployment waits in its lock build; behind a held lock nobody can say more. */
  private void waiter(Build build) {
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
      lines.add(silentWaiter(build));
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

  private String silentWaiter(Build build) {
    return "%s waits for the lock too, and has printed nothing for %s. That alone proves no hang: after a restart of the web node a healthy claim prints nothing more. If it does not take the lock within a minute of its release, it hangs."
        .formatted(
            BuildNames.build(build),
            Span.of(scene.age(scene.lastSign(build).orElse(evidence.at()))));
  }

  private boolean isClaimed() {
    return evidence.lock().value().map(l -> l.place() == PoolLock.Place.CLAIMED).orElse(false);
  }

  private void beside() {
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
}
