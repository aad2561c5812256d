package pipelinelock.diagnosis.judge;

import java.util.Optional;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.LockMessage.PoolResource;
import pipelinelock.lock.LockMessage.Verb;
import pipelinelock.lock.PoolLock;

/** Compares what a commit says about the lock with what its files say. */
public final class LockSense {
  private LockSense() {}

  public static boolean claims(LockCommit commit) {
    return verb(commit).map(v -> v == Verb.CLAIMING || v == Verb.ADDING_CLAIMED).orElse(false);
  }

  public static boolean releases(LockCommit commit) {
    return verb(commit).map(v -> v == Verb.UNCLAIMING || v == Verb.ADDING_UNCLAIMED).orElse(false);
  }

  public static boolean isByOneOffBuild(LockCommit commit) {
    return commit.meaning() instanceof PoolResource message
        && message.holder() instanceof Holder.OneOffBuild;
  }

  private static Optional<Verb> verb(LockCommit commit) {
    return switch (commit.meaning()) {
      case PoolResource message -> Optional.of(message.verb());
      case LockMessage.Other _ -> Optional.empty();
    };
  }

  /** Whether the newest commit says the opposite of what the folders show. */
  public static boolean contradictsItself(PoolLock lock) {
    return switch (lock.place()) {
      case CLAIMED -> lock.moved().map(LockSense::releases).orElse(false);
      case UNCLAIMED -> lock.moved().map(LockSense::claims).orElse(false);
      case BOTH, NEITHER -> false;
    };
  }
}
