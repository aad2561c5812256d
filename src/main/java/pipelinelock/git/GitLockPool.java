package pipelinelock.git;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.LargeObjectException;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;

/**
 * Reads the lock from a git repository. Each read first fetches the branch into a shallow copy that
 * the process keeps; a read pushes nothing. Concurrent readers share a fetch, but never one that
 * began before they asked.
 */
public final class GitLockPool implements LockPool {
  private static final int DEEPER = 20;

  /** Beyond this, fetching the whole history takes no more calls and hardly more time. */
  private static final int MANY = 10_000;

  private final GitLockConfig config;
  private final LockCopy copy;
  private final SharedReading<PoolLock> readings;

  /** Only touched by the one reading that is under way; deep enough for the last one. */
  private volatile int depth;

  public GitLockPool(GitLockConfig config) {
    this(config, GitAccess.of(config));
  }

  GitLockPool(GitLockConfig config, GitAccess access) {
    this.config = config;
    this.copy = new LockCopy(config, access);
    this.readings = new SharedReading<>(config.deadline(), this::lateness);
    this.depth = config.depth();
  }

  @Override
  public PoolLock read() {
    return readings.read(this::readAnew);
  }

  private PoolLock readAnew() {
    boolean kept = copy.exists();
    try {
      return readFromCopy();
    } catch (RemoteFailure failure) {
      // The server may send nonsense, or the copy may be broken: only a new copy shows which.
      if (failure.kind() != RemoteFailure.Kind.GARBAGE || !kept) {
        throw failure;
      }
      return readFromCopy();
    }
  }

  private PoolLock readFromCopy() {
    var history = new GitLockHistory(config);
    try {
      var reading = copy.fetch(depth, history::read);
      while (reading.mayBeOlder() && depth < LockCopy.WHOLE) {
        depth = depth > MANY ? LockCopy.WHOLE : depth * DEEPER;
        reading = copy.fetch(depth, history::read);
      }
      return reading.lock();
    } catch (GitAPIException | IOException | JGitInternalException | LargeObjectException e) {
      throw GitFailures.explain(config.remote(), e);
    }
  }

  private RemoteFailure lateness(Duration limit) {
    return GitFailures.late(config.remote(), limit);
  }
}
