package pipelinelock.aws;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.Committer;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockFiles;
import pipelinelock.lock.LockMessages;
import pipelinelock.lock.LockTrail;
import pipelinelock.lock.PoolLock;
import software.amazon.awssdk.services.codecommit.model.UserInfo;

/**
 * Walks the lock's history back from the tip, as far as {@link LockTrail} needs. All questions
 * about one commit are asked at once, so a step takes as long as one call.
 */
final class CodeCommitLockHistory {
  /** Past this many commits the walk ends with what it has; without the lock's move it goes on. */
  private static final int FAR = 50;

  private static final int MERGES = 200;
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?: [+-]\\d{4})?");

  private final CodeCommitConfig config;
  private final RemoteRepository repository;
  private final AwsFailures failures;

  CodeCommitLockHistory(CodeCommitConfig config, RemoteRepository repository) {
    this.config = config;
    this.repository = repository;
    this.failures = new AwsFailures(config);
  }

  PoolLock read() throws InterruptedException {
    var tip = repository.tip();
    var calls = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var asked = new Asked(calls);
      var reach = new LockTrail.Reach(config.history(), FAR, MERGES);
      var found = new LockTrail<>(asked, reach).follow(tip);
      return new PoolLock(
          config.pool(),
          config.lock(),
          asked.see(tip).files().place(),
          tip,
          found.moved(),
          found.history());
    } finally {
      calls.shutdownNow(); // not close(): a reading that is late must not wait for its calls
    }
  }

  /** The commits of the repository. */
  private final class Asked implements LockTrail.Commits<InterruptedException> {
    private final ExecutorService calls;

    Asked(ExecutorService calls) {
      this.calls = calls;
    }

    @Override
    public LockTrail.Seen see(String id) throws InterruptedException {
      var commit = calls.submit(() -> repository.commit(id));
      var claimed = calls.submit(() -> repository.blob(id, config.claimedPath()));
      var unclaimed = calls.submit(() -> repository.blob(id, config.unclaimedPath()));
      return new LockTrail.Seen(
          Optional.of(answer(commit).parents()), new LockFiles(answer(claimed), answer(unclaimed)));
    }

    private static <T> T answer(Future<T> call) throws InterruptedException {
      try {
        return call.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RemoteFailure failure
            ? failure
            : new IllegalStateException("a call to the repository broke off", e.getCause());
      }
    }

    @Override
    public LockCommit tell(String id, LockCommit.Effect effect) {
      var commit = repository.commit(id);
      var message = Optional.ofNullable(commit.message()).orElse("");
      return new LockCommit(
          id,
          time(commit.committer()),
          new Committer(commit.author().name(), commit.author().email()).toString(),
          message,
          LockMessages.read(message, config.lock()),
          effect);
    }
  }

  /** The raw form of a git object, {@code 1708337764 +0000}. */
  private Instant time(UserInfo committer) throws RemoteFailure {
    var seconds = SECONDS.matcher(Optional.ofNullable(committer.date()).orElse(""));
    if (!seconds.matches()) {
      throw failures.unreadable("GetCommit");
    }
    return Instant.ofEpochSecond(Long.parseLong(seconds.group(1)));
  }
}
