package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.PoolLock.Place;

/** A real OpenSSH server on loopback, with a real repository behind it. */
class GitOverSshTest {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  @TempDir private Path folder;
  private Process server = new ProcessBuilder("true").start();
  private int port;

  GitOverSshTest() throws IOException {}

  @BeforeEach
  void startServer() throws Exception {
    assumeThat(Files.isExecutable(SSHD))
        .as("no OpenSSH server here: install openssh-server to run this test")
        .isTrue();
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("host").toString());
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("other").toString());
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder.resolve("user").toString());
    repository();
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(Path.of("/run/sshd"));
    Files.writeString(
        folder.resolve("sshd_config"),
        """
        Port %d
        ListenAddress 127.0.0.1
        HostKey %s
        AuthorizedKeysFile %s
        PidFile none
        StrictModes no
        UsePAM no
        PermitRootLogin yes
        PasswordAuthentication no
        """
            .formatted(port, folder.resolve("host"), folder.resolve("user.pub")));
    server =
        new ProcessBuilder(SSHD.toString(), "-D", "-f", folder.resolve("sshd_config").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("sshd.log").toFile())
            .start();
    await().atMost(Duration.ofSeconds(20)).until(this::listens);
  }

  private boolean listens() {
    try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @AfterEach
  void stopServer() {
    server.destroyForcibly();
  }

  private void repository() throws Exception {
    var work = folder.resolve("work");
    run("git", "init", "-q", "-b", "main", work.toString());
    Files.createDirectories(work.resolve("create-cloudfoundry/claimed"));
    Files.writeString(work.resolve("create-cloudfoundry/claimed/lock"), "");
    run("git", "-C", work.toString(), "add", ".");
    run(
        "git",
        "-C",
        work.toString(),
        "-c",
        "user.name=git",
        "-c",
        "user.email=git@localhost",
        "commit",
        "-q",
        "-m",
        "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock");
  }

  private static void run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private GitLockPool pool(String hostKey, String userKey) throws IOException {
    var known =
        "[127.0.0.1]:%d %s".formatted(port, Files.readString(folder.resolve(hostKey + ".pub")));
    var url =
        URI.create(
            "ssh://%s@127.0.0.1:%d%s"
                .formatted(System.getProperty("user.name"), port, folder.resolve("work/.git")));
    return new GitLockPool(
        new GitLockConfig(
            new GitLockConfig.Remote(
                url,
                "main",
                Optional.empty(),
                Optional.of(new SshKey(Files.readString(folder.resolve(userKey)), known))),
            "create-cloudfoundry",
            "lock",
            folder.resolve("copy")));
  }

  @Test
  void theLockIsReadOverSsh() throws Exception {
    var lock = pool("host", "user").read();
    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.holder().orElseThrow().shortForm()).isEqualTo("pipeline-lock build 123");
  }

  @Test
  void aServerWithAnotherKeyIsRefused() throws Exception {
    var pool = pool("other", "user");
    assertThatThrownBy(pool::read)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("host key");
  }

  @Test
  void aServerThatNobodyKnowsIsRefused() throws Exception {
    var known = "git.example.com " + Files.readString(folder.resolve("host.pub"));
    var real = pool("host", "user");
    assertThat(real.read().place()).isEqualTo(Place.CLAIMED);
    var url = URI.create("ssh://git@127.0.0.1:%d%s".formatted(port, folder.resolve("work/.git")));
    var stranger =
        new GitLockPool(
            new GitLockConfig(
                new GitLockConfig.Remote(
                    url,
                    "main",
                    Optional.empty(),
                    Optional.of(new SshKey(Files.readString(folder.resolve("user")), known))),
                "create-cloudfoundry",
                "lock",
                folder.resolve("stranger")));
    assertThatThrownBy(stranger::read)
        .isInstanceOf(RemoteFailure.class)
        .hasMessageContaining("host key");
    assertThat(List.of(folder.resolve("stranger-ssh").toFile().list()))
        .as("nothing is learnt from a stranger")
        .containsExactly("known_hosts");
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsNoAccess() throws Exception {
    var pool = pool("host", "other");
    assertThatThrownBy(pool::read)
        .isInstanceOfSatisfying(
            RemoteFailure.class,
            failure -> assertThat(failure.kind()).isEqualTo(RemoteFailure.Kind.UNAUTHORISED));
  }
}
