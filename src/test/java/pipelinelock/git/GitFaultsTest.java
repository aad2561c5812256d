package pipelinelock.git;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.Patience;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.http.ClosedPort;

class GitFaultsTest {
  @RegisterExtension
  static final WireMockExtension SERVER =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORISED, credentials",
    "403, UNAUTHORISED, read access",
    "404, NOT_FOUND,    check lock.git.uri",
    "429, BUSY,         answered 429",
    "500, BROKEN,       answered 500",
    "503, BROKEN,       answered 503",
    "418, REFUSED,      answered 418",
  })
  void aStatusIsExplained(int status, Kind kind, String words) {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status)));

    assertFails(reader(URI.create(SERVER.baseUrl() + "/pool.git")), kind, words);
  }

  @Test
  void aPageThatIsNoGitServerIsNotUnderstood() {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withBody("<html>Sign in</html>")));

    assertFails(reader(URI.create(SERVER.baseUrl() + "/pool.git")), Kind.GARBAGE, "cannot read");
  }

  @ParameterizedTest
  @EnumSource(names = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE"})
  void aBrokenConnectionIsToldFromAnAnswer(Fault fault) {
    SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

    assertFails(
        reader(URI.create(SERVER.baseUrl() + "/pool.git")), Kind.UNREACHABLE, "not be reached");
  }

  @Test
  void aClosedPortIsUnreachable() throws Exception {
    int port = ClosedPort.number();

    assertFails(
        reader(URI.create("http://127.0.0.1:%d/pool.git".formatted(port))),
        Kind.UNREACHABLE,
        "could not be reached");
  }

  @Test
  void aHangingServerHoldsNobodyBeyondTheLimit() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var reader =
          reader(
              URI.create("http://127.0.0.1:%d/pool.git".formatted(silent.getLocalPort())),
              Duration.ofMillis(500));
      long began = System.nanoTime();

      var readings =
          Stream.generate(() -> threads.submit(() -> assertFails(reader, Kind.TIMED_OUT, "0.5 s")))
              .limit(60)
              .toList();
      for (var reading : readings) {
        reading.get();
      }

      // One after another they would take 30 s.
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://bot:token@git.example/pool.git",
        "https://token@git.example/pool.git",
        "git://git.example/pool.git",
        "http://git.example/pool.git",
        "git.example/pool.git",
        "https:///pool.git",
      })
  void anAddressThatIsUnsafeOrUnknownIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LockRemotes.of(URI.create(url), "main"))
        .withMessageContaining("the repository's url")
        .withMessageNotContaining("token@");
  }

  @Test
  void credentialsAreNotShown() {
    var remote =
        LockRemotes.of(
            URI.create("https://git.example/pool.git"),
            "main",
            Optional.of(new GitCredentials("bot", "s3cret")),
            Optional.empty(),
            Optional.empty());

    assertThat(new GitLockConfig(remote, "pool", "lock", folder).toString())
        .contains("bot")
        .doesNotContain("s3cret");
  }

  /** A reading that nobody waited for goes on for a moment, in a copy that it takes with it. */
  @AfterEach
  void readingsEnd() {
    await().until(() -> copies().allMatch(GitFaultsTest::isRead));
  }

  private Stream<Path> copies() {
    var names = folder.resolve("copy").toFile().list();
    return Stream.of(names == null ? new String[0] : names).map(folder.resolve("copy")::resolve);
  }

  private static boolean isRead(Path copy) {
    return Files.exists(copy.resolve("refs/heads/main"));
  }

  private static void assertFails(GitLockPool reader, Kind kind, String words) {
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader::read)
        .withMessageContaining(words)
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  private GitLockPool reader(URI url) {
    return reader(url, Patience.LIMIT);
  }

  private GitLockPool reader(URI url, Duration limit) {
    return new GitLockPool(
        new GitLockConfig(
            LockRemotes.of(url, "main"),
            "create-cloudfoundry",
            "lock",
            folder.resolve("copy"),
            50,
            10,
            limit));
  }
}
