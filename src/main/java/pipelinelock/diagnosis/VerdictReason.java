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

/** Why the verdict is what it is, in a sentence or two. */
final class VerdictReason {
  private VerdictReason() {}

  static String of(Verdict verdict, Evidence evidence) {
    var limits = evidence.environment().thresholds();
    return switch (verdict) {
      case Verdict.Free v ->
          "The lock is free in git, no deployment job is running, and no lock build has been open for"
              + " too long."
              + catches(v);
      case Verdict.Acquiring v ->
          v.behind().isEmpty()
              ? acquiring(v, evidence)
              : "Concourse says that it waits for other builds, and one of these is open and moving.";
      case Verdict.Running v -> running(v);
      case Verdict.RunningWithoutLock v ->
          v.builds().stream().allMatch(build -> build.status() == Build.Status.PENDING)
              ? "A job of a run is about to start, and no claim protects it."
              : v.builds().stream().noneMatch(Build::isOpen)
                  ? "Its newest job ended green a moment ago, so the next one is due, and no claim protects it."
                  : v.holder().isPresent()
                      ? "Builds of a run are open, but the lock belongs to another run."
                      : "Builds of a run are open, but the lock is free: its claim failed and a try step hid"
                          + " that, or somebody gave the lock back.";
      case Verdict.FailedRun _ ->
          "Nothing of that run is open any more. A run that fails keeps the lock by design.";
      case Verdict.Paused _ -> "Nothing more can start until it is unpaused.";
      case Verdict.Orphaned v -> orphaned(v);
      case Verdict.HungClaim v -> hungClaim(v, evidence);
      case Verdict.HungRelease _ -> "No other job of this run is open." + place(evidence);
      case Verdict.SelfDeadlock v ->
          "Commit %s says that this very build claimed the lock, yet it still prints that it"
                  .formatted(Outside.name(v.claim().shortId()))
              + " waits: its step was started a second time.";
      case Verdict.WorkerStalled v ->
          "The open step cannot go on there. It last gave a sign of life %s."
              .formatted(Span.ago(v.silentSince(), evidence.at()));
      case Verdict.WebStuck v ->
          v.pending().isEmpty()
              ? "Neither the version nor the pipeline could be read, and the VM's own monitor says"
                  + " that it is not well."
              : "Nothing starts in any pipeline, and Concourse names no reason to wait.";
      case Verdict.ReleaseFailed _ ->
          "Git still shows the claim of that run. A try step hides a release that failed.";
      case Verdict.RunStalled v when v.pending().isPresent() ->
          "No other build of the run is open, and nothing that this one may wait for moves (limit %s)."
              .formatted(Span.of(limits.pending()));
      case Verdict.RunStalled _ ->
          "All builds of the run so far are green, nothing is paused, and the next job normally"
              + " starts within seconds.";
      case Verdict.ClaimLoopsThoughFree _ ->
          "It prints a dot every few seconds, so it looks and finds no free lock, but git shows"
              + " one.";
      case Verdict.StuckPending _ ->
          "It has been waiting for more than %s, and no build of a run is open."
              .formatted(Span.of(limits.pending()));
      case Verdict.BrokenPool v ->
          v.place() == PoolLock.Place.BOTH
              ? "Both folders hold the file, so no build can move it."
              : "Every claim looks in unclaimed only, and waits for ever.";
      case Verdict.LockingOff _ ->
          "The settings say that this environment has no lock, so where the lock is means nothing.";
      case Verdict.Unknown v -> sentence(v, evidence);
    };
  }

  private static String running(Verdict.Running v) {
    String typical =
        v.typical().map(time -> " Runs like this took " + Span.of(time) + " before.").orElse("");
    boolean between = v.builds().stream().noneMatch(Build::isOpen);
    if (!v.builds().isEmpty() && between) {
      return "The run is between two jobs, which takes some seconds." + typical;
    }
    if (!v.builds().isEmpty()) {
      return "An open build counts as running, however silent it is." + typical;
    }
    return "While BOSH works, a deployment may be running, whatever Concourse shows." + typical;
  }

  private static String catches(Verdict.Free v) {
    return v.catches().stream().map(VerdictReason::of).collect(joining());
  }

  private static String of(Verdict.Catch found) {
    return switch (found) {
      case Verdict.Catch.NothingStarts(var _, var _, var archived) when archived ->
          " An archived pipeline starts nothing and cannot be unpaused: set it again.";
      case Verdict.Catch.NothingStarts _ ->
          " Until somebody unpauses it, everything that is triggered waits.";
      case Verdict.Catch.DeadClaim(var build, var worker) ->
          " %s has ended, but Concourse still lists the container of its claim on worker %s. If its process lives, it takes the lock as soon as it can, and nobody gives it back."
              .formatted(BuildNames.build(build), Outside.name(worker));
      case Verdict.Catch.MayStillLand(var build) ->
          " An aborted claim may still reach git minutes after the end of %s. Nobody would give that lock back: look again before the next deployment."
              .formatted(BuildNames.build(build));
    };
  }

  /** Silence alone proves nothing: what the proof is depends on who holds the lock. */
  private static String acquiring(Verdict.Acquiring v, Evidence evidence) {
    var limits = evidence.environment().thresholds();
    if (v.since().plus(limits.claim()).isAfter(evidence.at())) {
      return "That is normal: it began less than %s ago.".formatted(Span.of(limits.claim()));
    }
    return evidence
            .lastSign(v.build())
            .filter(sign -> sign.plus(limits.silence()).isAfter(evidence.at()))
            .isPresent()
        ? "That is normal: it gave a sign of life in the last %s."
            .formatted(Span.of(limits.silence()))
        : "It is old and silent, but it may still take the lock: nothing that was read proves that it hangs.";
  }

  private static String hungClaim(Verdict.HungClaim v, Evidence evidence) {
    boolean claimed =
        evidence.lock().value().map(it -> it.place() == PoolLock.Place.CLAIMED).orElse(false);
    boolean waits = v.phase() == PutPhase.WAITING;
    boolean dots = !evidence.concourse().value().map(it -> it.redactsSecrets()).orElse(true);
    String proof =
        claimed
            ? "Its claim is in git, and a claim that has landed ends within seconds. "
            : !waits
                ? ""
                : dots
                    ? "A healthy wait prints a dot every 10 s and takes a free lock; this one does neither. "
                    : "A healthy wait takes a free lock within seconds; this one leaves it where it is. ";
    return proof + "No other job of this run is open.";
  }

  private static String orphaned(Verdict.Orphaned v) {
    if (v.holder().isPresent()) {
      return "That build has ended and no other job of its run is open, so nobody will give the lock"
          + " back.";
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
                    ? " The lock has been given back already; only the build does not end."
                    : " The lock is still claimed.")
        .orElse("");
  }

  private static String name(Evidence evidence) {
    return evidence.environment().name().value();
  }

  private static String sentence(Verdict.Unknown v, Evidence evidence) {
    if (v.unready()) {
      return "The bot cannot ask anybody about this environment yet, and does nothing in it until it can."
          + " The others are not touched by that.";
    }
    boolean unread = v.why().stream().anyMatch(why -> why.startsWith(Missing.NOT_READ));
    String more = v.why().stream().skip(1).collect(joining("; ")); // the headline has the first
    return (more.isEmpty() ? "" : more + ". ")
        + (unread
            ? "Treat %s as busy until it can be read.".formatted(name(evidence))
            : "The facts contradict each other: treat %s as busy, and look again."
                .formatted(name(evidence)));
  }
}
