package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.Patience;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.PoolLock;

/** Repositories with thousands of commits, and with what does not belong into a pool. */
class GitLargeHistoryTest {
  private static final int MEGABYTE = 1 << 20;

  /** How a repository is reached; over ssh see {@link GitOverSshContract}. */
  enum Way {
    FILE,
    HTTP
  }

  @TempDir Path folder;
  private GitHttpServer server;

  @BeforeEach
  void startServer() throws IOException {
    Assumptions.assumeTrue(
        GitHttpServer.isInstalled() && BusyRepository.isPossible(), "install git to run this");
    server = new GitHttpServer(folder, "bot", "s3cret-token");
  }

  @AfterEach
  void stopServer() {
    if (server != null) {
      server.close();
    }
  }

  /** World A06: the claim lies beyond the depths that are fetched first. */
  @ParameterizedTest
  @CsvSource({"FILE, 300", "FILE, 1300", "FILE, 5000", "HTTP, 1300", "HTTP, 5000"})
  void aClaimIsFoundColdHoweverManyCommitsCameSince(Way way, int since) throws Exception {
    BusyRepository.claimed(folder.resolve("remote.git"), since);

    assertIsClaimedBy123(reader(way, Patience.LIMIT).read());
  }

  @ParameterizedTest
  @EnumSource
  void aDeepCopyIsGoneOnFrom(Way way) throws Exception {
    var remote = BusyRepository.claimed(folder.resolve("remote.git"), 1_300);
    var reader = reader(way, Patience.LIMIT);
    reader.read();
    var copy = copies();

    remote.otherWork(400);
    assertIsClaimedBy123(reader.read());
    remote.move("unclaiming: lock", "claimed", "unclaimed");

    assertThat(LockExamples.release(reader.read()))
        .get()
        .extracting("message")
        .isEqualTo("unclaiming: lock");
    assertThat(copies()).isEqualTo(copy).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aLargeFileIsNotFetched(Way way) throws Exception {
    var remote = BusyRepository.claimed(folder.resolve("remote.git"), 100);
    remote.largeFile(8 * MEGABYTE);
    remote.mayLeaveOutContent(true);

    assertIsClaimedBy123(reader(way, Patience.LIMIT).read());
    assertThat(size()).isLessThan(MEGABYTE);
  }

  @Test
  void aServerThatCannotLeaveItOutSendsItOnce() throws Exception {
    var remote = BusyRepository.claimed(folder.resolve("remote.git"), 100);
    remote.largeFile(8 * MEGABYTE);
    var reader = reader(Way.HTTP, Patience.LIMIT);

    assertIsClaimedBy123(reader.read());
    assertThat(size()).isGreaterThan(8 * MEGABYTE);
    assertIsClaimedBy123(reader.read());
  }

  @Test
  void aFetchThatBringsTooMuchIsEndedAndSaysWhatToDo() throws Exception {
    var remote = BusyRepository.claimed(folder.resolve("remote.git"), 10);
    remote.largeFile(10 * MEGABYTE);
    var config = config(Way.HTTP, Duration.ofSeconds(20));
    var copy = new LockCopy(config, GitAccess.of(config), MEGABYTE);

    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(() -> copy.fetch(50, new GitLockHistory(config)::read))
        .withMessageContaining("sends more than 1 MB")
        .withMessageContaining("uploadpack.allowFilter")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
    assertThat(copies()).isEmpty();
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aLongMessageIsCutAndAHugeOneIsSaidToBeHuge() throws Exception {
    var remote = BusyRepository.claimed(folder.resolve("remote.git"), 1);
    remote.longMessage(2 * MEGABYTE);
    var reader = reader(Way.HTTP, Patience.LIMIT);
    assertIsClaimedBy123(reader.read());

    remote.longMessage(6 * MEGABYTE);

    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader::read)
        .withMessageContaining("larger than the bot reads")
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.REFUSED));
  }

  @Test
  void theMessageOfAClaimIsToldAsFarAsAPersonReads() throws Exception {
    var remote = BusyRepository.claimed(folder.resolve("remote.git"), 1);
    remote.move("unclaiming: lock", "claimed", "unclaimed");
    remote.move("mine! " + "x".repeat(MEGABYTE), "unclaimed", "claimed");

    var claim = reader(Way.FILE, Patience.LIMIT).read().claim().orElseThrow();

    assertThat(claim.message()).startsWith("mine! xxx").hasSizeLessThan(20_000);
  }

  private static void assertIsClaimedBy123(PoolLock lock) {
    assertThat(lock.place()).isEqualTo(PoolLock.Place.CLAIMED);
    assertThat(lock.holder().orElseThrow().name()).isEqualTo("123");
  }

  private Path[] copies() throws IOException {
    try (var copies = Files.list(folder.resolve("copy"))) {
      return copies.toArray(Path[]::new);
    }
  }

  private long size() throws IOException {
    try (var files = Files.walk(folder.resolve("copy"))) {
      return files.filter(Files::isRegularFile).mapToLong(it -> it.toFile().length()).sum();
    }
  }

  private GitLockPool reader(Way way, Duration limit) {
    return new GitLockPool(config(way, limit));
  }

  private GitLockConfig config(Way way, Duration limit) {
    var remote =
        switch (way) {
          case FILE ->
              LockRemotes.of(
                  URI.create("file://" + folder.resolve("remote.git").toUri().getPath()), "main");
          case HTTP ->
              LockRemotes.of(
                  server.url("remote.git"),
                  "main",
                  Optional.of(new GitCredentials("bot", "s3cret-token")),
                  Optional.empty(),
                  Optional.empty());
        };
    return new GitLockConfig(
        remote, "create-cloudfoundry", "lock", folder.resolve("copy"), 50, 10, limit);
  }
}
