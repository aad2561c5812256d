package pipelinelock.diagnosis;

import static java.util.stream.Collectors.joining;

import pipelinelock.diagnosis.evidence.BuildNames;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.diagnosis.judge.Missing;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity.PutPhase;
import pipelinelock.wording.Outside;
import pipelinelock.wording.Span;
import pipelinelock.wording.UtcTime;

/** Why the verdict is what it is, in a sentence or two. */
final class Reason {
  private Reason() {}

  static String of(Verdict verdict, Evidence evidence) {
    var limits = evidence.environment().thresholds();
    return switch (verdict) {
      case Verdict.Free v ->
          "The lock lies in unclaimed, no deployment job is running, and no lock build is open for"
              + " too long."
              + catches(v);
      case Verdict.Acquiring v ->
          v.behind().isEmpty()
              ? "The lock build is younger than %s, or its step gave a sign of life within %s: those are the thresholds of this environment."
                  .formatted(Span.of(limits.claim()), Span.of(limits.silence()))
              : "Concourse says that it waits for other builds, and one that it may wait for is open and moves.";
      case Verdict.Running v -> running(v);
      case Verdict.RunningWithoutLock v ->
          v.builds().stream().allMatch(build -> build.status() == Build.Status.PENDING)
              ? "A job of a run waits to start, nothing holds it back for good, and no claim protects it."
              : v.builds().stream().noneMatch(Build::isOpen)
                  ? "Its newest job ended green a moment ago, so its next one is due, and no claim protects it."
                  : v.holder().isPresent()
                      ? "Builds of a run are open, and the lock belongs to another one."
                      : "Builds of a run are open, and the lock lies in unclaimed: its claim failed in a try"
                          + " step, or somebody gave the lock back.";
      case Verdict.FailedRun v ->
          "The lock is claimed, nothing of that run is open, and %s ended as %s. A run that fails"
                  .formatted(
                      BuildNames.build(v.failed().getFirst()),
                      v.failed().getFirst().status().text())
              + " keeps the lock by design.";
      case Verdict.Paused _ -> "What should come next cannot start before it is unpaused.";
      case Verdict.Orphaned v -> orphaned(v);
      case Verdict.HungClaim v -> hungClaim(v, evidence);
      case Verdict.HungRelease v ->
          "The build has been open for longer than %s, its last sign of life is from %s, and"
                  .formatted(Span.of(limits.claim()), UtcTime.of(v.silentSince(), evidence.at()))
              + " nothing else of the run is open."
              + place(evidence);
      case Verdict.SelfDeadlock v ->
          "Commit %s says that this very build claimed the lock, and the build still prints that it"
                  .formatted(Outside.name(v.claim().shortId()))
              + " waits: its step was started a second time.";
      case Verdict.WorkerStalled v ->
          "The open step cannot go on there. Its last sign of life is from %s."
              .formatted(UtcTime.of(v.silentSince(), evidence.at()));
      case Verdict.WebStuck v ->
          v.pending().isEmpty()
              ? "Neither the version nor the pipeline could be read, and the VM's own monitor says"
                  + " that it does not run well."
              : "Nothing is started in any pipeline, and Concourse names no reason to wait.";
      case Verdict.ReleaseFailed v ->
          "The run came to %s, which ended, but git still shows its claim. Its try step hides a"
                  .formatted(BuildNames.build(v.unlock()))
              + " release that failed.";
      case Verdict.RunStalled v when v.pending().isPresent() ->
          "Nothing of the run is open but this build, which was first seen pending more than %s ago, and nothing that it may wait for moves."
              .formatted(Span.of(limits.pending()));
      case Verdict.RunStalled _ ->
          "All builds of the run so far are green, nothing is paused, and the scheduler normally"
              + " needs seconds.";
      case Verdict.ClaimLoopsThoughFree _ ->
          "The build prints a dot every few seconds, so it looks and finds no free lock; git shows"
              + " one.";
      case Verdict.StuckPending _ ->
          "The lock build was first seen pending more than %s ago, and no build of a run is open."
              .formatted(Span.of(limits.pending()));
      case Verdict.BrokenPool v ->
          v.place() == PoolLock.Place.BOTH
              ? "claimed and unclaimed both hold the file, so no build can move it."
              : "Every claim looks into unclaimed only, and waits for ever.";
      case Verdict.LockingOff _ ->
          "Its configuration switches the lock off, so the lock's place means nothing here.";
      case Verdict.Unknown v -> sentence(v);
    };
  }

  private static String running(Verdict.Running v) {
    String typical = v.typical().map(time -> " Such runs took " + Span.of(time) + ".").orElse("");
    boolean between = v.builds().stream().noneMatch(Build::isOpen);
    if (!v.builds().isEmpty() && between) {
      return "The run is between two jobs, which takes the scheduler some seconds." + typical;
    }
    if (!v.builds().isEmpty()) {
      return "A build that is open counts as running, however silent it is." + typical;
    }
    return "BOSH is at work, whatever Concourse shows." + typical;
  }

  private static String catches(Verdict.Free v) {
    return v.catches().stream().map(Reason::of).collect(joining());
  }

  private static String of(Verdict.Catch found) {
    return switch (found) {
      case Verdict.Catch.NothingStarts(var _, var _, var archived) when archived ->
          " An archived pipeline starts nothing, and cannot be unpaused: it has to be set anew.";
      case Verdict.Catch.NothingStarts _ ->
          " Nobody can deploy before the pause is over: what is triggered now stays pending.";
      case Verdict.Catch.DeadClaim(var build, var worker) ->
          " %s has ended, but Concourse still lists the container of its claim on worker %s. If its process lives, it takes the lock as soon as it can, and nobody gives it back."
              .formatted(BuildNames.build(build), Outside.name(worker));
      case Verdict.Catch.MayStillLand(var build) ->
          " An aborted claim may still reach git minutes after the end of %s. Nobody would give that lock back: look again before the next deployment."
              .formatted(BuildNames.build(build));
    };
  }

  /** Silence alone proves nothing: what the proof is depends on who holds the lock. */
  private static String hungClaim(Verdict.HungClaim v, Evidence evidence) {
    boolean claimed =
        evidence.lock().value().map(it -> it.place() == PoolLock.Place.CLAIMED).orElse(false);
    boolean waits = v.phase() == PutPhase.WAITING;
    String proof =
        claimed
            ? " Its claim is in git, and a step whose claim has landed ends within seconds."
            : waits
                ? " A claim looks for the lock every 10 s, and this one leaves a free lock where it is."
                : "";
    return "The build has been open for longer than %s, its last sign of life is from %s, and nothing else of the run is open."
            .formatted(
                Span.of(evidence.environment().thresholds().claim()),
                UtcTime.of(v.silentSince(), evidence.at()))
        + proof;
  }

  private static String orphaned(Verdict.Orphaned v) {
    if (v.holder().isPresent()) {
      return "The build that claimed has ended, no run of it goes on, and nobody else will give the"
          + " lock back.";
    }
    return v.claim().claimingBuild().isPresent()
        ? "Concourse does not know the build that the claim names, and no run is open."
        : "The claim names no build of a job: a person or a script may have made it on purpose.";
  }

  private static String place(Evidence evidence) {
    return evidence
        .lock()
        .value()
        .map(
            lock ->
                lock.place() == PoolLock.Place.UNCLAIMED
                    ? " The lock is given back already; only the build does not end."
                    : " The lock is still claimed.")
        .orElse("");
  }

  private static String sentence(Verdict.Unknown v) {
    if (v.unready()) {
      return "The bot has asked nobody about this environment, and does nothing in it until then; the"
          + " others are not touched by that.";
    }
    boolean unread = v.why().stream().anyMatch(why -> why.startsWith(Missing.NOT_READ));
    String more = v.why().stream().skip(1).collect(joining("; ")); // the headline has the first
    return (more.isEmpty() ? "" : more + ". ")
        + (unread
            ? "What could not be read counts as running."
            : "Facts that contradict each other count as running; another look may settle it.");
  }
}
