package pipelinelock.git;

import static org.eclipse.jgit.transport.TagOpt.NO_TAGS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.util.FileUtils;

/** The bare, shallow copy of the branch. Whatever is wrong with it, it may be deleted. */
final class LockCopy {
  /** A depth that means the whole history, as git itself has it. */
  static final int WHOLE = Integer.MAX_VALUE;

  /** Each fetch that brings something adds a pack; a new copy of the branch is small. */
  private static final int TOO_MANY_PACKS = 100;

  static {
    JGitSystem.install();
  }

  private final GitLockConfig config;
  private final Access access;

  LockCopy(GitLockConfig config, Access access) {
    this.config = config;
    this.access = access;
  }

  /** Something that is told from the repository and the tip of the branch. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Repository repository, ObjectId tip) throws GitAPIException, IOException;
  }

  /** Fetches the branch, and tells what the reader makes of its tip. */
  <T> T fetch(int depth, Reader<T> reader) throws GitAPIException, IOException {
    if (packs() > TOO_MANY_PACKS) {
      delete();
    }
    try (var repository = open();
        var git = new Git(repository)) {
      return reader.read(repository, fetch(git, depth));
    }
  }

  boolean exists() {
    return Files.exists(config.directory());
  }

  void delete() {
    try {
      FileUtils.delete(
          config.directory().toFile(),
          FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the copy of the lock repository in %s is broken and cannot be deleted: delete it by hand"
              .formatted(config.directory()),
          e);
    }
  }

  private Repository open() throws IOException {
    var repository =
        new FileRepositoryBuilder().setGitDir(config.directory().toFile()).setBare().build();
    // JGit's tidying in the background would go on in a copy that is being deleted.
    repository.getConfig().setBoolean("gc", null, "autodetach", false);
    if (!repository.getObjectDatabase().exists()) {
      repository.create(true);
    }
    return repository;
  }

  private ObjectId fetch(Git git, int depth) throws GitAPIException {
    var ref = config.remote().ref();
    var command =
        git.fetch()
            .setRemote(config.remote().url().toString())
            .setRefSpecs(new RefSpec("+" + ref + ":" + ref))
            .setTagOpt(NO_TAGS)
            .setDepth(depth)
            .setTimeout(seconds(config.deadline()))
            .setProgressMonitor(new StopsWithItsThread());
    access.prepare(command);
    var tip = command.call().getAdvertisedRef(ref);
    if (tip == null) {
      throw GitFailures.noBranch(config.remote());
    }
    return Objects.requireNonNull(tip.getObjectId(), "an advertised branch without a commit");
  }

  /** The limit of a single wait for the server; the reading as a whole has its own. */
  static int seconds(Duration deadline) {
    return Math.toIntExact(Math.min(deadline.plusMillis(999).toSeconds(), 3600));
  }

  private int packs() {
    Path packs = config.directory().resolve("objects").resolve("pack");
    var names = packs.toFile().list((_, name) -> name.endsWith(".pack"));
    return names == null ? 0 : names.length;
  }

  /** Ends a transport that nobody waits for any more, also one that trickles. */
  static final class StopsWithItsThread extends EmptyProgressMonitor {
    private final Thread reader = Thread.currentThread();

    @Override
    public boolean isCancelled() {
      return reader.isInterrupted();
    }
  }
}
