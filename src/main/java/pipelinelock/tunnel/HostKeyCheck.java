package pipelinelock.tunnel;

import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.Optional;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;

/** The check of one connection's host key; remembers why it refused, as the session forgets. */
final class HostKeyCheck implements ServerKeyVerifier {
  private final SshServer server;
  private final HostKeys hostKeys;
  private volatile Optional<String> refusal = Optional.empty();

  HostKeyCheck(SshServer server, HostKeys hostKeys) {
    this.server = server;
    this.hostKeys = hostKeys;
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress address, PublicKey key) {
    refusal = hostKeys.refusal(server, key);
    return refusal.isEmpty();
  }

  /** What completes "the server …"; empty when the key was trusted, or never seen. */
  Optional<String> refusal() {
    return refusal;
  }
}
