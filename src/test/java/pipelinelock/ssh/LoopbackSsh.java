package pipelinelock.ssh;

import java.security.KeyPair;

/** An SSH server of this machine that one key opens; started with the object. */
public interface LoopbackSsh extends AutoCloseable {
  SshServer address();

  KeyPair hostKey();

  /** The key that it lets in. */
  KeyPair userKey();

  /** How often somebody was let in. */
  int logins();

  /** Breaks all connections; goes on listening. */
  void cut();

  void stop();

  /** Starts again on the same port. */
  void start();

  @Override
  default void close() {
    stop();
  }

  default String knownHosts() {
    return "[127.0.0.1]:%d %s".formatted(address().port(), TestKeys.publicLine(hostKey()));
  }

  /** What a bot has that is set up well. */
  default SshAccess access() {
    return new SshAccess(
        new SshIdentity.Key(TestKeys.openSsh(userKey())), HostKeys.knownHosts(knownHosts()));
  }
}
