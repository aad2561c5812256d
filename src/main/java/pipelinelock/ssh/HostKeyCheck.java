package pipelinelock.ssh;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** Checks a server's host keys, and remembers why it refused, because the session does not. */
final class HostKeyCheck implements ServerKeyVerifier {
  private final SshServer server;
  private final HostKeys hostKeys;
  private final List<PublicKey> shown = new ArrayList<>();
  private Optional<HostKeys.Refusal> refusal = Optional.empty();

  HostKeyCheck(SshServer server, HostKeys hostKeys) {
    this.server = server;
    this.hostKeys = hostKeys;
  }

  @Override
  public synchronized boolean verifyServerKey(
      ClientSession session, SocketAddress address, PublicKey key) {
    shown.add(key);
    refusal = hostKeys.refusal(server, shown);
    return refusal.isEmpty();
  }

  /** Empty when the key was trusted, or never seen. */
  synchronized Optional<HostKeys.Refusal> refusal() {
    return refusal;
  }

  /** The key that was trusted. */
  synchronized Optional<PublicKey> trusted() {
    return refusal.isEmpty() && !shown.isEmpty() ? Optional.of(shown.getLast()) : Optional.empty();
  }
}
