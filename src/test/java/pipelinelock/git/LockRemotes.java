package pipelinelock.git;

import java.net.URI;
import java.util.Optional;

/** Branches that hold a lock, as tests configure them. */
public final class LockRemotes {
  private LockRemotes() {}

  /** A repository that asks for no credentials. */
  public static GitLockConfig.Remote of(URI url, String branch) {
    return of(url, branch, Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static GitLockConfig.Remote of(
      URI url,
      String branch,
      Optional<GitCredentials> credentials,
      Optional<SshKey> ssh,
      Optional<String> ca) {
    return new GitLockConfig.Remote(
        url, branch, credentials, ssh, ca, GitLockConfig.Remote.Use.LOCK);
  }
}
