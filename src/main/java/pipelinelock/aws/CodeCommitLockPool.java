package pipelinelock.aws;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Reads the lock from AWS CodeCommit. Every reading asks where the branch stands now; only what a
 * commit holds, which cannot change, is kept. Needs the rights {@code codecommit:GetBranch}, {@code
 * GetCommit} and {@code GetFolder}; nothing is ever written.
 */
public final class CodeCommitLockPool implements LockPool {
  private final CodeCommitConfig config;
  private final LockHistory history;

  /** With the credentials that the bot's machine, container or variables give. */
  public CodeCommitLockPool(CodeCommitConfig config) {
    this(config, DefaultCredentialsProvider.builder().build());
  }

  CodeCommitLockPool(CodeCommitConfig config, AwsCredentialsProvider own) {
    this.config = config;
    this.history =
        new LockHistory(config, new RemoteRepository(config, Clients.codeCommit(config, own)));
  }

  @Override
  public PoolLock read() {
    var reading = new FutureTask<>(history::read);
    Thread.ofVirtual().name("codecommit-reading").start(reading);
    try {
      return reading.get(config.deadline().toNanos(), NANOSECONDS);
    } catch (TimeoutException e) {
      throw late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late();
    } catch (ExecutionException e) {
      throw failure(e);
    } finally {
      reading.cancel(true);
    }
  }

  private RemoteFailure late() {
    return new AwsFailures(config).late();
  }

  /** The walk's own failure, or that of one of its calls: then one layer deeper. */
  private static RuntimeException failure(ExecutionException e) {
    var cause =
        e.getCause() instanceof ExecutionException deeper ? deeper.getCause() : e.getCause();
    return cause instanceof RemoteFailure failure
        ? new RemoteFailure(failure.kind(), String.valueOf(failure.getMessage()), failure)
        : new IllegalStateException("a reading broke off", cause);
  }
}
