package pipelinelock.git;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;
import pipelinelock.ssh.SshConnection;
import pipelinelock.ssh.SshConnection.Patience;
import pipelinelock.ssh.SshDialer;
import pipelinelock.ssh.SshServer;

/** One SSH connection for each fetch, with only the key and host keys from the settings. */
final class SshSessions extends SshSessionFactory {
  private static final int PORT = 22;

  private final SshDialer dialer;
  private final Duration limit;

  private SshSessions(SshDialer dialer, Duration limit) {
    this.dialer = dialer;
    this.limit = limit;
  }

  /**
   * @param limit for connecting and logging in
   */
  static GitAccess access(SshKey key, Duration limit) {
    var sessions = new SshSessions(new SshDialer(key.access()), limit);
    return (command, also) ->
        command.setTransportConfigCallback(
            transport -> {
              if (transport instanceof SshTransport ssh) {
                ssh.setSshSessionFactory(sessions);
              }
              also.configure(transport);
            });
  }

  @Override
  public RemoteSession getSession(
      URIish url, @Nullable CredentialsProvider credentials, FS files, int timeout)
      throws TransportException {
    var user =
        Optional.ofNullable(url.getUser())
            .orElseThrow(() -> new TransportException(url, "the url names no user"));
    int port = url.getPort() > 0 ? url.getPort() : PORT;
    return new Session(
        dialer.open(new SshServer(user, url.getHost(), port), Patience.of(limit)), limit);
  }

  @Override
  public String getType() {
    return "pipelinelock";
  }

  private record Session(SshConnection connection, Duration limit) implements RemoteSession {
    @Override
    public Process exec(String command, int timeout) throws IOException {
      return RemoteProcess.start(connection, command, limit);
    }

    @Override
    public void disconnect() {
      connection.close();
    }
  }
}
