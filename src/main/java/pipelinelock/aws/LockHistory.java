package pipelinelock.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockMessages;
import pipelinelock.lock.PoolLock;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.UserInfo;

/**
 * Walks from the tip along the first parents and keeps the commits after which the lock's files
 * were not what they were before. All that is asked of one commit is asked at once, so a step takes
 * the time of one call.
 */
final class LockHistory {
  /** Past this many commits the walk ends with what it has; without any change it goes on. */
  private static final int FAR = 50;

  private static final Pattern SECONDS = Pattern.compile("(\\d{1,12})(?: [+-]\\d{4})?");

  private final CodeCommitConfig config;
  private final RemoteRepository repository;
  private final AwsFailures failures;

  LockHistory(CodeCommitConfig config, RemoteRepository repository) {
    this.config = config;
    this.repository = repository;
    this.failures = new AwsFailures(config);
  }

  /** What is being read of one commit. */
  private record Asked(
      Future<Commit> commit, Future<Optional<String>> claimed, Future<Optional<String>> unclaimed) {
    LockFiles files() throws InterruptedException, ExecutionException {
      return new LockFiles(claimed.get(), unclaimed.get());
    }
  }

  PoolLock read() throws InterruptedException, ExecutionException {
    var tip = repository.tip();
    var calls = Executors.newVirtualThreadPerTaskExecutor();
    try {
      var asked = ask(tip, calls);
      var changes = changes(asked, calls);
      return new PoolLock(
          config.pool(),
          config.lock(),
          asked.files().place(),
          tip,
          changes.stream().findFirst(),
          changes);
    } finally {
      calls.shutdownNow(); // not close(): a reading that is late must not wait for its calls
    }
  }

  private Asked ask(String id, ExecutorService calls) {
    return new Asked(
        calls.submit(() -> repository.commit(id)),
        calls.submit(() -> repository.blob(id, config.claimedPath())),
        calls.submit(() -> repository.blob(id, config.unclaimedPath())));
  }

  private List<LockCommit> changes(Asked tip, ExecutorService calls)
      throws InterruptedException, ExecutionException {
    var changes = new ArrayList<LockCommit>();
    Optional<Asked> next = Optional.of(tip);
    for (int walked = 0; next.isPresent() && !isEnough(changes.size(), walked); walked++) {
      var child = next.get();
      var commit = child.commit().get();
      next = commit.parents().stream().findFirst().map(parent -> ask(parent, calls));
      var before = next.isPresent() ? next.get().files() : LockFiles.NONE;
      if (!child.files().equals(before)) {
        changes.add(lockCommit(commit));
      }
    }
    return changes;
  }

  private boolean isEnough(int found, int walked) {
    return found == config.history() || (walked >= FAR && found > 0);
  }

  private LockCommit lockCommit(Commit commit) {
    var message = Optional.ofNullable(commit.message()).orElse("");
    return new LockCommit(
        commit.commitId(),
        time(commit.committer()),
        "%s <%s>".formatted(commit.author().name(), commit.author().email()),
        message,
        LockMessages.read(message));
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
