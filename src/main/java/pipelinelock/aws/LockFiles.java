package pipelinelock.aws;

import java.util.Optional;
import pipelinelock.lock.PoolLock.Place;

/**
 * The lock's files in one commit.
 *
 * @param claimed what the claimed one holds, as its blob id; absent where there is none
 * @param unclaimed the same of the unclaimed one
 */
record LockFiles(Optional<String> claimed, Optional<String> unclaimed) {
  /** Before the first commit. */
  static final LockFiles NONE = new LockFiles(Optional.empty(), Optional.empty());

  Place place() {
    if (claimed.isPresent()) {
      return unclaimed.isPresent() ? Place.BOTH : Place.CLAIMED;
    }
    return unclaimed.isPresent() ? Place.UNCLAIMED : Place.NEITHER;
  }
}
