package pipelinelock.slack.card;

import java.time.Duration;
import java.util.Optional;
import pipelinelock.diagnosis.evidence.Evidence;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.slack.message.Mrkdwn;
import pipelinelock.wording.Span;

/** Who has held the lock since when, in Slack's markup. */
public final class HolderLine {
  private HolderLine() {}

  public static String of(Evidence evidence) {
    Optional<PoolLock> lock = evidence.lock().value();
    return lock.isEmpty()
        ? "The lock was not read."
        : lock.get()
            .moved()
            .map(commit -> state(lock.get(), commit) + since(commit, evidence))
            .orElse("The lock was never used.");
  }

  private static String since(LockCommit commit, Evidence evidence) {
    return " since %s, %s when seen"
        .formatted(Mrkdwn.date(commit.at()), Span.of(Duration.between(commit.at(), evidence.at())));
  }

  private static String state(PoolLock lock, LockCommit commit) {
    return switch (lock.place()) {
      case CLAIMED ->
          "The lock has been held by "
              + Mrkdwn.code(
                  commit.claimingBuild().map(it -> it.shortForm()).orElse(commit.author()));
      case UNCLAIMED -> "The lock has been free";
      case BOTH -> "The lock has been in both folders";
      case NEITHER -> "The lock has been in neither folder";
    };
  }
}
