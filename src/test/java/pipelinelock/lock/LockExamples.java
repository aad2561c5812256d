package pipelinelock.lock;

import java.util.Optional;

/** What tests look for in a lock's history. */
public final class LockExamples {
  private LockExamples() {}

  /** The newest commit that changed the lock's files in any way, a note included. */
  public static Optional<LockCommit> latest(PoolLock lock) {
    return lock.history().stream().findFirst();
  }

  /** Whoever holds the lock, as far as the claim's message says. */
  public static Optional<Holder> claimant(PoolLock lock) {
    return lock.claim().flatMap(LockCommit::claimant);
  }

  /** The commit that released the lock; empty unless the lock is free. */
  public static Optional<LockCommit> release(PoolLock lock) {
    return lock.place() == PoolLock.Place.UNCLAIMED ? lock.moved() : Optional.empty();
  }
}
