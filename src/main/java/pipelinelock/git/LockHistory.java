package pipelinelock.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessages;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;

/** What the commits behind a tip tell of the lock. */
final class LockHistory {
  private final GitLockConfig config;

  LockHistory(GitLockConfig config) {
    this.config = config;
  }

  /**
   * The lock as far as the copy goes.
   *
   * @param mayBeOlder its newest commit was not found, but the history goes on beyond the copy
   */
  record Reading(PoolLock lock, boolean mayBeOlder) {}

  Reading read(Repository repository, ObjectId tip) throws IOException {
    var boundary = repository.getObjectDatabase().getShallowCommits();
    try (var walk = new RevWalk(repository)) {
      var start = walk.parseCommit(tip);
      var place = place(repository, start);
      var changes = new ArrayList<LockCommit>();
      walk.sort(RevSort.TOPO); // clocks of workers differ; a child always comes before its parent
      walk.setTreeFilter(
          AndTreeFilter.create(
              PathFilterGroup.createFromStrings(config.claimedPath(), config.unclaimedPath()),
              TreeFilter.ANY_DIFF));
      walk.markStart(start);
      for (var commit : walk) {
        // Without its parents, a commit at the boundary seems to have made all that it has.
        if (changes.size() < config.history() && !boundary.contains(commit.getId())) {
          changes.add(lockCommit(commit));
        }
      }
      return new Reading(lock(place, tip, changes), changes.isEmpty() && !boundary.isEmpty());
    }
  }

  private PoolLock lock(Place place, ObjectId tip, List<LockCommit> changes) {
    return new PoolLock(
        config.pool(), config.lock(), place, tip.name(), changes.stream().findFirst(), changes);
  }

  private Place place(Repository repository, RevCommit tip) throws IOException {
    boolean claimed = isFile(repository, tip, config.claimedPath());
    boolean unclaimed = isFile(repository, tip, config.unclaimedPath());
    if (claimed && unclaimed) {
      return Place.BOTH;
    }
    return claimed ? Place.CLAIMED : unclaimed ? Place.UNCLAIMED : Place.NEITHER;
  }

  private static boolean isFile(Repository repository, RevCommit tip, String path)
      throws IOException {
    try (var found = TreeWalk.forPath(repository, path, tip.getTree())) {
      return Optional.ofNullable(found).map(it -> it.getFileMode(0)).stream()
          .anyMatch(mode -> !mode.equals(FileMode.TREE));
    }
  }

  private static LockCommit lockCommit(RevCommit commit) {
    var message = commit.getFullMessage();
    return new LockCommit(
        commit.getId().name(),
        commit.getCommitterIdent().getWhenAsInstant(),
        person(commit.getAuthorIdent()),
        message,
        LockMessages.read(message));
  }

  private static String person(PersonIdent ident) {
    return "%s <%s>".formatted(ident.getName(), ident.getEmailAddress());
  }
}
