package pipelinelock.git;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefLeaseSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.Committer;
import pipelinelock.runbook.platform.LockReleaser;

/**
 * Releases the lock in a git repository. The branch is fetched first; the release is pushed only on
 * top of the approved commit, and the server accepts it only while its branch is still there. It
 * uses a copy of its own, so that no read and no other release gets in its way.
 */
public final class GitLockReleaser implements LockReleaser {
  private final GitLockConfig config;
  private final LockCopy copy;
  private final GitAccess access;
  private final ReleaseCommit commit;
  private final GitReleaseSearch search;
  private final SharedReading<Outcome> turns;

  /**
   * @param config its directory must be another one than that of a reader
   */
  public GitLockReleaser(GitLockConfig config, Committer committer) {
    this(config, committer, GitAccess.of(config));
  }

  GitLockReleaser(GitLockConfig config, Committer committer, GitAccess access) {
    this.config = config;
    this.access = access;
    this.copy = new LockCopy(config, access);
    this.commit = new ReleaseCommit(config, committer);
    this.search = new GitReleaseSearch(config);
    this.turns =
        new SharedReading<>(config.deadline(), limit -> GitFailures.late(config.remote(), limit));
  }

  @Override
  public Outcome release(Release release) {
    try {
      return turns.read(() -> releaseOnce(release));
    } catch (RemoteFailure failure) {
      if (failure.kind() == Kind.TIMED_OUT) { // it may have been in the middle of a push
        return new Outcome.InDoubt(String.valueOf(failure.getMessage()));
      }
      throw failure;
    }
  }

  private Outcome releaseOnce(Release release) {
    try {
      var outcome = look(release, (copied, tip) -> releaseFrom(copied, tip, release));
      return switch (outcome) {
        // Why the server said no is clearer from its branch than from its message.
        case Outcome.Moved _, Outcome.Refused _ -> look(release, (_, _) -> outcome);
        case Outcome.Released _, Outcome.InDoubt _ -> outcome;
      };
    } catch (GitAPIException | IOException | JGitInternalException | LargeObjectException e) {
      throw GitFailures.explain(config.remote(), e);
    }
  }

  /** Fetches; says what became of the branch, or goes on from the approved commit. */
  private Outcome look(Release release, LockCopy.Reader<Outcome> fromApproved)
      throws GitAPIException, IOException {
    LockCopy.Reader<Optional<Outcome>> looking =
        (copied, tip) ->
            tip.name().equals(release.approved().tip())
                ? Optional.of(fromApproved.read(copied, tip))
                : search.since(copied, tip, release);
    var near = copy.fetch(config.depth(), looking);
    return near.isPresent() ? near.get() : copy.fetch(LockCopy.WHOLE, looking).orElseThrow();
  }

  private Outcome releaseFrom(Repository repository, ObjectId tip, Release release)
      throws IOException {
    var made = commit.make(repository, tip, release);
    return made.isPresent()
        ? push(repository, tip, made.get())
        : new Outcome.Moved("the lock is not claimed in the approved commit");
  }

  private Outcome push(Repository repository, ObjectId tip, ObjectId release) {
    var ref = config.remote().ref();
    try (var git = new Git(repository)) {
      var command =
          git.push()
              .setRemote(config.remote().url().toString())
              .setRefSpecs(new RefSpec(release.name() + ":" + ref))
              .setRefLeaseSpecs(new RefLeaseSpec(ref, tip.name()))
              .setForce(false)
              .setTimeout(LockCopy.seconds(config.deadline()))
              .setProgressMonitor(new LockCopy.StopsWithItsThread());
      access.prepare(command, _ -> {});
      for (var result : command.call()) {
        var update = result.getRemoteUpdate(ref);
        if (update != null) {
          return outcome(update, release);
        }
      }
      return new Outcome.InDoubt("the lock repository did not report the result of the push");
    } catch (GitAPIException | JGitInternalException e) {
      return unanswered(e);
    }
  }

  private static Outcome outcome(RemoteRefUpdate update, ObjectId release) {
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> new Outcome.Released(release.name());
      case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD, NON_EXISTING ->
          new Outcome.Moved("somebody else changed the branch at the same moment");
      case REJECTED_OTHER_REASON, REJECTED_NODELETE -> rejected(update);
      case NOT_ATTEMPTED, AWAITING_REPORT ->
          new Outcome.InDoubt("the lock repository did not report the result of the push");
    };
  }

  private static Outcome rejected(RemoteRefUpdate update) {
    var why = Optional.ofNullable(update.getMessage()).flatMap(it -> it.lines().findFirst());
    return new Outcome.Refused(
        "the server answered '%s' to the push".formatted(why.orElse("no").strip()));
  }

  private Outcome unanswered(Exception problem) {
    var failure = GitFailures.explain(config.remote(), problem);
    return failure.kind() == Kind.UNAUTHORISED
        ? new Outcome.Refused(
            "the lock repository %s does not allow the bot to push: its credentials need write access to '%s'"
                .formatted(config.remote().url(), config.remote().branch()))
        : new Outcome.InDoubt(
            "the push to %s was interrupted (%s)"
                .formatted(config.remote().url(), failure.getMessage()));
  }
}
