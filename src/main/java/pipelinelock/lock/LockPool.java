package pipelinelock.lock;

/** The repository that holds one environment's lock. */
public interface LockPool {
  /**
   * Reads the lock as it is now; never from a cache that was not checked against the remote.
   *
   * @throws pipelinelock.environment.RemoteFailure when the repository cannot be read
   */
  PoolLock read();
}
