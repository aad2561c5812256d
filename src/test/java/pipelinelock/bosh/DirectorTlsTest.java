package pipelinelock.bosh;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.BasicUser;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.http.ClientCertificate;
import pipelinelock.http.Http;
import pipelinelock.http.TestAuthority;

class DirectorTlsTest {
  @TempDir static Path folder;

  private static TestAuthority authority;
  private static WireMockServer open;
  private static WireMockServer closed;

  @BeforeAll
  static void start() {
    authority = TestAuthority.in(folder);
    open = server(authority.serverStore(), false);
    closed = server(authority.serverStore(), true);
  }

  @AfterAll
  static void stop() {
    open.stop();
    closed.stop();
  }

  @Test
  void aDirectorUnderTheGivenCaIsTrusted() {
    assertThat(nameOf(open, "localhost", Optional.of(authority.caPem()), Optional.empty()))
        .isEqualTo("dev04");
  }

  @Test
  void aBundleMayHoldSeveralCasAndWordsBetweenThem() {
    String bundle = authority.otherCaPem() + "\nthe second one:\n" + authority.caPem();

    assertThat(nameOf(open, "localhost", Optional.of(bundle), Optional.empty())).isEqualTo("dev04");
  }

  @Test
  void theSystemsOwnCasAreNotEnough() {
    assertThatThrownBy(() -> nameOf(open, "localhost", Optional.empty(), Optional.empty()))
        .hasMessage(
            "The Director could not be reached while asking who it is: "
                + "its certificate is not signed by a trusted CA");
  }

  @Test
  void anotherCaIsNotTrusted() {
    assertThatThrownBy(
            () -> nameOf(open, "localhost", Optional.of(authority.otherCaPem()), Optional.empty()))
        .hasMessageContaining("not signed by a trusted CA");
  }

  @Test
  void theHostNameIsVerified() {
    assertThatThrownBy(
            () -> nameOf(open, "127.0.0.1", Optional.of(authority.caPem()), Optional.empty()))
        .hasMessageContaining("its certificate is for another host name");
  }

  @ParameterizedTest
  @CsvSource({
    "-10d, its certificate has expired",
    "+10d, its certificate is not valid yet",
  })
  void aCertificateHasItsTime(String begins, String told) {
    var server = server(authority.serverStore(begins, 5), false);
    try {
      assertThatThrownBy(
              () -> nameOf(server, "localhost", Optional.of(authority.caPem()), Optional.empty()))
          .hasMessageContaining(told);
    } finally {
      server.stop();
    }
  }

  @Test
  void aContactTellsWhoseCertificateItSawAndForHowLong() {
    var contact =
        director(open, "localhost", Optional.of(authority.caPem()), Optional.empty()).contact();

    assertThat(contact.status()).isEqualTo(200);
    assertThat(contact.address()).endsWith(":" + open.httpsPort());
    var tls = contact.tls().orElseThrow();
    assertThat(tls.version()).startsWith("TLSv1.");
    assertThat(tls.issuer()).startsWith("CN=");
    assertThat(tls.expires()).isAfter(InstantSource.system().instant());
  }

  @Test
  void aContactFailsLikeAnyCallWhereTheCertificateIsNotTrusted() {
    var director = director(open, "localhost", Optional.empty(), Optional.empty());

    assertThatThrownBy(director::contact).hasMessageContaining("not signed by a trusted CA");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aClientCertificateIsShownWithAKeyOfEitherForm(boolean pkcs1) {
    String key = pkcs1 ? authority.clientKeyPkcs1() : authority.clientKeyPkcs8();
    var certificate = new ClientCertificate(authority.clientPem(), key);

    assertThat(
            nameOf(closed, "localhost", Optional.of(authority.caPem()), Optional.of(certificate)))
        .isEqualTo("dev04");
  }

  @Test
  void withoutTheClientCertificateTheProxyRefuses() {
    assertThatThrownBy(
            () -> nameOf(closed, "localhost", Optional.of(authority.caPem()), Optional.empty()))
        .hasMessageContaining("The Director could not be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "secret",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n====secret\n-----END PRIVATE KEY-----"
      })
  void anUnreadableKeyIsNamedButNotQuoted(String key) {
    var certificate = new ClientCertificate(authority.clientPem(), key);

    assertThatThrownBy(() -> nameOf(open, "localhost", Optional.empty(), Optional.of(certificate)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not readable as PEM")
        .hasMessageNotContaining("secret")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
      })
  void anUnreadableCaIsNamed(String ca) {
    assertThatThrownBy(() -> nameOf(open, "localhost", Optional.of(ca), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not readable as PEM");
  }

  private static String nameOf(
      WireMockServer server,
      String host,
      Optional<String> ca,
      Optional<ClientCertificate> certificate) {
    return director(server, host, ca, certificate).info().name();
  }

  private static Director director(
      WireMockServer server,
      String host,
      Optional<String> ca,
      Optional<ClientCertificate> certificate) {
    var config =
        new BoshConfig(
            URI.create("https://%s:%d".formatted(host, server.httpsPort())),
            Optional.empty(),
            ca,
            new BasicUser("admin", "secret"),
            certificate,
            "concourse",
            Timeouts.USUAL);
    return Director.of(config, Http.client(), InstantSource.system());
  }

  private static WireMockServer server(Path certificate, boolean wantsClientCertificate) {
    var server =
        new WireMockServer(
            WireMockConfiguration.wireMockConfig()
                .dynamicPort()
                .dynamicHttpsPort()
                .keystorePath(certificate.toString())
                .keystorePassword(TestAuthority.PASSWORD)
                .keyManagerPassword(TestAuthority.PASSWORD)
                .keystoreType("PKCS12")
                .needClientAuth(wantsClientCertificate)
                .trustStorePath(authority.trustStore().toString())
                .trustStorePassword(TestAuthority.PASSWORD)
                .trustStoreType("PKCS12"));
    server.start();
    server.stubFor(get("/info").willReturn(okJson(Recordings.text("info.basic.json"))));
    return server;
  }
}
