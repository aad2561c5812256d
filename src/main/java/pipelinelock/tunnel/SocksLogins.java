package pipelinelock.tunnel;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pipelinelock.tunnel.ProxyAddress.SocksLogin;

/**
 * Answers the JDK's question for the login of a SOCKS proxy: it asks one authenticator for the
 * whole process. Questions about other things go to the one that was there before.
 */
final class SocksLogins extends Authenticator {
  private static final Map<String, SocksLogin> LOGINS = new ConcurrentHashMap<>();

  private final Optional<Authenticator> before;

  private SocksLogins(Optional<Authenticator> before) {
    this.before = before;
  }

  static synchronized void add(String host, int port, SocksLogin login) {
    LOGINS.put(key(host, port), login);
    var before = Optional.ofNullable(Authenticator.getDefault());
    if (before.filter(SocksLogins.class::isInstance).isEmpty()) {
      Authenticator.setDefault(new SocksLogins(before));
    }
  }

  static void remove(String host, int port) {
    LOGINS.remove(key(host, port));
  }

  private static String key(String host, int port) {
    return host.toLowerCase(Locale.ROOT) + " " + port;
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if ("SOCKS5".equals(getRequestingProtocol())) {
      var login = LOGINS.get(key(String.valueOf(getRequestingHost()), getRequestingPort()));
      if (login != null) {
        return new PasswordAuthentication(login.username(), login.password().toCharArray());
      }
    }
    return before.map(this::ask).orElse(null);
  }

  private @Nullable PasswordAuthentication ask(Authenticator other) {
    return other.requestPasswordAuthenticationInstance(
        getRequestingHost(),
        getRequestingSite(),
        getRequestingPort(),
        getRequestingProtocol(),
        getRequestingPrompt(),
        getRequestingScheme(),
        getRequestingURL(),
        getRequestorType());
  }
}
