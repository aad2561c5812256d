package pipelinelock.rehearsal.lock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.io.DisabledOutputStream;

/**
 * A commit of the simulated lock repository, as git shows it.
 *
 * @param author {@code name <address>}
 * @param changes of single files, a line each, as {@code git show --no-renames --name-status}
 */
public record PoolCommit(
    String author, String message, List<String> parents, List<String> changes) {
  public PoolCommit {
    parents = List.copyOf(parents);
    changes = List.copyOf(changes);
  }

  /** The newest commit of {@code main}, whoever made it. */
  public static PoolCommit newest(SimulatedLockRepository lock) {
    Repository repository = lock.repository();
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(repository.resolve(SimulatedLockRepository.MAIN));
      var author = commit.getAuthorIdent();
      return new PoolCommit(
          author.getName() + " <" + author.getEmailAddress() + ">",
          commit.getFullMessage(),
          Stream.of(commit.getParents()).map(RevCommit::name).toList(),
          changes(repository, walk.parseCommit(commit.getParent(0)), commit));
    } catch (IOException e) {
      throw new UncheckedIOException("reading the lock repository", e);
    }
  }

  private static List<String> changes(Repository repository, RevCommit before, RevCommit after)
      throws IOException {
    try (DiffFormatter diff = new DiffFormatter(DisabledOutputStream.INSTANCE)) {
      diff.setRepository(repository);
      return diff.scan(before.getTree(), after.getTree()).stream().map(PoolCommit::change).toList();
    }
  }

  private static String change(DiffEntry entry) {
    return switch (entry.getChangeType()) {
      case ADD, COPY -> "A " + entry.getNewPath();
      case DELETE -> "D " + entry.getOldPath();
      case MODIFY, RENAME -> "M " + entry.getNewPath();
    };
  }
}
