package pipelinelock.git;

import static org.eclipse.jgit.transport.TagOpt.NO_TAGS;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FileUtils;
import pipelinelock.lock.Committer;

/**
 * The newest commit of a witness's branch, in a copy made for one question and deleted afterwards.
 *
 * @param tip empty where the repository has no such branch yet
 */
record WitnessCopy(Path folder, Repository repository, Optional<ObjectId> tip)
    implements AutoCloseable {
  /** In bytes: the branch is for checkpoints. */
  private static final long LARGEST = 64L << 20;

  private static final int LONGEST = 16 << 20;

  static {
    JGitSystem.install();
  }

  static WitnessCopy fetch(GitLockConfig.Remote remote, GitAccess access, Duration limit)
      throws GitAPIException, IOException {
    var folder = Files.createTempDirectory("pipeline-lock-witness-");
    var repository = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
    boolean good = false;
    try {
      repository.create(true);
      repository.getConfig().setBoolean("gc", null, "autodetach", false);
      var copy = new WitnessCopy(folder, repository, tip(repository, remote, access, limit));
      good = true;
      return copy;
    } finally {
      if (!good) {
        delete(folder, repository);
      }
    }
  }

  private static Optional<ObjectId> tip(
      Repository repository, GitLockConfig.Remote remote, GitAccess access, Duration limit)
      throws GitAPIException {
    var ref = remote.ref();
    var size = SizeLimit.on(repository.getDirectory().toPath(), LARGEST);
    try (var git = new Git(repository);
        size) {
      var command =
          git.fetch()
              .setRemote(remote.url().toString())
              .setRefSpecs(new RefSpec("+" + ref + ":" + ref))
              .setTagOpt(NO_TAGS)
              .setDepth(1)
              .setTimeout(LockCopy.seconds(limit))
              .setProgressMonitor(new LockCopy.StopsWithItsThread());
      access.prepare(command, _ -> {});
      var tip = command.call().getAdvertisedRef(ref);
      size.check();
      return Optional.ofNullable(tip).map(it -> it.getObjectId());
    } catch (TransportException e) {
      if (size.isExceeded()) {
        throw GitFailures.tooLarge(remote, LARGEST, e);
      }
      if (GitFailures.isAboutABranchThatIsNotThere(e)) {
        return Optional.empty();
      }
      throw e;
    } catch (SizeLimit.Exceeded e) {
      throw GitFailures.tooLarge(remote, LARGEST, e);
    }
  }

  /** What that file has; empty where there is none. */
  Optional<String> text(String file) throws IOException {
    if (tip.isEmpty()) {
      return Optional.empty();
    }
    try (var walk = new RevWalk(repository);
        var found =
            TreeWalk.forPath(walk.getObjectReader(), file, walk.parseCommit(tip.get()).getTree())) {
      return found == null
          ? Optional.empty()
          : Optional.of(
              new String(
                  repository.open(found.getObjectId(0), Constants.OBJ_BLOB).getBytes(LONGEST),
                  StandardCharsets.UTF_8));
    }
  }

  /** A commit on top of the newest one in which only that file is another. */
  ObjectId commit(String file, byte[] content, Committer by, Instant at, String message)
      throws IOException {
    try (var walk = new RevWalk(repository);
        var inserter = repository.newObjectInserter();
        var reader = inserter.newReader()) {
      var index =
          tip.isEmpty()
              ? DirCache.newInCore()
              : DirCache.read(reader, walk.parseCommit(tip.get()).getTree());
      var blob = inserter.insert(Constants.OBJ_BLOB, content);
      var editor = index.editor();
      editor.add(
          new DirCacheEditor.PathEdit(file) {
            @Override
            public void apply(DirCacheEntry entry) {
              entry.setFileMode(FileMode.REGULAR_FILE);
              entry.setObjectId(blob);
            }
          });
      editor.finish();
      var who = new PersonIdent(by.name(), by.address(), at, ZoneOffset.UTC);
      var commit = new CommitBuilder();
      commit.setTreeId(index.writeTree(inserter));
      tip.ifPresent(commit::setParentId);
      commit.setAuthor(who);
      commit.setCommitter(who);
      commit.setMessage(message);
      var id = inserter.insert(commit);
      inserter.flush();
      return id;
    }
  }

  @Override
  public void close() {
    delete(folder, repository);
  }

  /** A copy that cannot be deleted is in nobody's way. */
  private static void delete(Path folder, Repository repository) {
    repository.close();
    try {
      FileUtils.delete(
          folder.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.IGNORE_ERRORS);
    } catch (IOException _) {
      return;
    }
  }
}
