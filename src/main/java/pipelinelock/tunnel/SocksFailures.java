package pipelinelock.tunnel;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import pipelinelock.environment.RemoteFailure.Kind;

/** Says in the bot's words what a SOCKS proxy answered, and what to do about it. */
final class SocksFailures {
  private SocksFailures() {}

  static HopFailure unknownHost(ProxyAddress.Socks proxy) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "has a host that DNS does not know",
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
              "check host and port, and whether a firewall lets this machine in",
              problem);
      case NoRouteToHostException _ ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "could not be reached: there is no route to its host",
              "check the host, and the way from here",
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
        "broke off the connection before it led on",
        "look at its log, and check that it is a SOCKS 5 proxy",
        problem);
  }

  static HopFailure silent(
      ProxyAddress.Socks proxy, String target, int timeout, IOException problem) {
    return failure(
        Kind.TIMED_OUT,
        proxy,
        "took the connection, and had not led on to %s within %s s"
            .formatted(target.isEmpty() ? "anything" : target, timeout / 1000.0),
        "check that it is a SOCKS 5 proxy, and that it reaches that host",
        problem);
  }

  static HopFailure mute(ProxyAddress.Socks proxy, EOFException problem) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "hung up without a word",
        "check that it is a SOCKS 5 proxy, and that it lets this machine in",
        problem);
  }

  static HopFailure another(ProxyAddress.Socks proxy, int first) {
    String speaks =
        switch (first) {
          case 'H' -> "answers in HTTP, not in SOCKS 5";
          case 'S' -> "is an SSH server, not a SOCKS 5 proxy";
          case 0x15 -> "speaks TLS, not SOCKS 5";
          case 0, 4 -> "speaks SOCKS 4, not SOCKS 5";
          default -> "gives an answer that is not SOCKS 5";
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
            "takes neither user and password nor no login",
            "allow one of the two there (the bot has no GSSAPI)",
            new IOException("no method fits"))
        : failure(
            Kind.UNAUTHORISED,
            proxy,
            "asks for a login, and the settings give none",
            "write user and password into proxy, before its host: user, ':', password, '@'",
            new IOException("no method fits"));
  }

  static HopFailure refusesLogin(ProxyAddress.Socks proxy, String user) {
    return failure(
        Kind.UNAUTHORISED,
        proxy,
        "does not accept the password of %s".formatted(user),
        "check user and password in proxy (%XX for what a URL cannot hold)",
        new IOException("the login was refused"));
  }

  static HopFailure hungUp(ProxyAddress.Socks proxy, String target) {
    return failure(
        Kind.UNREACHABLE,
        proxy,
        "led on to %s, and hung up before that said a word".formatted(target),
        "where the proxy is ssh -D, its far end cannot reach that host: see what ssh prints;"
            + " else look whether the host is well",
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
              "has no network that leads to %s (SOCKS reply 3)".formatted(target),
              "check the host in bosh.url, and the proxy's own network",
              cause);
      case 4 ->
          failure(
              Kind.UNREACHABLE,
              proxy,
              "does not find or reach the host of %s (SOCKS reply 4)".formatted(target),
              "check the host in bosh.url, and whether the proxy's DNS knows it",
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
              "check the host in bosh.url, and what lies between the proxy and it",
              cause);
      case 7, 8 ->
          failure(
              Kind.REFUSED,
              proxy,
              "does not know %s (SOCKS reply %d)"
                  .formatted(reply == 7 ? "the command CONNECT" : "such addresses", reply),
              "use a proxy that can %s"
                  .formatted(reply == 7 ? "connect by TCP" : "resolve names and use IPv6"),
              cause);
      default ->
          failure(
              Kind.BROKEN,
              proxy,
              "could not lead on to %s (SOCKS reply %d)".formatted(target, reply),
              "look at the proxy's log; many proxies say this of a name that they cannot resolve",
              cause);
    };
  }

  private static HopFailure failure(
      Kind kind, ProxyAddress.Socks proxy, String what, String cure, IOException cause) {
    return new HopFailure(
        kind, "the SOCKS proxy %s %s".formatted(proxy.place(), what), cure, cause);
  }
}
