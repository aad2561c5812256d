package pipelinelock.runbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import pipelinelock.diagnosis.Cure;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.pipeline.Build;

/** Evidence in the few words that a record keeps. */
final class Summaries {
  private Summaries() {}

  static EvidenceSummary of(Diagnosis diagnosis) {
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

  /** The same, and what the cure ends and leaves as it is: those who approve have to know. */
  static EvidenceSummary of(Diagnosis diagnosis, Optional<Cure> cure) {
    var plain = of(diagnosis);
    var lines = new ArrayList<>(plain.lines());
    cure.map(Cure::destroys)
        .filter(ended -> !ended.isEmpty())
        .ifPresent(ended -> lines.add("It ends " + builds(ended) + "."));
    cure.map(Cure::doesNotCure).filter(left -> !left.isBlank()).ifPresent(lines::add);
    return new EvidenceSummary(
        plain.fingerprint(), plain.state(), plain.headline(), lines, plain.at());
  }

  private static String builds(List<Build> builds) {
    return builds.stream()
        .map(build -> build.ref().pipeline() + "/" + build.ref().shortForm())
        .collect(Collectors.joining(", "));
  }

  /** Where the lock is and who put it there, as a sentence. */
  static String lock(PoolLock lock) {
    var by =
        lock.latest().map(commit -> " (" + commit.shortId() + ": " + who(commit) + ")").orElse("");
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
