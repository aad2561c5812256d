package pipelinelock.lock;

import java.util.List;
import java.util.Optional;

/**
 * The lock in the pool repository at one moment.
 *
 * @param pool the pool's folder, {@code create-cloudfoundry}
 * @param name the lock's file, {@code lock}
 * @param tip the commit id at the tip of the branch
 * @param moved the newest commit that moved the lock to its place; absent if the pool never had one
 * @param history the newest commits that changed the lock's files, newest first, notes included;
 *     {@code moved} may be older
 */
public record PoolLock(
    String pool,
    String name,
    Place place,
    String tip,
    Optional<LockCommit> moved,
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

  /** The commit by which the lock is claimed; empty where it is not. */
  public Optional<LockCommit> claim() {
    return place == Place.CLAIMED ? moved : Optional.empty();
  }

  /** Notes and edits since the lock was moved to where it is, newest first. */
  public List<LockCommit> notes() {
    return history.stream().takeWhile(LockCommit::isNote).toList();
  }

  /** The build that holds the lock now, where it is claimed by one of a job. */
  public Optional<BuildRef> holder() {
    return claim().flatMap(LockCommit::claimingBuild);
  }
}
