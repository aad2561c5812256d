package pipelinelock.doctor;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.client.WireMock.temporaryRedirect;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.MadeTable;
import pipelinelock.bosh.Director;
import pipelinelock.bosh.api.BoshConfig;
import pipelinelock.bosh.api.BoshConfig.Credentials;
import pipelinelock.bosh.api.BoshConfig.Timeouts;
import pipelinelock.bosh.api.BoshConfig.UaaClient;
import pipelinelock.concourse.ConcourseClient;
import pipelinelock.concourse.ConcourseConfig;
import pipelinelock.environment.ConcourseDeployment;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.git.GitCredentials;
import pipelinelock.git.GitLockConfig;
import pipelinelock.git.GitLockPool;
import pipelinelock.http.ClosedPort;
import pipelinelock.http.Http;
import pipelinelock.http.TestAuthority;
import pipelinelock.tunnel.Answering;

/**
 * What check-config says when the last stages of the way to a remote fail: its name, its port, TLS,
 * the login and the permissions; written down in docs/way-in.md.
 */
class LastStagesDocumentTest {
  private static final String SECRET = "hunter2-secret";
  private static final Credentials CLIENT = new UaaClient("pipeline-lock", SECRET);
  private static final Limits LIMITS = Limits.of(Duration.ofSeconds(30));
  private static final InstantSource CLOCK = InstantSource.system();

  @TempDir private Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final WireMockServer remote = new WireMockServer(wireMockConfig().dynamicPort());
  private final List<String> rows = new ArrayList<>();

  @BeforeEach
  void begin() {
    remote.start();
  }

  @AfterEach
  void end() {
    remote.stop();
    threads.shutdownNow();
  }

  @Test
  void theDocumentSaysWhatIsSaid() throws Exception {
    director("name", "the Director's name is wrong", "https://bosh.invalid:25555");
    director("port", "nothing runs there", "https://127.0.0.1:" + ClosedPort.number());
    tls();
    alerts();
    login();
    rights();
    concourse();
    lock();

    MadeTable.check(
        Path.of("docs/way-in.md"),
        getClass(),
        "| part | what is wrong | message | what to do |\n| --- | --- | --- | --- |\n",
        rows);
  }

  private void tls() throws IOException {
    var authority = TestAuthority.in(folder);
    try (var open = new Secured(authority.serverStore())) {
      tls("another authority signed its certificate", open.url(), authority.otherCaPem());
      tls("its certificate is for another name", open.url("127.0.0.1"), authority.caPem());
    }
    try (var old = new Secured(authority.serverStore("-10d", 5))) {
      tls("its certificate has expired", old.url(), authority.caPem());
    }
    try (var early = new Secured(authority.serverStore("+10d", 5))) {
      tls("its certificate is not valid yet", early.url(), authority.caPem());
    }
    try (var plain = Answering.with("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      tls("it does not speak TLS", "https://localhost:" + plain.port(), authority.caPem());
    }
    try (var mute = Answering.with("")) {
      tls("it hangs up", "https://localhost:" + mute.port(), authority.caPem());
    }
  }

  private void tls(String wrong, String url, String ca) {
    row("TLS", wrong, directorParts(config(url, CLIENT, Optional.of(ca))));
  }

  /** Remotes that end the handshake with a word of TLS (RFC 8446, section 6.2). */
  private void alerts() throws IOException {
    alert("it requires a client certificate", 116);
    alert("the bot's client certificate has expired", 45);
    alert("nobody it trusts signed the bot's client certificate", 48);
    alert("its version of TLS is too old", 70);
    alert("it has no cipher in common with the bot", 40);
    alert("it serves other names", 112);
  }

  private void alert(String wrong, int code) throws IOException {
    try (var server = Answering.with("\25\3\3\0\2\2" + (char) code)) {
      director("TLS", wrong, "https://localhost:" + server.port());
    }
  }

  private void login() throws IOException {
    info(temporaryRedirect("https://login.example.com/sso?secret=" + SECRET));
    director("login", "a service that asks people to log in is in front", remote.baseUrl());
    info(aResponse().withHeader("Content-Type", "text/html").withBody("<html>Log in</html>"));
    director("login", "a web page answers in its place", remote.baseUrl());
    uaaAt("http://127.0.0.1:" + ClosedPort.number());
    director("login", "its UAA does not run", remote.baseUrl());
    uaaAt(remote.baseUrl());
    token(
        status(401)
            .withBody("{\"error\":\"unauthorized\",\"error_description\":\"Bad credentials\"}"));
    director("login", "the client or its secret is wrong", remote.baseUrl());
    row(
        "login",
        "the settings have a user, and it has a UAA",
        directorParts(
            config(remote.baseUrl(), new BoshConfig.BasicUser("admin", SECRET), Optional.empty())));
    row(
        "login",
        "it is another Director than the settings say",
        directorParts(
            new BoshConfig(
                URI.create(remote.baseUrl()),
                Optional.of("4b5c7f3e-6c1d-4f0e-9a58-0f9d2c7b1e64"),
                Optional.empty(),
                CLIENT,
                Optional.empty(),
                "concourse",
                Timeouts.USUAL)));
  }

  private void info(ResponseDefinitionBuilder answer) {
    remote.stubFor(get("/info").willReturn(answer));
  }

  private void uaaAt(String url) {
    info(
        okJson(
            """
            {"name":"dev04","uuid":"2daf673a","version":"280.0.0",
             "user_authentication":{"type":"uaa","options":{"url":"%s"}}}
            """
                .formatted(url)));
  }

  private void token(ResponseDefinitionBuilder answer) {
    remote.stubFor(post("/oauth/token").willReturn(answer));
  }

  private void rights() {
    scopes("bosh.stemcells.upload");
    director("rights", "the client has no authority for it", remote.baseUrl());
    scopes("bosh.2daf673a.read");
    director("rights", "the client may only read", remote.baseUrl());
  }

  private void scopes(String scopes) {
    String payload =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"scope\":[\"%s\"]}".formatted(scopes).getBytes(UTF_8));
    token(okJson("{\"access_token\":\"e30.%s.c2ln\",\"expires_in\":600}".formatted(payload)));
  }

  private void concourse() {
    remote.stubFor(get("/api/v1/info").willReturn(okJson("{\"version\":\"7.11.2\"}")));
    remote.stubFor(
        post("/sky/issuer/token")
            .willReturn(status(401).withBody("{\"error\":\"access_denied\"}")));
    concourse("the user or its password is wrong");
    remote.stubFor(
        post("/sky/issuer/token")
            .willReturn(okJson("{\"access_token\":\"t\",\"expires_in\":3600}")));
    remote.stubFor(
        get("/api/v1/user")
            .willReturn(okJson("{\"name\":\"bot\",\"teams\":{\"main\":[\"viewer\"]}}")));
    concourse("its role is too weak");
  }

  private void concourse(String wrong) {
    var pipeline =
        new LockedPipeline(
            "main", "create-cloudfoundry", "lock", "unlock", List.of(), "pipeline-pool", true);
    var config =
        new ConcourseConfig(URI.create(remote.baseUrl()), "pipeline-lock", SECRET, pipeline);
    row(
        "Concourse",
        wrong,
        new ConcourseChecks(
                new CheckContext("dev04", "environments.dev04.concourse", LIMITS, CLOCK),
                () -> new ConcourseClient(config, Http.client(), CLOCK),
                pipeline,
                Optional.empty())
            .part());
  }

  private void lock() throws IOException {
    lock("it does not run", "http://127.0.0.1:%d".formatted(ClosedPort.number()), true);
    git(status(401).withHeader("WWW-Authenticate", "Basic realm=\"git\""));
    lock("the user or token is wrong", remote.baseUrl(), true);
    lock("it asks for a login", remote.baseUrl(), false);
    git(status(404));
    lock("there is no such repository", remote.baseUrl(), true);
    git(aResponse().withHeader("Content-Type", "text/html").withBody("<html>Log in</html>"));
    lock("a web page answers in its place", remote.baseUrl(), true);
    git(status(503));
    lock("it is overloaded", remote.baseUrl(), true);
  }

  private void git(ResponseDefinitionBuilder answer) {
    remote.stubFor(get(urlPathMatching("/pool.git/.*")).willReturn(answer));
  }

  private void lock(String wrong, String server, boolean login) {
    var repository =
        new GitLockConfig.Remote(
            URI.create(server + "/pool.git"),
            "main",
            Optional.of(new GitCredentials("bot", SECRET)).filter(_ -> login),
            Optional.empty(),
            Optional.empty(),
            GitLockConfig.Remote.Use.LOCK);
    var pool =
        new GitLockPool(
            new GitLockConfig(
                repository, "create-cloudfoundry", "lock", folder.resolve("copy" + rows.size())));
    row(
        "lock",
        wrong,
        new LockChecks(new CheckContext("dev04", "environments.dev04.lock", LIMITS, CLOCK), pool)
            .part());
  }

  private void director(String part, String wrong, String url) {
    row(part, wrong, directorParts(config(url, CLIENT, Optional.empty())));
  }

  private static BoshConfig config(String url, Credentials credentials, Optional<String> ca) {
    return new BoshConfig(
        URI.create(url),
        Optional.empty(),
        ca,
        credentials,
        Optional.empty(),
        "concourse",
        Timeouts.USUAL);
  }

  private static RemoteChecks directorParts(BoshConfig config) {
    return new DirectorChecks(
            new CheckContext("dev04", "environments.dev04.bosh", LIMITS, CLOCK),
            Optional.empty(),
            () -> Director.of(config, Http.client(), CLOCK),
            Optional.empty(),
            new ConcourseDeployment("concourse", List.of("worker"), List.of("web")),
            config.directorUuid().isPresent())
        .part();
  }

  /** The first of the checks that fails, as check-config shows it. */
  private void row(String part, String wrong, RemoteChecks checks) {
    var report = new Doctor(threads).examine(List.of(checks));
    var failed =
        report.rows().stream()
            .filter(it -> it.finding().grade() == Grade.FAIL)
            .findFirst()
            .orElseThrow(() -> new AssertionError(wrong + " is not noticed: " + report));
    assertThat(failed.finding().advice()).as(wrong).isNotBlank();
    assertThat(report.toString()).doesNotContain(SECRET);
    rows.add(
        "| %s | %s | `%s`: %s | %s |\n"
            .formatted(
                part,
                wrong,
                failed.check(),
                stable(failed.finding().found()),
                stable(failed.finding().advice())));
  }

  /** Without what is another each time. */
  private static String stable(String text) {
    return text.replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "HOST:PORT")
        .replace("environments.dev04.", "")
        .replaceAll("\\s+", " ")
        .replace("|", "\\|");
  }

  /** A Director's port with TLS on it. */
  private static final class Secured implements AutoCloseable {
    private final WireMockServer server;

    Secured(Path store) {
      server =
          new WireMockServer(
              wireMockConfig()
                  .dynamicPort()
                  .dynamicHttpsPort()
                  .keystorePath(store.toString())
                  .keystorePassword(TestAuthority.PASSWORD)
                  .keyManagerPassword(TestAuthority.PASSWORD)
                  .keystoreType("PKCS12"));
      server.start();
    }

    String url() {
      return url("localhost");
    }

    String url(String host) {
      return "https://%s:%d".formatted(host, server.httpsPort());
    }

    @Override
    public void close() {
      server.stop();
    }
  }
}
