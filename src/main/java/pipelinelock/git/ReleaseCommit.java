package pipelinelock.git;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import pipelinelock.lock.Committer;
import pipelinelock.runbook.platform.LockReleaser.Release;

/**
 * Creates the commit that releases a lock: {@code git mv <pool>/claimed/<lock> <pool>/unclaimed/}
 * and nothing else, as pool-resource's {@code UnclaimLock} does (out/git_lock_handler.go). The same
 * release on the same tip always has the same commit id.
 */
final class ReleaseCommit {
  private final GitLockConfig config;
  private final Committer committer;

  ReleaseCommit(GitLockConfig config, Committer committer) {
    this.config = config;
    this.committer = committer;
  }

  /** Writes it into the copy; empty where the tip does not have the lock as claimed. */
  Optional<ObjectId> make(Repository repository, ObjectId tip, Release release) throws IOException {
    try (var walk = new RevWalk(repository);
        var inserter = repository.newObjectInserter();
        var reader = inserter.newReader()) {
      var index = DirCache.read(reader, walk.parseCommit(tip).getTree());
      if (!moveLock(index)) {
        return Optional.empty();
      }
      var commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      commit.setParentId(tip);
      commit.setAuthor(author(release.at()));
      commit.setCommitter(author(release.at()));
      commit.setMessage(release.message().text());
      var id = inserter.insert(commit);
      inserter.flush();
      return Optional.of(id);
    }
  }

  private PersonIdent author(Instant when) {
    return new PersonIdent(committer.name(), committer.address(), when, ZoneOffset.UTC);
  }

  private boolean moveLock(DirCache index) {
    var claimed = index.getEntry(config.claimedPath());
    if (claimed == null || index.getEntry(config.unclaimedPath()) != null) {
      return false;
    }
    var editor = index.editor();
    editor.add(new DirCacheEditor.DeletePath(config.claimedPath()));
    editor.add(
        new DirCacheEditor.PathEdit(config.unclaimedPath()) {
          @Override
          public void apply(DirCacheEntry unclaimed) {
            unclaimed.setFileMode(claimed.getFileMode());
            unclaimed.setObjectId(claimed.getObjectId());
          }
        });
    editor.finish();
    return true;
  }
}
