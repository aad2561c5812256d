package pipelinelock.lock;

import java.util.List;
import java.util.Optional;

/**
 * The lock as the pool repository has it at one moment.
 *
 * @param pool the pool's folder, {@code create-cloudfoundry}
 * @param name the lock's file, {@code lock}
 * @param tip the commit id at the tip of the branch
 * @param latest the newest commit that changed the lock; absent where the pool has none
 * @param history the newest commits that changed the lock, newest first, {@code latest} included
 */
public record PoolLock(
    String pool,
    String name,
    Place place,
    String tip,
    Optional<LockCommit> latest,
    List<LockCommit> history) {
  /** Which of the two paths exists at the branch's tip. */
  public enum Place {
    CLAIMED,
    UNCLAIMED,
    /** In both folders: no build can claim or release it safely. */
    BOTH,
    /** In neither folder, or no such pool: every claim waits for ever. */
    NEITHER
  }

  public PoolLock {
    history = List.copyOf(history);
  }

  /** The build that holds the lock now, where it is claimed by one. */
  public Optional<BuildRef> holder() {
    return place == Place.CLAIMED ? latest.flatMap(LockCommit::claimingBuild) : Optional.empty();
  }
}
