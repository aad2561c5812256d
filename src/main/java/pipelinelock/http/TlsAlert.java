package pipelinelock.http;

import com.google.common.base.Throwables;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * The word with which a remote ended a TLS handshake: what it did not like about the bot.
 *
 * @param word as RFC 8446, section 6, names it: {@code certificate_required}
 */
public record TlsAlert(String word) {
  /** The JDK shows it only in its message. */
  private static final Pattern RECEIVED =
      Pattern.compile("Received fatal alert: (?<word>[a-z_]{1,40})");

  private static final Set<String> OF_THE_CERTIFICATE =
      Set.of(
          "certificate_required",
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied",
          "decrypt_error");

  /** The alert that a failure came of; empty where it came of none. */
  public static Optional<TlsAlert> in(Throwable failure) {
    return Throwables.getCausalChain(failure).stream()
        .filter(SSLException.class::isInstance)
        .map(it -> RECEIVED.matcher(String.valueOf(it.getMessage())))
        .filter(Matcher::find)
        .map(it -> new TlsAlert(it.group("word")))
        .findFirst();
  }

  /** Whether the remote misses or rejects the bot's certificate: nobody else shows it one. */
  public boolean isOfTheCertificate() {
    return OF_THE_CERTIFICATE.contains(word);
  }

  ConnectFailure explained() {
    if (isOfTheCertificate()) {
      return ofTheCertificate();
    }
    return switch (word) {
      case "protocol_version", "insufficient_security" ->
          failed("enable TLS 1.2 or newer there, with its usual ciphers");
      case "handshake_failure" ->
          failed(
              "enable TLS 1.2 or newer there, with its usual ciphers; if it requires a client certificate, set client_certificate and client_key");
      case "unrecognized_name" ->
          new ConnectFailure(
              "it has no certificate for that host name (unrecognized_name)",
              "check the host in the url");
      default -> failed("check the port in the url, and the log of what answers there");
    };
  }

  private ConnectFailure ofTheCertificate() {
    return switch (word) {
      case "certificate_required", "bad_certificate" ->
          new ConnectFailure(
              "it requires a client certificate, or rejects the one it got",
              "set client_certificate and client_key to one that it accepts");
      case "certificate_expired" ->
          new ConnectFailure(
              "it says that the bot's client certificate has expired",
              "renew client_certificate, and check the clocks of both");
      default ->
          new ConnectFailure(
              "it rejects the bot's client certificate (%s)".formatted(word),
              "set client_certificate and client_key to one that it accepts");
    };
  }

  private ConnectFailure failed(String cure) {
    return new ConnectFailure("the TLS handshake failed (%s)".formatted(word), cure);
  }
}
