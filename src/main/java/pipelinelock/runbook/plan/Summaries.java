package pipelinelock.runbook.plan;

import java.util.ArrayList;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Look;
import pipelinelock.diagnosis.evidence.Fingerprint;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;

/** Summarises evidence in the few words that the record keeps. */
public final class Summaries {
  private Summaries() {}

  public static EvidenceSummary of(Diagnosis diagnosis) {
    var lines = new ArrayList<String>();
    lines.add(diagnosis.reason());
    lines.add(diagnosis.rival());
    lines.addAll(diagnosis.warnings());
    lines.removeIf(String::isBlank);
    return new EvidenceSummary(
        diagnosis.fingerprint().hex(),
        diagnosis.verdict().title(),
        diagnosis.headline(),
        lines,
        diagnosis.evidence().at());
  }

  /** The look that was summarised, as far as a later one is compared with it. */
  public static Look look(EvidenceSummary summary) {
    return new Look(new Fingerprint(summary.fingerprint()), summary.at());
  }

  /** Where the lock is and who put it there, as a sentence. */
  public static String lock(PoolLock lock) {
    var by =
        lock.moved().map(commit -> " (" + commit.shortId() + ": " + who(commit) + ")").orElse("");
    return switch (lock.place()) {
      case CLAIMED -> "The lock is claimed" + by + ".";
      case UNCLAIMED -> "The lock is unclaimed" + by + ".";
      case BOTH -> "The lock is in both folders of the pool" + by + ".";
      case NEITHER -> "The lock is in neither folder of the pool" + by + ".";
    };
  }

  private static String who(LockCommit commit) {
    return commit
        .claimingBuild()
        .map(build -> "claimed by " + build.shortForm())
        .orElseGet(commit::subject);
  }
}
