package pipelinelock.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/** Clients with their own trust and identity: a given CA replaces the system's, as with curl. */
public final class TlsClients {
  private static final char[] NO_PASSWORD = {};

  private TlsClients() {}

  /**
   * The client with this trust and this identity; host names are verified in any case.
   *
   * @param ca PEM; without it the system's CAs are trusted
   * @throws IllegalArgumentException when a PEM text cannot be read; the message completes "the CA
   *     or the client certificate …" and quotes nothing
   */
  public static OkHttpClient secured(
      OkHttpClient http, Optional<String> ca, Optional<ClientCertificate> certificate) {
    if (ca.isEmpty() && certificate.isEmpty()) {
      return http;
    }
    try {
      X509TrustManager trust = trust(ca);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(certificate), new TrustManager[] {trust}, null);
      return http.newBuilder().sslSocketFactory(context.getSocketFactory(), trust).build();
    } catch (GeneralSecurityException | IOException e) {
      // Without the cause's text: it may quote the key.
      throw new IllegalArgumentException("the CA or the client certificate is not readable as PEM");
    }
  }

  /**
   * Trust in these authorities and no others.
   *
   * @param ca PEM
   * @throws IllegalArgumentException when it cannot be read
   */
  public static X509TrustManager trusting(String ca) {
    try {
      return trust(Optional.of(ca));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the CA is not readable as PEM", e);
    }
  }

  private static X509TrustManager trust(Optional<String> ca)
      throws GeneralSecurityException, IOException {
    // A null store means the system's own CAs.
    @Nullable KeyStore store = ca.isPresent() ? storeOf(certificates(ca.get())) : null;
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Arrays.stream(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static KeyManager @Nullable [] keys(Optional<ClientCertificate> certificate)
      throws GeneralSecurityException, IOException {
    if (certificate.isEmpty()) {
      return null;
    }
    KeyStore store = storeOf(List.of());
    store.setKeyEntry(
        "client",
        PrivateKeys.parse(certificate.get().key()),
        NO_PASSWORD,
        certificates(certificate.get().chain()).toArray(new Certificate[0]));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore storeOf(Collection<? extends Certificate> certificates)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    int number = 0;
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws GeneralSecurityException {
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
    Collection<? extends Certificate> all =
        CertificateFactory.getInstance("X.509").generateCertificates(bytes);
    if (all.isEmpty()) {
      throw new GeneralSecurityException("no certificate");
    }
    return all;
  }
}
