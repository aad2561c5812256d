package pipelinelock.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;

/** A server in the process; notes the hosts that it is asked to connect to. */
public final class MinaSsh implements LoopbackSsh {
  private final KeyPair userKey;
  private final List<KeyPair> hostKeys;
  private final AtomicInteger logins = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private SshServer server;
  private int port;

  public MinaSsh() {
    this(List.of(TestKeys.ed25519()), TestKeys.ed25519());
  }

  MinaSsh(List<KeyPair> hostKeys, KeyPair userKey) {
    this.hostKeys = hostKeys;
    this.userKey = userKey;
    this.server = listen(0);
    this.port = server.getPort();
  }

  private SshServer listen(int at) {
    var made = SshServer.setUpDefaultServer();
    made.setHost("127.0.0.1");
    made.setPort(at);
    made.setKeyPairProvider(KeyPairProvider.wrap(hostKeys));
    made.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, userKey.getPublic()));
    made.setForwardingFilter(new Noting());
    made.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    made.addSessionListener(
        new SessionListener() {
          @Override
          public void sessionEvent(Session session, Event event) {
            if (event == Event.Authenticated) {
              logins.incrementAndGet();
            }
          }
        });
    try {
      made.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return made;
  }

  @Override
  public void start() {
    server = listen(port);
  }

  @Override
  public pipelinelock.ssh.SshServer address() {
    return new pipelinelock.ssh.SshServer("jumpbox", "127.0.0.1", port);
  }

  @Override
  public KeyPair hostKey() {
    return hostKeys.getFirst();
  }

  @Override
  public KeyPair userKey() {
    return userKey;
  }

  @Override
  public int logins() {
    return logins.get();
  }

  /** From now on it leads nobody on. */
  public void forbidForwarding() {
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
  }

  /** The hosts that connections were asked for to. */
  public List<String> asked() {
    return asked;
  }

  @Override
  public void cut() {
    server.getActiveSessions().forEach(session -> session.close(true));
  }

  @Override
  public void stop() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Noting extends AcceptAllForwardingFilter {
    @Override
    public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
      asked.add(address.getHostName());
      return super.canConnect(type, address, session);
    }
  }
}
