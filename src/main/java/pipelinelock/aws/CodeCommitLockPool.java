package pipelinelock.aws;

import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Reads the lock from AWS CodeCommit. Each read asks for the branch's current commit; only the
 * content of commits, which never changes, is cached. Needs the permissions {@code
 * codecommit:GetBranch}, {@code GetCommit} and {@code GetFolder}, and writes nothing.
 */
public final class CodeCommitLockPool implements LockPool {
  private final CodeCommitConfig config;
  private final CodeCommitLockHistory history;

  /** With the credentials that the bot's machine, container or variables give. */
  public CodeCommitLockPool(CodeCommitConfig config) {
    this(config, AwsClients.own(config));
  }

  CodeCommitLockPool(CodeCommitConfig config, AwsCredentialsProvider own) {
    this.config = config;
    this.history =
        new CodeCommitLockHistory(
            config, new RemoteRepository(config, AwsClients.codeCommit(config, own)));
  }

  @Override
  public PoolLock read() {
    return Limited.run(config, "codecommit-reading", history::read);
  }
}
