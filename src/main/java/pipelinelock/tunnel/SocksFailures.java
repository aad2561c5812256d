package pipelinelock.tunnel;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import pipelinelock.environment.RemoteFailure.Kind;

/** Explains a SOCKS proxy's answer, and what to do about it. */
final class SocksFailures {
  private SocksFailures() {}

  static HopFailure unknownHost(ProxyAddress.Socks proxy) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "has a host name that does not resolve",
        "check the name in proxy, and the DNS of this machine",
        new UnknownHostException(proxy.host()));
  }

  static HopFailure unreachable(ProxyAddress.Socks proxy, int timeout, IOException problem) {
    return switch (problem) {
      case SocketTimeoutException _ ->
          failure(
              Kind.TIMED_OUT,
              proxy,
              "did not answer within %s s".formatted(timeout / 1000.0),
              "check host and port, and whether a firewall allows this machine",
              problem);
      case NoRouteToHostException _ ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "could not be reached: there is no route to its host",
              "check the host, and the network from here to it",
              problem);
      case ConnectException _ ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "could not be reached: the connection was refused",
              "check host and port, and that the proxy runs",
              problem);
      default -> broken(proxy, problem);
    };
  }

  static HopFailure broken(ProxyAddress.Socks proxy, IOException problem) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "closed the connection before it connected to the target",
        "check its log, and check that it is a SOCKS 5 proxy",
        problem);
  }

  static HopFailure silent(
      ProxyAddress.Socks proxy, String target, int timeout, IOException problem) {
    return failure(
        Kind.TIMED_OUT,
        proxy,
        "accepted the connection, but did not connect to %s within %s s"
            .formatted(target.isEmpty() ? "anything" : target, timeout / 1000.0),
        "check that it is a SOCKS 5 proxy, and that it reaches that host",
        problem);
  }

  static HopFailure mute(ProxyAddress.Socks proxy, EOFException problem) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "closed the connection without an answer",
        "check that it is a SOCKS 5 proxy, and that it allows this machine",
        problem);
  }

  static HopFailure another(ProxyAddress.Socks proxy, int first) {
    String speaks =
        switch (first) {
          case 'H' -> "answers with HTTP, not SOCKS 5";
          case 'S' -> "is an SSH server, not a SOCKS 5 proxy";
          case 0x15 -> "speaks TLS, not SOCKS 5";
          case 0, 4 -> "speaks SOCKS 4, not SOCKS 5";
          default -> "sends an answer that is not SOCKS 5";
        };
    return failure(
        Kind.GARBAGE,
        proxy,
        speaks,
        first == 'S'
            ? "write proxy as ssh+socks5://…, or check the port"
            : "check host and port in proxy",
        new IOException("the first byte is " + first));
  }

  static HopFailure asksForLogin(ProxyAddress.Socks proxy) {
    return proxy.login().isPresent()
        ? failure(
            Kind.UNAUTHORISED,
            proxy,
            "accepts neither a user and password nor an anonymous login",
            "allow one of the two there (the bot does not support GSSAPI)",
            new IOException("no method fits"))
        : failure(
            Kind.UNAUTHORISED,
            proxy,
            "requires a login, and the settings have none",
            "put user and password into proxy, before its host: user, ':', password, '@'",
            new IOException("no method fits"));
  }

  static HopFailure refusesLogin(ProxyAddress.Socks proxy, String user) {
    return failure(
        Kind.UNAUTHORISED,
        proxy,
        "does not accept the password of %s".formatted(user),
        "check user and password in proxy (%XX for characters that a URL cannot contain)",
        new IOException("the login was refused"));
  }

  static HopFailure hungUp(ProxyAddress.Socks proxy, String target) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "connected to %s, but closed the connection before any answer".formatted(target),
        "if the proxy is ssh -D, its remote end cannot reach that host: see what ssh prints; otherwise check that host",
        new EOFException());
  }

  /** RFC 1928, section 6. */
  static HopFailure refused(ProxyAddress.Socks proxy, String target, int reply) {
    var cause = new IOException("SOCKS reply %d".formatted(reply));
    return switch (reply) {
      case 2 ->
          failure(
              Kind.UNAUTHORISED,
              proxy,
              "has rules that forbid a connection to %s (SOCKS reply 2)".formatted(target),
              "allow it in the proxy's rules",
              cause);
      case 3 ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "cannot reach the network of %s (SOCKS reply 3)".formatted(target),
              "check the host in bosh.url, and the proxy's own network",
              cause);
      case 4 ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "cannot find or reach the host of %s (SOCKS reply 4)".formatted(target),
              "check the host in bosh.url, and whether the proxy's DNS resolves it",
              cause);
      case 5 ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "reached the host of %s, which refused the connection (SOCKS reply 5)"
                  .formatted(target),
              "check the port in bosh.url, and whether the Director runs",
              cause);
      case 6 ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "got no answer from %s (SOCKS reply 6)".formatted(target),
              "check the host in bosh.url, and the network between the proxy and it",
              cause);
      case 7, 8 ->
          failure(
              Kind.REFUSED,
              proxy,
              "does not support %s (SOCKS reply %d)"
                  .formatted(reply == 7 ? "the command CONNECT" : "such addresses", reply),
              "use a proxy that can %s"
                  .formatted(reply == 7 ? "connect by TCP" : "resolve names and use IPv6"),
              cause);
      default ->
          failure(
              Kind.BROKEN,
              proxy,
              "could not connect to %s (SOCKS reply %d)".formatted(target, reply),
              "check the proxy's log; many proxies answer this for a name that they cannot resolve",
              cause);
    };
  }

  private static HopFailure failure(
      Kind kind, ProxyAddress.Socks proxy, String what, String cure, IOException cause) {
    return new HopFailure(
        kind, "the SOCKS proxy %s %s".formatted(proxy.place(), what), cure, cause);
  }
}
