package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.TestAuthority;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;

/** Against git's own server behind a certificate that no public authority has signed. */
class GitOverHttpsTest {
  @TempDir private static Path certificates;
  private static TestAuthority authority;

  @TempDir private Path folder;
  private PoolRepository remote;
  private GitHttpServer server;

  @BeforeAll
  static void makeCertificates() {
    authority = TestAuthority.in(certificates);
  }

  @BeforeEach
  void startServer() throws Exception {
    Assumptions.assumeTrue(
        GitHttpServer.isInstalled(), "git http-backend is not installed: install git to run this");
    remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    server = GitHttpServer.secured(folder, "bot", "s3cret-token", authority);
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  private GitLockPool reader(String host, Optional<String> ca) {
    var branch =
        LockRemotes.of(
            server.securedUrl(host, "remote/.git"),
            "main",
            Optional.of(new GitCredentials("bot", "s3cret-token")),
            Optional.empty(),
            ca);
    return new GitLockPool(
        new GitLockConfig(
            branch,
            "create-cloudfoundry",
            "lock",
            folder.resolve("copy"),
            2,
            10,
            Duration.ofSeconds(20)));
  }

  @Test
  void aServerOfTheConfiguredAuthorityIsRead() throws Exception {
    var claim = remote.claim("main/create-cloudfoundry/pipeline-lock build 123 claiming: lock");
    var reader = reader("localhost", Optional.of(authority.otherCaPem() + authority.caPem()));
    assertThat(LockExamples.latest(reader.read())).map(LockCommit::id).contains(claim);
  }

  @Test
  void theSystemsOwnAuthoritiesAreNotEnough() {
    isNotTrusted(
        reader("localhost", Optional.empty()), "its certificate is not signed by a trusted CA");
  }

  @Test
  void anotherAuthorityDoesNotCount() {
    isNotTrusted(
        reader("localhost", Optional.of(authority.otherCaPem())),
        "not signed by a trusted CA; set lock.git.ca to the certificate of the CA that signed it");
  }

  @Test
  void aCertificateForAnotherNameDoesNotCount() {
    isNotTrusted(
        reader("127.0.0.1", Optional.of(authority.caPem())),
        "its certificate is for another host name; use a name from the certificate in lock.git.uri");
  }

  private static void isNotTrusted(GitLockPool reader, String words) {
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader::read)
        .withMessageContaining("could not be reached: ")
        .withMessageContaining(words)
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(RemoteFailure.Kind.UNREACHABLE));
  }
}
