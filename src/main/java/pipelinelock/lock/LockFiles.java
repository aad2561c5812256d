package pipelinelock.lock;

import java.util.Optional;
import pipelinelock.lock.LockCommit.Effect;
import pipelinelock.lock.PoolLock.Place;

/**
 * The lock's files in one commit.
 *
 * @param claimed the blob id of the claimed one; absent if there is none
 * @param unclaimed the blob id of the unclaimed one; absent if there is none
 */
public record LockFiles(Optional<String> claimed, Optional<String> unclaimed) {
  /** Before the first commit. */
  public static final LockFiles NONE = new LockFiles(Optional.empty(), Optional.empty());

  public Place place() {
    if (claimed.isPresent()) {
      return unclaimed.isPresent() ? Place.BOTH : Place.CLAIMED;
    }
    return unclaimed.isPresent() ? Place.UNCLAIMED : Place.NEITHER;
  }

  /** What a commit did that found the lock as it was before, and left it so. */
  Effect since(LockFiles before) {
    if (claimed.isPresent() && before.claimed.isEmpty()) {
      return Effect.CLAIMS;
    }
    // A double that somebody took away leaves the claim of before as it was.
    if (place() == before.place() || (place() == Place.CLAIMED)) {
      return Effect.TOUCHES;
    }
    return place() == Place.UNCLAIMED ? Effect.FREES : Effect.BREAKS;
  }
}
