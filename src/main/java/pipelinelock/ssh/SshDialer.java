package pipelinelock.ssh;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.ssh.SshConnection.Patience;

/**
 * Connects to SSH servers: checks the host key, and logs in. It neither reads nor writes the user's
 * {@code ~/.ssh}.
 *
 * <p>A server shows one of its host keys, of the type that it is asked for. If a pinned fingerprint
 * does not match, it is asked again for another type, before anything is sent to it.
 */
public final class SshDialer {
  private final SshAccess access;

  /**
   * The type of host key that fitted the last time, so that the next time it is asked for first.
   */
  private final Map<SshServer, String> fitted = new ConcurrentHashMap<>();

  private volatile Optional<Conversation> latest = Optional.empty();

  public SshDialer(SshAccess access) {
    this.access = access;
  }

  /**
   * Connects, checks the host key, and logs in.
   *
   * @throws RemoteFailure when one of the three cannot be done; it says which
   */
  public SshConnection open(SshServer server, Patience patience) {
    var address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw SshFailures.unknownHost(server);
    }
    var keys = LoginKeys.of(access.identity());
    var check = new HostKeyCheck(server, access.hostKeys());
    var offer = HostKeyOffer.to(server, access.hostKeys(), Optional.ofNullable(fitted.get(server)));
    long until = System.nanoTime() + patience.limit().toNanos();
    Optional<RemoteFailure> refused = Optional.empty();
    while (true) {
      var said = new Conversation(offer);
      latest = Optional.of(said);
      try {
        var connection = new Attempt(server, address, keys, check, said, until, patience).make();
        check.trusted().ifPresent(key -> fitted.put(server, type(key)));
        return connection;
      } catch (RemoteFailure failure) {
        if (refused.isPresent() && isNoMore(said)) {
          throw refused.get(); // it has no key of another kind
        }
        offer = next(offer, said, check, server).orElseThrow(() -> failure);
        refused = Optional.of(failure);
      }
    }
  }

  /** The failure of one who did not wait to the end: says how far it has come. */
  public RemoteFailure late(SshServer server, Duration limit, Exception problem) {
    return new SshFailures(server, limit).notYet(latest, problem);
  }

  private static boolean isNoMore(Conversation said) {
    return said.disagreement().filter(SshFailures::isAboutHostKeys).isPresent();
  }

  /** Another offer, where the last failed by the host key alone. */
  private Optional<HostKeyOffer> next(
      HostKeyOffer offer, Conversation said, HostKeyCheck check, SshServer server) {
    var algorithm = said.hostKeyAlgorithm();
    boolean byTheKey =
        check.refusal().isPresent()
            || (algorithm.filter(HostKeyOffer::isCertificate).isPresent()
                && check.trusted().isEmpty());
    return byTheKey
        ? algorithm.flatMap(it -> offer.after(it, server, access.hostKeys()))
        : Optional.empty();
  }

  private static String type(PublicKey key) {
    return HostKeyOffer.type(String.valueOf(KeyUtils.getKeyType(key)));
  }

  /** One attempt with one offer. */
  private record Attempt(
      SshServer server,
      InetSocketAddress address,
      LoginKeys keys,
      HostKeyCheck check,
      Conversation said,
      long until,
      Patience patience) {

    SshConnection make() {
      var client = SshClients.start(keys.identity(), check, said, patience.heartbeat());
      try {
        var session = connect(client);
        login(session);
        return new SshConnection(
            client,
            session,
            check
                .trusted()
                .orElseThrow(() -> new IllegalStateException("no host key was checked")));
      } catch (RuntimeException e) {
        client.stop();
        throw e;
      }
    }

    private ClientSession connect(SshClient client) {
      try {
        return client.connect(server.user(), address).verify(left()).getClientSession();
      } catch (IOException e) {
        throw failures().connecting(e);
      }
    }

    private void login(ClientSession session) {
      try {
        keys.addTo(session);
        session.auth().verify(left());
      } catch (IOException | IllegalStateException e) {
        throw failures().loggingIn(check, said, keys, e);
      }
    }

    private SshFailures failures() {
      return new SshFailures(server, patience.limit());
    }

    private Duration left() {
      return Duration.ofNanos(Math.max(1, until - System.nanoTime()));
    }
  }
}
