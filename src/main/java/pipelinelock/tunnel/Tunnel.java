package pipelinelock.tunnel;

import okhttp3.OkHttpClient;

/**
 * The way to HTTP servers that only a proxy reaches. Names are resolved at its far end. Nothing is
 * connected before the first request.
 */
public sealed interface Tunnel extends AutoCloseable permits SocksTunnel, SshTunnel {
  /**
   * A client like this one whose requests go through the tunnel; it may be derived from further. A
   * request for which the tunnel cannot be had fails with a {@link
   * pipelinelock.environment.RemoteFailure} before anything is sent to the server itself.
   */
  OkHttpClient through(OkHttpClient base);

  /** Ends the connection; no request goes through any more. May be called twice. */
  @Override
  void close();

  /** Through a SOCKS 5 proxy that runs already. */
  static Tunnel socks(ProxyAddress.Socks proxy) {
    return new SocksTunnel(proxy);
  }

  /**
   * Through a jumpbox. The one SSH connection is made at the first request, shared by all, kept
   * alive, and made anew when it breaks. While it is up, a SOCKS port of 127.0.0.1 leads through
   * it, which any process of this machine can use.
   */
  static Tunnel ssh(SshServer server, SshAccess access) {
    return new SshTunnel(server, access, TunnelPace.USUAL);
  }
}
