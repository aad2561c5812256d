package pipelinelock.ssh;

import java.io.IOException;
import java.security.PublicKey;
import java.time.Duration;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.util.net.SshdSocketAddress;

/** One connection to an SSH server, after the host key check and the login. */
public final class SshConnection implements AutoCloseable {
  private static final SshdSocketAddress HERE = new SshdSocketAddress("127.0.0.1", 0);

  private final SshClient client;
  private final ClientSession session;
  private final PublicKey hostKey;

  SshConnection(SshClient client, ClientSession session, PublicKey hostKey) {
    this.client = client;
    this.session = session;
    this.hostKey = hostKey;
  }

  /** The session itself, to open channels on. */
  public ClientSession session() {
    return session;
  }

  /**
   * A channel to this host as the far end sees it, which resolves the name; not opened yet.
   *
   * @throws IOException when the connection has ended
   */
  public ClientChannel channelTo(String host, int port) throws IOException {
    return session.createDirectTcpipChannel(HERE, new SshdSocketAddress(host, port));
  }

  /** The key that the server was believed by, {@code ssh-ed25519 SHA256:…}. */
  public String hostKey() {
    return HostKeys.describe(hostKey);
  }

  /** What the server calls itself, {@code SSH-2.0-OpenSSH_9.2p1}. */
  public String version() {
    return session.getServerVersion();
  }

  public boolean isOpen() {
    return session.isOpen();
  }

  /** Runs this once the connection has ended, by whatever; at once if it has already. */
  public void onEnd(Runnable action) {
    session.addCloseFutureListener(_ -> action.run());
  }

  /** Ends it at once. May be called twice, but not on a thread of the connection itself. */
  @Override
  public void close() {
    session.close(true);
    client.stop();
  }

  /** How long it may take to get in, and how often the far end is asked for a sign of life. */
  public record Patience(Duration limit, Duration heartbeat) {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** With the usual sign of life. */
    public static Patience of(Duration limit) {
      return new Patience(limit, HEARTBEAT);
    }
  }
}
