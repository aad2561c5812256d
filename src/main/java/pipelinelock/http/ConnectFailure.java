package pipelinelock.http;

import com.google.common.base.Throwables;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Why there was no answer: the name, TCP or TLS.
 *
 * @param what completes "could not be reached: …"
 * @param cure what to do about it, in the imperative
 */
public record ConnectFailure(String what, String cure) {
  /** What the cures call the setting that holds the address. */
  static final String URL = "the url";

  /** So the JDK says it, where it compares the names itself. */
  private static final Pattern ANOTHER_NAME =
      Pattern.compile("No (subject alternative (DNS )?names?|name) (matching|present)");

  private static final Pattern NAMES = Pattern.compile("subjectAltNames: \\[([^\\]\n]*)]");

  public static ConnectFailure of(IOException problem) {
    return switch (problem) {
      case UnknownHostException _ ->
          new ConnectFailure(
              "its host name has no address",
              "check the host in the url, and the DNS of this machine");
      case ConnectException it when text(it).contains("timed out") ->
          new ConnectFailure(
              "its host did not accept the connection",
              "check the host and port in the url, and whether a firewall allows this machine");
      case ConnectException _ ->
          new ConnectFailure(
              "the connection was refused", "check the port in the url, and that it runs there");
      case NoRouteToHostException _ ->
          new ConnectFailure(
              "there is no route to its host",
              "check the host in the url, and the network from here to it");
      case SSLPeerUnverifiedException it -> anotherName(it);
      case SSLException it -> tls(it);
      default -> broken();
    };
  }

  /** The same of an address that comes from elsewhere. */
  public ConnectFailure at(String source) {
    return new ConnectFailure(what, cure.replace(URL, source));
  }

  private static ConnectFailure broken() {
    return new ConnectFailure(
        "the connection broke",
        "try again; then check what is in between (proxy, load balancer), and whether that requires a client certificate");
  }

  private static ConnectFailure anotherName(SSLPeerUnverifiedException problem) {
    var names = NAMES.matcher(text(problem));
    return anotherName(
        names.find() && !names.group(1).isEmpty() ? " (%s)".formatted(names.group(1)) : "");
  }

  private static ConnectFailure anotherName(String told) {
    return new ConnectFailure(
        "its certificate is for another host name" + told,
        "use a name from the certificate in the url, or have the certificate reissued for this one");
  }

  private static ConnectFailure tls(SSLException problem) {
    if (isAny(problem, CertificateExpiredException.class)) {
      return new ConnectFailure(
          "its certificate has expired", "have it renewed, and check the clock of this machine");
    }
    if (isAny(problem, CertificateNotYetValidException.class)) {
      return new ConnectFailure(
          "its certificate is not valid yet",
          "check the clock of this machine, and that of the certificate's issuer");
    }
    if (Throwables.getCausalChain(problem).stream()
        .anyMatch(it -> ANOTHER_NAME.matcher(String.valueOf(it.getMessage())).find())) {
      return anotherName("");
    }
    if (isAny(problem, CertificateException.class)) {
      return new ConnectFailure(
          "its certificate is not signed by a trusted CA",
          "set ca to the certificate of the CA that signed it");
    }
    return TlsAlert.in(problem).map(TlsAlert::explained).orElseGet(() -> agreement(problem));
  }

  /** The JDK distinguishes these only by their messages. */
  private static ConnectFailure agreement(SSLException problem) {
    String text = text(problem);
    if (text.contains("Unsupported or unrecognized SSL message")) {
      return new ConnectFailure("it does not speak TLS on that port", "check the port in the url");
    }
    if (isAny(problem, EOFException.class)) {
      return new ConnectFailure(
          "it closed the connection during the TLS handshake",
          "check the port in the url, and what is in between (proxy, load balancer)");
    }
    return new ConnectFailure("the TLS handshake failed", "check the port in the url");
  }

  private static String text(IOException problem) {
    return String.valueOf(problem.getMessage());
  }

  private static boolean isAny(IOException problem, Class<?> kind) {
    return Throwables.getCausalChain(problem).stream().anyMatch(kind::isInstance);
  }
}
