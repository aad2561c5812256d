package pipelinelock.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.dfs.DfsRepositoryDescription;
import org.eclipse.jgit.internal.storage.dfs.InMemoryRepository;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import pipelinelock.git.HistoryReading;
import pipelinelock.lock.PoolLock;

/** Makes a real repository of described commits. */
public final class PoolCommits {
  private static final String BRANCH = "refs/heads/main";

  private PoolCommits() {}

  /** Where the commits lie: their ids, the oldest first. */
  public record Written(Repository repository, List<ObjectId> ids) {
    public Written {
      ids = List.copyOf(ids);
    }
  }

  /** In memory, and read with the bot's own history code; a pool without a commit cannot be. */
  public static PoolLock read(List<CommitFact> commits, String pool, String lock) {
    try (var repository = new InMemoryRepository(new DfsRepositoryDescription("pool"))) {
      var written = write(repository, commits);
      return HistoryReading.read(repository, written.ids().getLast(), pool, lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ids that the commits get, the oldest first. */
  static List<String> ids(List<CommitFact> commits) {
    try (var repository = new InMemoryRepository(new DfsRepositoryDescription("pool"))) {
      return write(repository, commits).ids().stream().map(ObjectId::name).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a bare repository on disk; to be closed by whoever asked for it. */
  public static Written onDisk(Path folder, List<CommitFact> commits) {
    try {
      var repository = new FileRepositoryBuilder().setGitDir(folder.toFile()).setBare().build();
      repository.create(true);
      // One pack, as a server keeps it; and thousands of loose files take their time.
      try (var inserter = ((FileRepository) repository).getObjectDatabase().newPackInserter()) {
        return write(repository, inserter, commits);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Written write(Repository repository, List<CommitFact> commits) throws IOException {
    try (var inserter = repository.newObjectInserter()) {
      return write(repository, inserter, commits);
    }
  }

  private static Written write(
      Repository repository, ObjectInserter inserter, List<CommitFact> commits) throws IOException {
    var ids = new ArrayList<ObjectId>();
    var files = new TreeMap<String, ObjectId>();
    for (var commit : commits) {
      commit.removes().forEach(files::remove);
      for (var write : commit.writes().entrySet()) {
        files.put(write.getKey(), blob(inserter, write.getValue()));
      }
      ids.add(inserter.insert(commit(commit, tree(inserter, files), ids)));
    }
    inserter.flush();
    if (!ids.isEmpty()) {
      var branch = repository.updateRef(BRANCH);
      branch.setNewObjectId(ids.getLast());
      if (branch.forceUpdate() != RefUpdate.Result.NEW) {
        throw new IllegalStateException("the branch was there before");
      }
    }
    return new Written(repository, ids);
  }

  private static ObjectId blob(ObjectInserter inserter, String text) throws IOException {
    return inserter.insert(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectId tree(ObjectInserter inserter, Map<String, ObjectId> files)
      throws IOException {
    var index = DirCache.newInCore();
    var builder = index.builder();
    files.forEach(
        (path, blob) -> {
          var entry = new DirCacheEntry(path);
          entry.setFileMode(FileMode.REGULAR_FILE);
          entry.setObjectId(blob);
          builder.add(entry);
        });
    builder.finish();
    return index.writeTree(inserter);
  }

  private static CommitBuilder commit(CommitFact fact, ObjectId tree, List<ObjectId> before) {
    var commit = new CommitBuilder();
    var who = person(fact.author(), fact.at());
    commit.setTreeId(tree);
    if (!before.isEmpty()) {
      commit.setParentId(before.getLast());
    }
    commit.setAuthor(who);
    commit.setCommitter(who);
    commit.setMessage(fact.message());
    return commit;
  }

  private static PersonIdent person(String author, Instant at) {
    int mail = author.indexOf(" <");
    return new PersonIdent(
        author.substring(0, mail),
        author.substring(mail + 2, author.length() - 1),
        at,
        ZoneOffset.UTC);
  }
}
