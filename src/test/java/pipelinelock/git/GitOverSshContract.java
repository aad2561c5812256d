package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.Patience;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.Committer;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.lock.ReleaseMessage;
import pipelinelock.runbook.platform.LockReleaser.Outcome;
import pipelinelock.runbook.platform.LockReleaser.Release;
import pipelinelock.ssh.LoopbackSsh;
import pipelinelock.ssh.TestKeys;

/** The lock of a real repository, read through a real {@code git upload-pack} behind SSH. */
abstract class GitOverSshContract {
  private static final Path UPLOAD_PACK = Path.of("/usr/bin/git-upload-pack");
  private static final String CLAIM =
      "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock";
  private static final Duration LIMIT = Patience.LIMIT;

  @TempDir Path folder;
  private LoopbackSsh server;
  private PoolRepository repository;

  abstract LoopbackSsh server(Path at) throws IOException;

  @BeforeEach
  final void startServer() throws Exception {
    assumeThat(Files.isExecutable(UPLOAD_PACK))
        .as("no git here: install git to run this test")
        .isTrue();
    server = server(Files.createDirectory(folder.resolve("server")));
    repository = PoolRepository.withFreeLock(folder.resolve("remote"));
  }

  @AfterEach
  final void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  private URI url(String path) {
    var at = server.address();
    return URI.create("ssh://%s@%s:%d%s".formatted(at.user(), at.host(), at.port(), path));
  }

  private GitLockPool pool(String key, String hosts) {
    return pool(url(folder.resolve("remote/.git").toString()), new SshKey(key, hosts), LIMIT);
  }

  private GitLockPool pool(URI url, SshKey key, Duration limit) {
    var remote = LockRemotes.of(url, "main", Optional.empty(), Optional.of(key), Optional.empty());
    return new GitLockPool(
        new GitLockConfig(
            remote, "create-cloudfoundry", "lock", folder.resolve("copy"), 50, 10, limit));
  }

  private String userKey() {
    return TestKeys.openSsh(server.userKey());
  }

  @Test
  void everyReadingSeesWhatCameSinceTheLast() throws Exception {
    var pool = pool(userKey(), server.knownHosts());
    assertThat(pool.read().place()).isEqualTo(Place.UNCLAIMED);

    var claim = repository.claim(CLAIM);

    var lock = pool.read();
    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.holder().orElseThrow().shortForm()).isEqualTo("pipeline-lock build 123");
    assertThat(LockExamples.latest(lock)).map(LockCommit::id).contains(claim);
    // One a fetch; and once the server said that it cannot leave out what is in files.
    assertThat(server.logins()).isEqualTo(3);
  }

  @Test
  void aClaimThousandsOfCommitsBackIsFoundCold() throws Exception {
    var busy = folder.resolve("busy.git");
    BusyRepository.claimed(busy, 2_500);
    var pool = pool(url(busy.toString()), new SshKey(userKey(), server.knownHosts()), LIMIT);

    assertThat(pool.read().holder().orElseThrow().name()).isEqualTo("123");
  }

  @Test
  void theLockIsGivenBackByAPush() throws Exception {
    // A pool's repository is bare; this one has a work tree, which git would not let go stale.
    Files.writeString(
        folder.resolve("remote/.git/config"),
        "[receive]\n\tdenyCurrentBranch = ignore\n",
        StandardOpenOption.APPEND);
    var claim = repository.claim(CLAIM);
    var remote =
        LockRemotes.of(
            url(folder.resolve("remote/.git").toString()),
            "main",
            Optional.empty(),
            Optional.of(new SshKey(userKey(), server.knownHosts())),
            Optional.empty());
    var config =
        new GitLockConfig(
            remote, "create-cloudfoundry", "lock", folder.resolve("release"), 50, 10, LIMIT);

    var outcome =
        new GitLockReleaser(config, Committer.BOT)
            .release(
                new Release(
                    new Step.ReleaseLock("create-cloudfoundry", "lock", claim, claim),
                    new ReleaseMessage("lock", "INC-12", "U0ANA", List.of("U0BEN")),
                    Instant.ofEpochSecond(1708340000)));

    assertThat(outcome).isInstanceOf(Outcome.Released.class);
    var lock = pool(userKey(), server.knownHosts()).read();
    assertThat(lock.place()).isEqualTo(Place.UNCLAIMED);
    assertThat(new Outcome.Released(lock.tip())).isEqualTo(outcome);
  }

  @Test
  void aReadingAfterTheServerCameBackWorks() {
    var pool = pool(userKey(), TestKeys.fingerprint(server.hostKey()));
    pool.read();
    server.stop();
    assertFails(pool, Kind.UNREACHABLE, "could not be reached");

    server.start();

    assertThat(pool.read().place()).isEqualTo(Place.UNCLAIMED);
  }

  @Test
  void aServerWithAnotherKeyIsRefusedAndTheKeyNamed() {
    var known = server.knownHosts();
    var other =
        known.substring(0, known.indexOf(' ') + 1) + TestKeys.publicLine(TestKeys.ed25519());

    assertRefused(other, "known_hosts has a different one");
    assertRefused(TestKeys.fingerprint(TestKeys.ed25519()), "the settings pin SHA256:");
  }

  @Test
  void aServerThatNobodyKnowsIsRefusedAndItsKeyNamed() {
    assertRefused(
        "git.example.com " + TestKeys.publicLine(server.hostKey()),
        "known_hosts has no line for it");
  }

  private void assertRefused(String hosts, String words) {
    assertFails(pool(userKey(), hosts), Kind.UNAUTHORISED, words);
    assertFails(
        pool(userKey(), hosts),
        Kind.UNAUTHORISED,
        "host key ssh-ed25519 " + TestKeys.fingerprint(server.hostKey()));
    assertThat(server.logins()).isZero();
  }

  @Test
  void aKeyThatTheServerDoesNotKnowIsNoAccess() {
    assertFails(
        pool(TestKeys.openSsh(TestKeys.ed25519()), server.knownHosts()),
        Kind.UNAUTHORISED,
        "does not accept the key");
  }

  @Test
  void aRepositoryThatIsNotThereIsNotFound() {
    var pool = pool(url("/nothing.git"), new SshKey(userKey(), server.knownHosts()), LIMIT);

    assertFails(pool, Kind.NOT_FOUND, "does not exist");
  }

  @Test
  void aServerThatSaysNothingIsWaitedForWithinTheLimit() throws Exception {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var url = URI.create("ssh://git@127.0.0.1:%d/pool.git".formatted(silent.getLocalPort()));
      var pool = pool(url, new SshKey(userKey(), server.knownHosts()), Duration.ofMillis(500));

      long began = System.nanoTime();
      assertFails(pool, Kind.TIMED_OUT, "within 0.5 s");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT);
    }
  }

  private static void assertFails(GitLockPool pool, Kind kind, String words) {
    assertThatThrownBy(pool::read)
        .isInstanceOfSatisfying(
            RemoteFailure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining(words);
  }
}
