package pipelinelock.git;

import static org.eclipse.jgit.transport.TagOpt.NO_TAGS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bare, shallow copy of the branch, without file contents if the server can omit them. Each
 * fetch has a copy to itself: the one that the last successful fetch left, or a new one. So an
 * abandoned fetch that may still be writing can only damage its own copy, which goes with it.
 *
 * <p>A copy is never deepened, because not every transport supports that (JGit's own server sends
 * lines that its client does not expect). If more history is needed, it is fetched again.
 */
final class LockCopy {
  /** Of a fetch whose connection breaks. */
  private static final int MOST_ATTEMPTS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(LockCopy.class);

  /** A depth that means the whole history, as git itself has it. */
  static final int WHOLE = Integer.MAX_VALUE;

  /** In bytes. Commits and folders of many thousand changes fit; only what is in files does not. */
  private static final long LARGEST = 256L << 20;

  /** Each fetch that brings something adds a pack; a new copy of the branch is small. */
  private static final int TOO_MANY_PACKS = 100;

  /** Nothing in a file is needed: only commits and the names in their folders. */
  private static final FilterSpec WITHOUT_CONTENT = withoutContent();

  static {
    JGitSystem.install();
  }

  private final GitLockConfig config;
  private final GitAccess access;
  private final long largest;

  /** What the last good fetch left. */
  private final AtomicReference<Optional<Kept>> kept = new AtomicReference<>(Optional.empty());

  private final AtomicBoolean tidied = new AtomicBoolean();

  /** Until the server has once said that it cannot. */
  private volatile boolean leavesOutContent = true;

  /**
   * A copy to go on from.
   *
   * @param depth how deep it was fetched, before what has been added since
   */
  private record Kept(Path directory, int depth) {}

  LockCopy(GitLockConfig config, GitAccess access) {
    this(config, access, LARGEST);
  }

  /**
   * @param largest how many bytes a copy may have
   */
  LockCopy(GitLockConfig config, GitAccess access, long largest) {
    this.config = config;
    this.access = access;
    this.largest = largest;
  }

  /** Reads something from the repository and the tip of the branch. */
  @FunctionalInterface
  interface Reader<T> {
    T read(Repository repository, ObjectId tip) throws GitAPIException, IOException;
  }

  /**
   * Fetches the branch, and returns what the reader makes of its tip.
   *
   * @param depth how many commits are needed at the least, where there are so many
   */
  <T> T fetch(int depth, Reader<T> reader) throws GitAPIException, IOException {
    var earlier = take(depth);
    var directory = earlier.isPresent() ? earlier.get().directory() : fresh();
    boolean good = false;
    try (var repository = open(directory);
        var git = new Git(repository)) {
      T result = reader.read(repository, limited(git, earlier.isPresent() ? WHOLE : depth));
      good = !Thread.currentThread().isInterrupted() && packs(directory) <= TOO_MANY_PACKS;
      return result;
    } finally {
      if (good) {
        kept.set(Optional.of(new Kept(directory, earlier.map(Kept::depth).orElse(depth))));
      } else {
        delete(directory);
      }
    }
  }

  /** Whether the next fetch goes on from an earlier one. */
  boolean exists() {
    return kept.get().isPresent();
  }

  /** The copy of the last fetch; empty where it is not deep enough, and then it is no more. */
  private Optional<Kept> take(int depth) {
    var last = kept.getAndSet(Optional.empty());
    last.filter(it -> it.depth() < depth).ifPresent(it -> delete(it.directory()));
    return last.filter(it -> it.depth() >= depth);
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

  private ObjectId limited(Git git, int depth) throws GitAPIException {
    var size = SizeLimit.on(git.getRepository().getDirectory().toPath(), largest);
    try (size) {
      var tip = fetchAsDeepAsItGoes(git, depth);
      size.check();
      return tip;
    } catch (GitAPIException | JGitInternalException | SizeLimit.Exceeded e) {
      if (!size.isExceeded()) {
        throw e;
      }
      throw GitFailures.tooLarge(config.remote(), largest, e);
    }
  }

  /**
   * For file:// JGit is the server too, and it sends no shallow history whose commits have a time
   * before 1970 or after 2038, as a clock that is wrong gives them: then it is asked for all.
   */
  private ObjectId fetchAsDeepAsItGoes(Git git, int depth) throws GitAPIException {
    try {
      return fetch(git, depth);
    } catch (TransportException e) {
      if (depth == WHOLE || !"file".equals(config.remote().url().getScheme())) {
        throw e;
      }
      LOG.debug("a shallow fetch failed; fetching the whole history", e);
      return fetch(git, WHOLE);
    }
  }

  private ObjectId fetch(Git git, int depth) throws GitAPIException {
    if (leavesOutContent) {
      try {
        return fetch(git, depth, transport -> transport.setFilterSpec(WITHOUT_CONTENT));
      } catch (GitAPIException e) {
        if (!GitFailures.isAboutFilters(e)) {
          throw e;
        }
        leavesOutContent = false; // it said so before anything was sent
      }
    }
    return fetch(git, depth, _ -> {});
  }

  /**
   * A fetch changes nothing there, so one whose connection broke is made again. The JDK may take
   * another connection that it has kept, and that one may be closed as well; each is tried once.
   */
  private ObjectId fetch(Git git, int depth, TransportConfigCallback transport)
      throws GitAPIException {
    var last = transport;
    for (int attempt = 1; ; attempt++) {
      try {
        return fetchOnce(git, depth, last);
      } catch (TransportException e) {
        if (attempt == MOST_ATTEMPTS
            || !GitFailures.isABrokenConnection(e)
            || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        LOG.debug("a connection broke; fetching the branch again", e);
        last =
            it -> {
              transport.configure(it);
              keepNoConnection(it);
            };
      }
    }
  }

  /** The other requests of this fetch would go on a kept connection too, and it may be closed. */
  private static void keepNoConnection(Transport transport) {
    if (transport instanceof TransportHttp http) {
      http.setAdditionalHeaders(Map.of("Connection", "close"));
    }
  }

  private ObjectId fetchOnce(Git git, int depth, TransportConfigCallback transport)
      throws GitAPIException {
    var ref = config.remote().ref();
    var command =
        git.fetch()
            .setRemote(config.remote().url().toString())
            .setRefSpecs(new RefSpec("+" + ref + ":" + ref))
            .setTagOpt(NO_TAGS)
            .setTimeout(seconds(config.deadline()))
            .setProgressMonitor(new StopsWithItsThread());
    if (depth != WHOLE) {
      command.setDepth(depth);
    }
    access.prepare(command, transport);
    var tip = command.call().getAdvertisedRef(ref);
    if (tip == null) {
      throw GitFailures.noBranch(config.remote());
    }
    return Objects.requireNonNull(tip.getObjectId(), "an advertised branch without a commit");
  }

  private static FilterSpec withoutContent() {
    try {
      return FilterSpec.fromFilterLine("blob:none");
    } catch (PackProtocolException e) {
      throw new IllegalStateException(e);
    }
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
