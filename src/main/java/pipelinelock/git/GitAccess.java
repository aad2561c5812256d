package pipelinelock.git;

import java.time.Duration;
import org.eclipse.jgit.api.TransportCommand;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Authenticates to a git server: one implementation for each kind of transport. */
@FunctionalInterface
interface GitAccess {
  /**
   * Gives the command what its transport needs.
   *
   * @param also what is wanted of the transport besides
   */
  void prepare(TransportCommand<?, ?> command, TransportConfigCallback also);

  /** As the configuration says. */
  static GitAccess of(GitLockConfig config) {
    return of(config.remote(), config.deadline());
  }

  /** By whatever transport its address has. */
  static GitAccess of(GitLockConfig.Remote remote, Duration deadline) {
    return remote.ssh().map(key -> SshSessions.access(key, deadline)).orElseGet(() -> of(remote));
  }

  /** For https and file: a user and a secret, and an authority, where there are any. */
  static GitAccess of(GitLockConfig.Remote remote) {
    var authority = remote.ca().map(PrivateAuthority::new);
    return (command, also) -> {
      remote
          .credentials()
          .map(it -> new UsernamePasswordCredentialsProvider(it.username(), it.secret()))
          .ifPresent(command::setCredentialsProvider);
      command.setTransportConfigCallback(
          transport -> {
            authority.ifPresent(it -> it.configure(transport));
            also.configure(transport);
          });
    };
  }
}
