package pipelinelock.git;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import pipelinelock.lock.PoolLock;

/** The lock as {@link GitLockHistory} reads it, without a fetch: for worlds by the thousand. */
public final class HistoryReading {
  private HistoryReading() {}

  /** Reads the lock from the history behind a tip. */
  public static PoolLock read(Repository repository, ObjectId tip, String pool, String lock)
      throws IOException {
    var remote = LockRemotes.of(URI.create("file:///nowhere"), "main");
    var config = new GitLockConfig(remote, pool, lock, Path.of("nowhere"));
    return new GitLockHistory(config).read(repository, tip).lock();
  }
}
