package pipelinelock.aws;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.Committer;
import pipelinelock.lock.LockFiles;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.runbook.platform.LockReleaser;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdOutdatedException;

/**
 * Releases the lock in AWS CodeCommit. The commit has the approved one as its parent, and
 * CodeCommit accepts it only while that is still the tip of the branch. Needs the permission {@code
 * codecommit:CreateCommit} besides those for reading.
 */
public final class CodeCommitLockReleaser implements LockReleaser {
  private final CodeCommitConfig config;
  private final AwsFailures failures;
  private final Committer committer;
  private final AwsCredentialsProvider own;

  /** One, or one for each person, where the role is taken on for a person. */
  private final Map<CodeCommitConfig, RemoteRepository> repositories = new ConcurrentHashMap<>();

  /** With the credentials that the bot's machine, container or variables give. */
  public CodeCommitLockReleaser(CodeCommitConfig config, Committer committer) {
    this(config, committer, AwsClients.own(config));
  }

  CodeCommitLockReleaser(CodeCommitConfig config, Committer committer, AwsCredentialsProvider own) {
    this.config = config;
    this.failures = new AwsFailures(config);
    this.committer = committer;
    this.own = own;
  }

  @Override
  public Outcome release(Release release) {
    var attempt = new Attempt(repository(release.message().requester()), release);
    try {
      return Limited.run(config, "codecommit-release", attempt::make);
    } catch (RemoteFailure failure) {
      if (failure.kind() == Kind.TIMED_OUT) { // it may have been in the middle of its commit
        return new Outcome.InDoubt(String.valueOf(failure.getMessage()));
      }
      throw failure;
    }
  }

  private RemoteRepository repository(String requester) {
    return repositories.computeIfAbsent(
        config.causedBy(requester), it -> new RemoteRepository(it, AwsClients.codeCommit(it, own)));
  }

  /** One release. */
  private final class Attempt {
    private final RemoteRepository repository;
    private final CodeCommitReleaseSearch search;
    private final Release release;

    Attempt(RemoteRepository repository, Release release) {
      this.repository = repository;
      this.search = new CodeCommitReleaseSearch(config, repository);
      this.release = release;
    }

    Outcome make() {
      var found = whatBecame();
      if (found.isPresent()) {
        return found.get();
      }
      var tip = release.approved().tip();
      var files =
          new LockFiles(
              repository.blob(tip, config.claimedPath()),
              repository.blob(tip, config.unclaimedPath()));
      return files.place() == Place.CLAIMED
          ? commit()
          : new Outcome.Moved("the lock is not claimed in the approved commit");
    }

    /** Empty while the branch is still at the approved commit. */
    private Optional<Outcome> whatBecame() {
      var tip = repository.tip();
      return tip.equals(release.approved().tip())
          ? Optional.empty()
          : Optional.of(search.since(tip, release));
    }

    private Outcome commit() {
      try {
        return new Outcome.Released(repository.moveLock(release, committer));
      } catch (SdkException | RemoteFailure problem) {
        return settled(outcome(problem));
      }
    }

    /**
     * The branch is better evidence than any answer: an earlier try of this very call may have
     * arrived.
     */
    private Outcome settled(Outcome told) {
      try {
        return whatBecame().orElse(told);
      } catch (RemoteFailure unread) {
        return told instanceof Outcome.InDoubt
            ? told
            : new Outcome.InDoubt(String.valueOf(unread.getMessage()));
      }
    }
  }

  private Outcome outcome(RuntimeException problem) {
    return switch (problem) {
      case ParentCommitIdOutdatedException _ ->
          new Outcome.Moved("somebody else changed the branch at the same moment");
      case SdkException sdk -> refusedOrInDoubt(sdk);
      default -> new Outcome.InDoubt(String.valueOf(problem.getMessage()));
    };
  }

  private Outcome refusedOrInDoubt(SdkException problem) {
    var told = String.valueOf(failures.explain("CreateCommit", problem).getMessage());
    boolean refused =
        problem instanceof AwsServiceException service
            && service.statusCode() < 500
            && !service.isThrottlingException();
    return refused ? new Outcome.Refused(told) : new Outcome.InDoubt(told);
  }
}
