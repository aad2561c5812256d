package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.http.ClosingRelay;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;

/** Against git's own server, with real authentication. */
class GitOverHttpTest {
  @TempDir Path folder;
  private PoolRepository remote;
  private GitHttpServer server;

  @BeforeEach
  void startServer() throws Exception {
    Assumptions.assumeTrue(
        GitHttpServer.isInstalled(), "git http-backend is not installed: install git to run this");
    remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    server = new GitHttpServer(folder, "bot", "s3cret-token");
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void aReaderWithCredentialsSeesTheLockAndItsChanges() throws Exception {
    var claim = remote.claim("main/create-cloudfoundry/pipeline-lock build 123 claiming: lock");
    remote.otherWork(9);
    var reader = reader(Optional.of(new GitCredentials("bot", "s3cret-token")), "remote/.git");

    assertThat(LockExamples.latest(reader.read())).map(LockCommit::id).contains(claim);
    var release =
        remote.release("main/create-cloudfoundry/pipeline-unlock build 5 unclaiming: lock");
    assertThat(LockExamples.latest(reader.read())).map(LockCommit::id).contains(release);
    assertThat(reader.read().tip()).isEqualTo(release);
  }

  /** A fetch is several requests on one connection, and the server may give it up between them. */
  @Test
  void aConnectionThatBreaksJustBehindAnAnswerIsMadeAnew() throws Exception {
    remote.otherWork(3);
    try (var relay = new ClosingRelay(server.url("remote/.git"))) {
      var reader = reader(Optional.of(new GitCredentials("bot", "s3cret-token")), relay.uri());
      for (int build = 1; build <= 3; build++) {
        var claim =
            remote.claim(
                "main/create-cloudfoundry/pipeline-lock build %d claiming: lock".formatted(build));
        assertThat(LockExamples.latest(reader.read())).map(LockCommit::id).contains(claim);
        remote.release("main/create-cloudfoundry/pipeline-unlock build 5 unclaiming: lock");
      }
      assertThat(relay.broken()).as("connections that broke under a request").isPositive();
    }
  }

  @Test
  void wrongCredentialsAreSaidToBeWrongAndNotShown() {
    var reader = reader(Optional.of(new GitCredentials("bot", "0ther-token")), "remote/.git");

    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader::read)
        .withMessageContaining("does not accept the credentials")
        .withStackTraceContaining("GitLockPool")
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(RemoteFailure.Kind.UNAUTHORISED);
              assertThat(failure).hasStackTraceContaining("Caused by");
              assertThat(com.google.common.base.Throwables.getStackTraceAsString(failure))
                  .doesNotContain("0ther-token");
            });
  }

  @Test
  void missingCredentialsAreAskedFor() {
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader(Optional.empty(), "remote/.git")::read)
        .withMessageContaining("the settings have none")
        .satisfies(
            failure -> assertThat(failure.kind()).isEqualTo(RemoteFailure.Kind.UNAUTHORISED));
  }

  @Test
  void aRepositoryThatTheServerDoesNotKnowIsNotFound() {
    var reader = reader(Optional.of(new GitCredentials("bot", "s3cret-token")), "nothing.git");

    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader::read)
        .withMessageContaining("does not exist")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(RemoteFailure.Kind.NOT_FOUND));
  }

  private GitLockPool reader(Optional<GitCredentials> credentials, String repository) {
    return reader(credentials, server.url(repository));
  }

  private GitLockPool reader(Optional<GitCredentials> credentials, URI repository) {
    return new GitLockPool(
        new GitLockConfig(
            LockRemotes.of(repository, "main", credentials, Optional.empty(), Optional.empty()),
            "create-cloudfoundry",
            "lock",
            folder.resolve("copy"),
            2,
            10,
            java.time.Duration.ofSeconds(20)));
  }
}
