package pipelinelock.stamp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampTokenGenerator;

/** A time stamp authority on loopback, with a CA of its own, that does what RFC 3161 says. */
final class LocalAuthority implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-30T12:00:05Z");

  private final KeyPair root = keys();
  private final KeyPair own = keys();
  private final X509Certificate rootCertificate;
  private final X509Certificate certificate;
  private final HttpServer server;

  /** What it makes of a request before it answers; a wrong one answers another request. */
  volatile UnaryOperator<TimeStampRequest> hears = it -> it;

  volatile int status = 200;

  LocalAuthority() throws Exception {
    rootCertificate = certificate("CN=root", root, "CN=root", root.getPrivate(), true);
    certificate = certificate("CN=tsa", own, "CN=root", root.getPrivate(), false);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static KeyPair keys() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    return generator.generateKeyPair();
  }

  private static X509Certificate certificate(
      String subject, KeyPair of, String issuer, PrivateKey by, boolean isAuthority)
      throws Exception {
    var builder =
        new JcaX509v3CertificateBuilder(
            new X500Name(issuer),
            BigInteger.valueOf(isAuthority ? 1 : 2),
            Date.from(NOW.minus(Duration.ofDays(1))),
            Date.from(NOW.plus(Duration.ofDays(365))),
            new X500Name(subject),
            of.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
    if (!isAuthority) {
      builder.addExtension(
          Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(by)));
  }

  URI url() {
    return URI.create("http://127.0.0.1:%d/tsa".formatted(server.getAddress().getPort()));
  }

  /** Of its CA. */
  String ca() throws Exception {
    return pem(rootCertificate);
  }

  /** Its own. */
  String pem() throws Exception {
    return pem(certificate);
  }

  private static String pem(X509Certificate certificate) throws Exception {
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(
            Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(certificate.getEncoded()));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = new TimeStampRequest(exchange.getRequestBody().readAllBytes());
      byte[] answer = answer(hears.apply(request));
      exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
      exchange.sendResponseHeaders(status, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private byte[] answer(TimeStampRequest request) {
    try {
      var digests = new JcaDigestCalculatorProviderBuilder().build();
      var tokens =
          new TimeStampTokenGenerator(
              new JcaSimpleSignerInfoGeneratorBuilder()
                  .build("SHA256withECDSA", own.getPrivate(), certificate),
              digests.get(new org.bouncycastle.asn1.x509.AlgorithmIdentifier(TSPAlgorithms.SHA256)),
              new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"));
      tokens.addCertificates(new JcaCertStore(List.of(certificate)));
      return new TimeStampResponseGenerator(tokens, TSPAlgorithms.ALLOWED)
          .generate(request, BigInteger.TEN, Date.from(NOW))
          .getEncoded();
    } catch (Exception e) {
      throw new IllegalStateException("the authority of the test is broken", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
