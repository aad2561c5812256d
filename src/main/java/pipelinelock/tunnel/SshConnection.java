package pipelinelock.tunnel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;

/**
 * One connection to an SSH server whose host key was checked and that let the bot in. It reads no
 * file of the user's {@code ~/.ssh} and writes none.
 */
public final class SshConnection implements AutoCloseable {
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private final SshClient client;
  private final ClientSession session;

  private SshConnection(SshClient client, ClientSession session) {
    this.client = client;
    this.session = session;
  }

  /**
   * Connects, checks the host key, and logs in.
   *
   * @param limit for all of it
   * @throws RemoteFailure when one of the three cannot be done
   */
  public static SshConnection open(SshServer server, SshAccess access, Duration limit) {
    return open(server, access, limit, HEARTBEAT);
  }

  static SshConnection open(
      SshServer server, SshAccess access, Duration limit, Duration heartbeat) {
    var address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new RemoteFailure(
          Kind.UNREACHABLE,
          "the SSH server %s has a host that DNS does not know".formatted(server));
    }
    var keys = Identities.of(access.identity());
    var check = new HostKeyCheck(server, access.hostKeys());
    var client = Clients.start(server, access, check, heartbeat);
    long until = System.nanoTime() + limit.toNanos();
    try {
      var session = connect(client, server, address, limit);
      try {
        keys.addTo(session);
        session.auth().verify(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
        return new SshConnection(client, session);
      } catch (IOException | IllegalStateException e) {
        throw SshFailures.loggingIn(server, limit, check, e);
      }
    } catch (RuntimeException e) {
      client.stop();
      throw e;
    }
  }

  private static ClientSession connect(
      SshClient client, SshServer server, InetSocketAddress address, Duration limit) {
    try {
      return client.connect(server.user(), address).verify(limit).getClientSession();
    } catch (IOException e) {
      throw SshFailures.connecting(server, limit, e);
    }
  }

  /** The session itself, to open channels on. */
  public ClientSession session() {
    return session;
  }

  boolean isOpen() {
    return session.isOpen();
  }

  /** Runs this once the connection has ended, by whatever; at once if it has already. */
  void onEnd(Runnable action) {
    session.addCloseFutureListener(_ -> action.run());
  }

  /** Ends it at once. May be called twice, but not on a thread of the connection itself. */
  @Override
  public void close() {
    session.close(true);
    client.stop();
  }
}
