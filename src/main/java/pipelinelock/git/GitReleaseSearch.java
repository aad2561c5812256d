package pipelinelock.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import pipelinelock.runbook.platform.LockReleaser.Outcome;
import pipelinelock.runbook.platform.LockReleaser.Release;

/** Finds out what happened to a branch that has moved on from the approved commit. */
final class GitReleaseSearch {
  private final GitLockConfig config;

  GitReleaseSearch(GitLockConfig config) {
    this.config = config;
  }

  /** This very release, or somebody else's work; empty when the copy does not reach back so far. */
  Optional<Outcome> since(Repository repository, ObjectId tip, Release release) throws IOException {
    var boundary = repository.getObjectDatabase().getShallowCommits();
    try (var walk = new RevWalk(repository)) {
      walk.markStart(walk.parseCommit(tip));
      for (var commit : walk) {
        if (isIt(commit, release)) {
          return Optional.of(new Outcome.Released(commit.name()));
        }
        if (commit.name().equals(release.approved().tip())) {
          return Optional.of(moved(walk.parseCommit(tip)));
        }
        if (boundary.contains(commit.getId())) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(
        new Outcome.Moved(
            "the branch '%s' was rewritten: the approved commit is no longer on it"
                .formatted(config.remote().branch())));
  }

  private static boolean isIt(RevCommit commit, Release release) {
    return commit.getParentCount() == 1
        && commit.getParent(0).name().equals(release.approved().tip())
        && release.message().isOf(commit.getFullMessage());
  }

  private static Outcome moved(RevCommit newest) {
    return new Outcome.Moved(
        "somebody else changed the branch since it was approved: commit %s, '%s', by %s"
            .formatted(
                newest.name().substring(0, 8),
                newest.getShortMessage(),
                Signatures.author(newest).name()));
  }
}
