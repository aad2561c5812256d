package pipelinelock.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * How a remote was reached, whatever it answered.
 *
 * @param address the address that was connected to, {@code 192.0.2.7:25555}; the name, if the far
 *     end of a tunnel resolves it
 * @param elsewhere where a redirection leads, in words; empty if it is none
 * @param tls absent over plain HTTP
 * @param date the remote's clock, from its {@code Date} header: whole seconds, rounded down
 */
public record Contact(
    int status, String address, String elsewhere, Optional<Tls> tls, Optional<Instant> date) {
  /**
   * What the handshake showed.
   *
   * @param version {@code TLSv1.3}
   * @param issuer who signed the remote's certificate
   * @param expires the certificate's last moment
   */
  public record Tls(String version, String issuer, Instant expires) {}

  /** On a connection of its own, so that an old one does not hide that no new one can be made. */
  static Contact make(OkHttpClient http, HttpUrl url, Duration limit) throws IOException {
    var way = new Way();
    OkHttpClient fresh = Http.unpooled(http).newBuilder().eventListener(way).build();
    Call call = fresh.newCall(new Request.Builder().url(url).build());
    call.timeout().timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    try (Response response = call.execute()) {
      return new Contact(
          response.code(),
          way.address,
          Reply.elsewhere(response.code(), Optional.ofNullable(response.header("Location"))),
          Optional.ofNullable(response.handshake()).flatMap(Contact::tls),
          Optional.ofNullable(response.headers().getDate("Date")).map(Date::toInstant));
    }
  }

  private static Optional<Tls> tls(Handshake handshake) {
    return handshake.peerCertificates().stream()
        .findFirst()
        .filter(X509Certificate.class::isInstance)
        .map(X509Certificate.class::cast)
        .map(
            own ->
                new Tls(
                    handshake.tlsVersion().javaName(),
                    own.getIssuerX500Principal().getName(),
                    own.getNotAfter().toInstant()));
  }

  private static final class Way extends EventListener {
    private volatile String address = "";

    @Override
    public void connectEnd(
        Call call, InetSocketAddress to, Proxy proxy, @Nullable Protocol protocol) {
      // A name that is resolved at the far end of a tunnel has the address 0.0.0.0.
      boolean resolved = to.getAddress() != null && !to.getAddress().isAnyLocalAddress();
      String host = resolved ? to.getAddress().getHostAddress() : to.getHostString();
      address = host + ":" + to.getPort();
    }
  }
}
