package pipelinelock.rehearsal.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * A real, bare git repository in a temporary folder, with the pool {@code create-cloudfoundry} and
 * the commits that pool-resource 1.4.0 would have made: claimed by {@code pipeline-lock} build 123
 * for the last 53 minutes.
 */
public final class SimulatedLockRepository implements AutoCloseable, ClaimedPool {
  /** The pool's folder in the repository. */
  public static final String POOL = "create-cloudfoundry";

  static final String MAIN = "refs/heads/main";
  private static final String PREFIX = "main/create-cloudfoundry/";
  private static final String CLAIMING = PREFIX + "pipeline-lock build %s claiming: lock";

  private final InstantSource clock;
  private final Path folder;
  private final Git git;

  public SimulatedLockRepository(InstantSource clock) {
    this.clock = clock;
    try {
      folder = Files.createTempDirectory("rehearsal-lock-pool");
      git = Git.init().setBare(true).setInitialBranch("main").setDirectory(folder.toFile()).call();
    } catch (IOException e) {
      throw new UncheckedIOException("creating the lock repository", e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("creating the lock repository", e);
    }
    var now = clock.instant();
    var script = person("Concourse server dev04 in dev", "concourse@dev04.dev", ago(now, "P90D"));
    commit("Add unclaimed 'lock' lock.", LockPlace.UNCLAIMED, script);
    claimedBy(121, ago(now, "P1DT5H"));
    released(87, ago(now, "P1DT2H"));
    claimedBy(122, ago(now, "PT8H"));
    released(88, ago(now, "PT5H"));
    claimedBy(123, ago(now, "PT53M2S"));
  }

  Repository repository() {
    return git.getRepository();
  }

  /** For a clone; the branch is {@code main}. */
  public URI uri() {
    return folder.toUri();
  }

  /** The id of the newest commit. */
  public String tip() {
    return history().getFirst();
  }

  /** The ids of all commits, newest first. */
  public List<String> history() {
    try {
      var commits = new ArrayList<String>();
      git.log().add(git.getRepository().resolve(MAIN)).call().forEach(it -> commits.add(it.name()));
      return commits;
    } catch (IOException e) {
      throw new UncheckedIOException("reading the lock repository", e);
    } catch (GitAPIException e) {
      throw new IllegalStateException("reading the lock repository", e);
    }
  }

  @Override
  public boolean isFree() {
    return has("unclaimed") && !has("claimed");
  }

  private boolean has(String side) {
    Repository repository = git.getRepository();
    try (RevWalk walk = new RevWalk(repository)) {
      var tree = walk.parseCommit(repository.resolve(MAIN)).getTree();
      var path = POOL + "/" + side + "/lock";
      try (var found = TreeWalk.forPath(repository, path, tree)) {
        return found != null;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("reading the lock repository", e);
    }
  }

  @Override
  public Optional<String> claim(String build) {
    var message = CLAIMING.formatted(build);
    return tryCommit(message, LockPlace.CLAIMED, pool(clock.instant())).map(ObjectId::name);
  }

  /** The put of a {@code pipeline-lock} build claims the lock; {@code build} is its name. */
  public void claimedBy(int build, Instant when) {
    commit(CLAIMING.formatted(build), LockPlace.CLAIMED, pool(when));
  }

  /** The put of a {@code pipeline-unlock} build gives the lock back. */
  public void released(int unlockBuild, Instant when) {
    commit(
        PREFIX + "pipeline-unlock build " + unlockBuild + " unclaiming: lock",
        LockPlace.UNCLAIMED,
        pool(when));
  }

  /** Somebody moves the lock by hand, now, with a message of their own. */
  public void commit(String message, LockPlace place) {
    commit(message, place, person("Dora Developer", "dora@example.com", clock.instant()));
  }

  @Override
  public void close() {
    git.close();
    try {
      Files.walkFileTree(folder, new Delete());
    } catch (IOException e) {
      throw new UncheckedIOException("removing " + folder, e);
    }
  }

  private void commit(String message, LockPlace place, PersonIdent author) {
    if (tryCommit(message, place, author).isEmpty()) {
      throw new IllegalStateException("somebody else moved main meanwhile");
    }
  }

  /** Empty when somebody else moved the branch meanwhile, as a rejected push. */
  private Optional<ObjectId> tryCommit(String message, LockPlace place, PersonIdent author) {
    Repository repository = git.getRepository();
    try (ObjectInserter inserter = repository.newObjectInserter()) {
      var commit = new CommitBuilder();
      commit.setTreeId(place.tree(inserter));
      Optional.ofNullable(repository.resolve(MAIN)).ifPresent(commit::setParentId);
      commit.setAuthor(author);
      commit.setCommitter(author);
      commit.setMessage(message + "\n");
      ObjectId id = inserter.insert(commit);
      inserter.flush();
      return moveMain(id) ? Optional.of(id) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("committing to the lock repository", e);
    }
  }

  private boolean moveMain(ObjectId to) throws IOException {
    RefUpdate update = git.getRepository().updateRef(MAIN);
    update.setNewObjectId(to);
    RefUpdate.Result result = update.update();
    return result == RefUpdate.Result.NEW || result == RefUpdate.Result.FAST_FORWARD;
  }

  private static PersonIdent pool(Instant when) {
    return person("git", "git@localhost", when);
  }

  private static PersonIdent person(String name, String mail, Instant when) {
    return new PersonIdent(name, mail, when, ZoneOffset.UTC);
  }

  private static Instant ago(Instant now, String duration) {
    return now.minus(Duration.parse(duration));
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
