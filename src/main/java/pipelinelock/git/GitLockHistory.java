package pipelinelock.git;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockFiles;
import pipelinelock.lock.LockMessages;
import pipelinelock.lock.LockTrail;
import pipelinelock.lock.PoolLock;

/** What the commits behind a tip say about the lock. */
final class GitLockHistory {
  /** Commits cost no call here, so the walk goes on for as long as changes are wanted. */
  private static final int FAR = 2_000;

  private static final int MERGES = 20_000;

  private final GitLockConfig config;

  GitLockHistory(GitLockConfig config) {
    this.config = config;
  }

  /**
   * The lock as far as the copy goes.
   *
   * @param mayBeOlder the commit that moved it was not found, but the history goes on beyond the
   *     copy
   */
  record Reading(PoolLock lock, boolean mayBeOlder) {}

  Reading read(Repository repository, ObjectId tip) throws IOException {
    try (var copied = new Copied(repository)) {
      var reach = new LockTrail.Reach(config.history(), FAR, MERGES);
      var found = new LockTrail<>(copied, reach).follow(tip.name());
      var lock =
          new PoolLock(
              config.pool(),
              config.lock(),
              copied.see(tip.name()).files().place(),
              tip.name(),
              found.moved(),
              found.history());
      return new Reading(lock, !found.isWhole());
    }
  }

  /** The commits of the copy. */
  private final class Copied implements LockTrail.Commits<IOException>, AutoCloseable {
    private final ObjectReader objects;
    private final RevWalk walk;
    private final Set<ObjectId> boundary;

    /** By the tree of the pool's folder, which few commits of a busy repository change. */
    private final Map<ObjectId, LockFiles> byFolder = new HashMap<>();

    Copied(Repository repository) throws IOException {
      objects = repository.newObjectReader();
      walk = new RevWalk(objects);
      walk.setRetainBody(false); // a message may be large, and few of them are told
      boundary = repository.getObjectDatabase().getShallowCommits();
    }

    @Override
    public LockTrail.Seen see(String id) throws IOException {
      var commit = walk.parseCommit(ObjectId.fromString(id));
      return new LockTrail.Seen(
          boundary.contains(commit.getId()) ? Optional.empty() : Optional.of(parents(commit)),
          files(commit));
    }

    private static List<String> parents(RevCommit commit) {
      return Arrays.stream(commit.getParents()).map(AnyObjectId::name).toList();
    }

    private LockFiles files(RevCommit commit) throws IOException {
      try (var folder = TreeWalk.forPath(objects, config.pool(), commit.getTree())) {
        if (folder == null) {
          return LockFiles.NONE;
        }
        var id = folder.getObjectId(0);
        var known = byFolder.get(id);
        if (known != null) {
          return known;
        }
        var files =
            new LockFiles(file(commit, config.claimedPath()), file(commit, config.unclaimedPath()));
        byFolder.put(id, files);
        return files;
      }
    }

    private Optional<String> file(RevCommit commit, String path) throws IOException {
      try (var found = TreeWalk.forPath(objects, path, commit.getTree())) {
        return Optional.ofNullable(found)
            .filter(it -> !it.getFileMode(0).equals(FileMode.TREE))
            .map(it -> it.getObjectId(0).name());
      }
    }

    @Override
    public LockCommit tell(String id, LockCommit.Effect effect) throws IOException {
      var commit = walk.parseCommit(ObjectId.fromString(id));
      walk.parseBody(commit);
      var message = commit.getFullMessage();
      return new LockCommit(
          id,
          Signatures.time(commit),
          Signatures.author(commit).toString(),
          message,
          LockMessages.read(message, config.lock()),
          effect);
    }

    @Override
    public void close() {
      walk.close();
      objects.close();
    }
  }
}
