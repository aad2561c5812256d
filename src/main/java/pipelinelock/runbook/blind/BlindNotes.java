package pipelinelock.runbook.blind;

import java.util.ArrayList;
import java.util.List;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.ladder.Blindness;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.wording.UtcTime;

/** What people should know before they approve a recreate of which nobody sees what it ends. */
public final class BlindNotes {
  private BlindNotes() {}

  /** A sentence each, the gravest first. */
  public static List<String> of(Evidence evidence, Blindness.Blind blind) {
    var notes = new ArrayList<String>();
    notes.add(
        "Builds that run now cannot be seen: any of them ends, or repeats all its steps, deployments included."
            + evidence.lock().value().map(lock -> " " + holder(lock, evidence)).orElse(""));
    if (!blind.withWorker().isEmpty()) {
      notes.add(
          "%s may carry a worker: a claim that waits there goes on without the lock, unless it is aborted within 5 min of Concourse's return."
              .formatted(
                  String.join(", ", blind.withWorker().stream().map(Object::toString).toList())));
    }
    notes.add(
        "Silence is no proof: only the bot's own way to Concourse may be broken. Open Concourse in a browser before you approve.");
    return notes;
  }

  private static String holder(PoolLock lock, Evidence evidence) {
    return switch (lock.place()) {
      case CLAIMED ->
          lock.moved()
              .map(
                  claim ->
                      "By git, %s has held the lock since %s: that deployment may be running."
                          .formatted(who(claim), UtcTime.of(claim.at(), evidence.at())))
              .orElse(
                  "By git the lock is claimed, by a commit that was not found: somebody may be deploying.");
      case UNCLAIMED ->
          lock.moved()
              .map(
                  release ->
                      "By git the lock has been free since %s. What runs without it shows nowhere."
                          .formatted(UtcTime.of(release.at(), evidence.at())))
              .orElse("By git the lock is free. What runs without it shows nowhere.");
      case BOTH, NEITHER ->
          "The lock's pool is broken, so git does not say who deploys: somebody may be.";
    };
  }

  private static String who(LockCommit claim) {
    return claim
        .claimingBuild()
        .map(build -> build.shortForm())
        .orElse("a commit that names no build");
  }
}
