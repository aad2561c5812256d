package pipelinelock.git;

import static org.eclipse.jgit.transport.TagOpt.NO_TAGS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bare, shallow copy of the branch. Each fetch has a copy to itself: the one that the last good
 * fetch left, or else a new one. So a fetch that nobody waits for any more, and that may still
 * write, can spoil no copy but its own, which it takes with it.
 */
final class LockCopy {
  private static final Logger LOG = LoggerFactory.getLogger(LockCopy.class);

  /** A depth that means the whole history, as git itself has it. */
  static final int WHOLE = Integer.MAX_VALUE;

  /** Each fetch that brings something adds a pack; a new copy of the branch is small. */
  private static final int TOO_MANY_PACKS = 100;

  static {
    JGitSystem.install();
  }

  private final GitLockConfig config;
  private final Access access;

  /** What the last good fetch left. */
  private final AtomicReference<Optional<Path>> kept = new AtomicReference<>(Optional.empty());

  private final AtomicBoolean tidied = new AtomicBoolean();

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
    var directory = take();
    boolean good = false;
    try (var repository = open(directory);
        var git = new Git(repository)) {
      T told = reader.read(repository, fetch(git, depth));
      good = !Thread.currentThread().isInterrupted() && packs(directory) <= TOO_MANY_PACKS;
      return told;
    } finally {
      if (good) {
        kept.set(Optional.of(directory));
      } else {
        delete(directory);
      }
    }
  }

  /** Whether the next fetch goes on from an earlier one. */
  boolean exists() {
    return kept.get().isPresent();
  }

  private Path take() throws IOException {
    var last = kept.getAndSet(Optional.empty());
    return last.isPresent() ? last.get() : fresh();
  }

  private Path fresh() throws IOException {
    if (tidied.compareAndSet(false, true)) {
      delete(config.directory()); // what a process left that was killed may be torn
    }
    return Files.createTempDirectory(Files.createDirectories(config.directory()), "copy-");
  }

  /** A copy that cannot be deleted is in nobody's way. */
  private static void delete(Path directory) {
    try {
      FileUtils.delete(
          directory.toFile(), FileUtils.RECURSIVE | FileUtils.RETRY | FileUtils.SKIP_MISSING);
    } catch (IOException e) {
      LOG.warn("a copy of the lock repository could not be deleted: {}", e.getMessage());
    }
  }

  private static Repository open(Path directory) throws IOException {
    var repository = new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
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

  private static int packs(Path directory) {
    Path packs = directory.resolve("objects").resolve("pack");
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
