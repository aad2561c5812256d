package pipelinelock.wiring;

import java.net.URI;
import java.nio.file.Path;
import pipelinelock.aws.CodeCommitConfig;
import pipelinelock.aws.CodeCommitLockPool;
import pipelinelock.aws.CodeCommitLockReleaser;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.git.GitCredentials;
import pipelinelock.git.GitLockConfig;
import pipelinelock.git.GitLockPool;
import pipelinelock.git.GitLockReleaser;
import pipelinelock.git.SshKey;
import pipelinelock.lock.LockPool;
import pipelinelock.lock.PoolLock;
import pipelinelock.runbook.platform.LockReleaser;
import pipelinelock.settings.EnvironmentSettings;
import pipelinelock.settings.EnvironmentSettings.Lock;
import pipelinelock.settings.EnvironmentSettings.LockSource;
import pipelinelock.settings.EnvironmentSettings.Role;

/**
 * Makes what reads and gives back the lock of an environment, from git or from AWS CodeCommit.
 *
 * @param copies folder for the working copies of the lock repositories; all in it may be deleted
 */
record LockClients(Path copies) {
  private static final String NO_REPOSITORY =
      "this environment is configured without a lock repository";

  private static final LockReleaser.Outcome NO_LOCK_TO_RELEASE =
      new LockReleaser.Outcome.Refused(NO_REPOSITORY);

  LockPool pool(EnvironmentSettings one) {
    return one.lock().map(lock -> pool(lock, one)).orElse(LockClients::noLock);
  }

  private LockPool pool(Lock lock, EnvironmentSettings one) {
    return switch (lock.source()) {
      case LockSource.Git git -> new GitLockPool(git(lock, git, copies.resolve(name(one))));
      case LockSource.CodeCommit it -> new CodeCommitLockPool(codeCommit(lock, it, one));
    };
  }

  LockReleaser releaser(EnvironmentSettings one) {
    return one.lock().map(lock -> releaser(lock, one)).orElse(_ -> NO_LOCK_TO_RELEASE);
  }

  /** From git in a copy of its own; no environment's name begins with a dot. */
  private LockReleaser releaser(Lock lock, EnvironmentSettings one) {
    return switch (lock.source()) {
      case LockSource.Git git ->
          new GitLockReleaser(
              git(lock, git, copies.resolve(".release").resolve(name(one))), lock.committer());
      case LockSource.CodeCommit it ->
          new CodeCommitLockReleaser(codeCommit(lock, it, one), lock.committer());
    };
  }

  private static String name(EnvironmentSettings one) {
    return one.name().value();
  }

  private static CodeCommitConfig codeCommit(
      Lock lock, LockSource.CodeCommit codeCommit, EnvironmentSettings one) {
    var repository =
        new CodeCommitConfig.Repository(
            codeCommit.repository(), codeCommit.branch(), codeCommit.region());
    var access =
        new CodeCommitConfig.Access(
            codeCommit.role().map(role -> assumed(role, one)), codeCommit.endpoint());
    return new CodeCommitConfig(repository, access, lock.pool(), lock.name());
  }

  private static CodeCommitConfig.Role assumed(Role role, EnvironmentSettings one) {
    return new CodeCommitConfig.Role(
        role.arn(),
        role.externalId(),
        "pipeline-lock-" + one.name().value(),
        role.session(),
        role.sourceIdentity());
  }

  private static GitLockConfig git(Lock lock, LockSource.Git git, Path copy) {
    var remote = remote(git, GitLockConfig.Remote.Use.LOCK);
    return new GitLockConfig(remote, lock.pool(), lock.name(), copy);
  }

  /** A repository as the settings name it. */
  static GitLockConfig.Remote remote(LockSource.Git git, GitLockConfig.Remote.Use use) {
    return new GitLockConfig.Remote(
        URI.create(git.uri()),
        git.branch(),
        git.login().map(login -> new GitCredentials(login.username(), login.password().reveal())),
        git.ssh().map(ssh -> new SshKey(ssh.privateKey().reveal(), ssh.knownHosts())),
        git.ca(),
        use);
  }

  private static PoolLock noLock() {
    throw new RemoteFailure(Kind.NOT_FOUND, NO_REPOSITORY);
  }
}
