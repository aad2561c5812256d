package pipelinelock.aws;

import java.util.List;
import java.util.Optional;
import pipelinelock.runbook.platform.LockReleaser.Outcome;
import pipelinelock.runbook.platform.LockReleaser.Release;
import software.amazon.awssdk.services.codecommit.model.Commit;

/** Finds out what happened to a branch that has moved on from the approved commit. */
final class CodeCommitReleaseSearch {
  private final CodeCommitConfig config;
  private final RemoteRepository repository;

  CodeCommitReleaseSearch(CodeCommitConfig config, RemoteRepository repository) {
    this.config = config;
    this.repository = repository;
  }

  /** This very release, or somebody else's work. */
  Outcome since(String tip, Release release) {
    var approved = release.approved().tip();
    var next = Optional.of(tip);
    while (next.isPresent() && !next.get().equals(approved)) {
      var commit = repository.commit(next.get());
      if (isIt(commit, release)) {
        return new Outcome.Released(commit.commitId());
      }
      next = commit.parents().stream().findFirst();
    }
    return new Outcome.Moved(
        next.isPresent()
            ? moved(repository.commit(tip))
            : "the branch '%s' was rewritten: the approved commit is no longer on it"
                .formatted(config.repository().branch()));
  }

  private static boolean isIt(Commit commit, Release release) {
    return commit.parents().equals(List.of(release.approved().tip()))
        && release.message().isOf(text(commit));
  }

  private static String moved(Commit newest) {
    return "somebody else changed the branch since it was approved: commit %s, '%s', by %s"
        .formatted(
            newest.commitId().substring(0, Math.min(8, newest.commitId().length())),
            text(newest).strip().lines().findFirst().orElse(""),
            newest.author().name());
  }

  private static String text(Commit commit) {
    return Optional.ofNullable(commit.message()).orElse("");
  }
}
