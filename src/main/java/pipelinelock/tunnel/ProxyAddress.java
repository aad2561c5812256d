package pipelinelock.tunnel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.ssh.SshServer;

/**
 * A proxy in the format that the BOSH CLI reads from {@code BOSH_ALL_PROXY}: {@code
 * socks5://[user[:pass]@]host:port} or {@code ssh+socks5://[user@]host:port[?private-key=path]}. As
 * in the CLI, the word after {@code ssh+} does not matter and the user defaults to {@code jumpbox}.
 * Unlike in the CLI, the private key may be left out and given elsewhere, and anything that is not
 * understood is refused. The whole line that sets the variable may be pasted, and so may the output
 * of {@code bbl print-env}.
 */
public sealed interface ProxyAddress {
  /** A SOCKS 5 proxy; it resolves the names. */
  record Socks(String host, int port, Optional<SocksLogin> login) implements ProxyAddress {
    /** {@code proxy.example.com:1080}. */
    public String place() {
      return "%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }
  }

  /** A jumpbox; it resolves the names. */
  record Ssh(SshServer server, Optional<Path> privateKey) implements ProxyAddress {}

  /**
   * Who the bot is to a SOCKS proxy.
   *
   * @param password never shown
   */
  record SocksLogin(String username, String password) {
    public SocksLogin {
      KnownSecrets.addLogin(username, password);
    }

    @Override
    public String toString() {
      return "SocksLogin[username=" + username + ", password=…]";
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException when it is none; the message completes "the proxy …" and
   *     quotes nothing, as the text may hold a password
   */
  static ProxyAddress parse(String text) {
    return new Parser(PastedVariables.proxyIn(text)).parse();
  }

  /** The reading of one address. */
  final class Parser {
    private static final Pattern SSH = Pattern.compile("ssh\\+[a-z][a-z0-9]*://.*", Pattern.DOTALL);
    private static final Pattern HOPS = Pattern.compile("[a-z0-9]+://[^/?#@]*(@[^/?#@,]*)?,");
    private static final String PRIVATE_KEY = "private-key=";

    private final String text;

    private Parser(String text) {
      this.text = text;
    }

    private ProxyAddress parse() {
      if (SSH.matcher(text).matches()) {
        return ssh(uri(text.substring("ssh+".length())));
      }
      if (text.startsWith("socks5://") || text.startsWith("socks5h://")) {
        return socks(uri(text));
      }
      throw new IllegalArgumentException(
          "must start with socks5:// or ssh+socks5://, as BOSH_ALL_PROXY does");
    }

    private static URI uri(String text) {
      if (HOPS.matcher(text).lookingAt()) {
        throw new IllegalArgumentException(
            "names more than one jumpbox, and the bot supports one: keep a tunnel open with ssh (ssh -N -D 127.0.0.1:1080 -J first second), and write socks5://127.0.0.1:1080");
      }
      try {
        var uri = new URI(text);
        if (uri.getHost() == null) {
          throw new IllegalArgumentException("has no valid host: write host:port");
        }
        if (uri.getPort() < 1 || uri.getPort() > 65_535) {
          throw new IllegalArgumentException("has no port from 1 to 65535: write host:port");
        }
        if (uri.getRawFragment() != null || !uri.getRawPath().matches("/?")) {
          throw new IllegalArgumentException("has a path or a '#' after host:port: leave it out");
        }
        return uri;
      } catch (URISyntaxException e) {
        // Without the cause, which quotes the text.
        throw new IllegalArgumentException(
            "has a character that a URL cannot contain: write it as %XX, for example %40 for @");
      }
    }

    private static Socks socks(URI uri) {
      if (uri.getRawQuery() != null) {
        throw new IllegalArgumentException(
            "has a part after '?', which socks5:// does not support");
      }
      return new Socks(host(uri), uri.getPort(), login(uri));
    }

    private static Optional<SocksLogin> login(URI uri) {
      return user(uri)
          .map(
              user -> {
                int colon = user.indexOf(':');
                return colon < 0
                    ? new SocksLogin(decoded(user), "")
                    : new SocksLogin(
                        decoded(user.substring(0, colon)), decoded(user.substring(colon + 1)));
              });
    }

    private static Ssh ssh(URI uri) {
      var user = user(uri).orElse("jumpbox");
      if (user.contains(":")) {
        throw new IllegalArgumentException(
            "has a password, which is not supported over SSH: use a private key");
      }
      return new Ssh(new SshServer(decoded(user), host(uri), uri.getPort()), privateKey(uri));
    }

    private static Optional<Path> privateKey(URI uri) {
      var query = Optional.ofNullable(uri.getRawQuery());
      if (query.isEmpty()) {
        return Optional.empty();
      }
      if (!query.get().startsWith(PRIVATE_KEY)
          || query.get().contains("&")
          || query.get().length() == PRIVATE_KEY.length()) {
        throw new IllegalArgumentException("may have only private-key=/path after '?'");
      }
      // As Go reads a query: a plus is a space.
      return Optional.of(
          Path.of(URLDecoder.decode(query.get().substring(PRIVATE_KEY.length()), UTF_8)));
    }

    private static Optional<String> user(URI uri) {
      return Optional.ofNullable(uri.getRawUserInfo()).filter(user -> !user.isEmpty());
    }

    /** Of a user or password, in which a plus is a plus. */
    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static String host(URI uri) {
      return uri.getHost().replaceAll("^\\[|]$", "");
    }
  }
}
