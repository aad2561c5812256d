package pipelinelock.tunnel;

import java.time.Duration;
import okhttp3.OkHttpClient;
import pipelinelock.ssh.SshAccess;
import pipelinelock.ssh.SshServer;

/**
 * Access to HTTP servers behind a proxy. Names are resolved at its far end. It connects with the
 * first request, and nothing listens on this machine: only the clients created here can use it.
 */
public sealed interface Tunnel extends AutoCloseable permits SocksTunnel, SshTunnel {
  /**
   * A client like this one whose requests go through the tunnel; it may be derived from further. A
   * request for which the tunnel cannot be had fails with a {@link
   * pipelinelock.environment.RemoteFailure}, which says what of the way failed.
   */
  OkHttpClient through(OkHttpClient base);

  /**
   * Tries the way itself, without going on to any server.
   *
   * @return what it found, as words for a person
   * @throws pipelinelock.environment.RemoteFailure when it does not let the bot through
   */
  String greet(Duration limit);

  /** Runs this on a thread of its own each time that the connection was made, or made again. */
  void whenUp(Runnable action);

  /** Ends the connection; no request goes through any more. May be called twice. */
  @Override
  void close();

  /** Through a SOCKS 5 proxy that runs already. */
  static Tunnel socks(ProxyAddress.Socks proxy) {
    return new SocksTunnel(proxy);
  }

  /**
   * Through a jumpbox. The one SSH connection is made at the first request, shared by all, kept
   * alive, and made again when it breaks.
   */
  static Tunnel ssh(SshServer server, SshAccess access) {
    return new SshTunnel(server, access, TunnelPace.USUAL);
  }
}
