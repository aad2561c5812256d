package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.util.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.LockMessage;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;

class GitLockPoolTest {
  private static final String POOL = "create-cloudfoundry";
  private static final String CLAIM_123 =
      "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock";
  private static final BuildRef BUILD_123 =
      new BuildRef("main", POOL, Optional.empty(), "pipeline-lock", "123");

  @TempDir Path folder;

  @Test
  void aClaimedLockNamesItsBuild() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var tip = remote.claim(CLAIM_123);

    var lock = reader(remote).read();

    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.holder()).contains(BUILD_123);
    assertThat(lock.tip()).isEqualTo(tip);
    assertThat(lock.history())
        .hasSize(2)
        .first()
        .isEqualTo(LockExamples.latest(lock).orElseThrow());
    assertThat(LockExamples.latest(lock))
        .contains(
            new LockCommit(
                tip,
                PoolRepository.FIRST.plusSeconds(60),
                "git <git@localhost>",
                CLAIM_123,
                LockExamples.latest(lock).orElseThrow().meaning(),
                LockCommit.Effect.CLAIMS));
  }

  @Test
  void everyReadingSeesWhatCameSinceTheLast() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var reader = reader(remote);

    assertThat(reader.read().place()).isEqualTo(Place.UNCLAIMED);
    remote.claim(CLAIM_123);
    assertThat(reader.read().holder()).contains(BUILD_123);
    remote.release("main/create-cloudfoundry/pipeline-unlock build 9 unclaiming: lock");
    assertThat(reader.read().place()).isEqualTo(Place.UNCLAIMED);
    assertThat(reader.read().history()).hasSize(3);
  }

  @Test
  void aCopyOfAnEarlierProcessIsReplaced() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    reader(remote).read();
    var earlier = copy();
    remote.claim(CLAIM_123);

    assertThat(reader(remote).read().holder()).contains(BUILD_123);
    assertThat(copy()).isNotEqualTo(earlier);
  }

  @Test
  void aCopyIsGoneOnFromInTheSameProcess() throws Exception {
    var reader = reader(PoolRepository.withFreeLock(folder.resolve("remote")));
    reader.read();
    var first = copy();

    reader.read();

    assertThat(copy()).isEqualTo(first);
  }

  /** Such a reading goes on for a while during the next one. */
  @Test
  void readingsThatNobodyWaitsForSpoilNoLaterOne() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var random = new Random(7);
    var config = config(remote, 50, 10);
    var copy = new LockCopy(config, GitAccess.of(config.remote()));
    var fetch = fetch(copy, config);
    int late = 0;
    for (int round = 0; round < 60; round++) {
      try {
        new SharedReading<PoolLock>(
                Duration.ofMillis(1 + random.nextInt(30)),
                limit -> new RemoteFailure(RemoteFailure.Kind.TIMED_OUT, "late"))
            .read(fetch);
      } catch (RemoteFailure e) {
        late++;
      }

      assertThat(fetch.get().place()).isEqualTo(Place.UNCLAIMED);
    }
    assertThat(late).isPositive();
  }

  private static Supplier<PoolLock> fetch(LockCopy copy, GitLockConfig config) {
    return () -> {
      try {
        return copy.fetch(50, new GitLockHistory(config)::read).lock();
      } catch (GitAPIException | IOException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "claimed/lock,   unclaimed/lock, BOTH",
    "claimed/lock,   claimed/other,  CLAIMED",
    "unclaimed/lock, claimed/other,  UNCLAIMED",
    "claimed/lock/x, claimed/other,  NEITHER",
    "claimed/other,  unclaimed/lo,   NEITHER",
  })
  void thePlaceFollowsFromTheTree(String one, String other, Place place) throws Exception {
    var remote = PoolRepository.empty(folder.resolve("remote"));
    remote.add(POOL + "/" + one);
    remote.add(POOL + "/" + other);
    remote.commit("by hand");

    assertThat(reader(remote).read().place()).isEqualTo(place);
  }

  @Test
  void aPoolThatIsNotThereHasNoLockAndNoHistory() throws Exception {
    var remote = PoolRepository.empty(folder.resolve("remote"));
    remote.otherWork(12);

    var lock = new GitLockPool(config(remote, 3, 10)).read();

    assertThat(lock.place()).isEqualTo(Place.NEITHER);
    assertThat(LockExamples.latest(lock)).isEmpty();
  }

  @Test
  void otherLocksAndPoolsAreNotMixedUp() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var claim = remote.claim(CLAIM_123);
    remote.add("other-pool/claimed/lock");
    remote.commit("main/other/pipeline-lock build 4 claiming: lock");
    remote.add(POOL + "/claimed/lock-2");
    remote.commit("main/create-cloudfoundry/pipeline-lock build 124 claiming: lock-2");

    var lock = reader(remote).read();

    assertThat(lock.holder()).contains(BUILD_123);
    assertThat(lock.history()).extracting(LockCommit::id).first().isEqualTo(claim);
    assertThat(lock.tip()).isNotEqualTo(claim);
  }

  @Test
  void aCommitByHandIsShownAsItIs() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    remote.claim("Taking the lock for the DB migration\n\nAsk me first.\n");

    var lock = reader(remote).read();

    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.holder()).isEmpty();
    var latest = LockExamples.latest(lock).orElseThrow();
    assertThat(latest.meaning()).isEqualTo(new LockMessage.Other());
    assertThat(latest.subject()).isEqualTo("Taking the lock for the DB migration");
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "5", "50"})
  void aClaimOlderThanTheCopyIsFoundAllTheSame(int depth) throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    remote.claim(CLAIM_123);
    remote.otherWork(30);
    var reader = new GitLockPool(config(remote, depth, 10));

    assertThat(reader.read().holder()).contains(BUILD_123);
    remote.otherWork(3);
    assertThat(reader.read().holder()).contains(BUILD_123);
  }

  @Test
  void theEdgeOfTheCopyIsNotTakenForAChangeOfTheLock() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var claim = remote.claim(CLAIM_123);
    remote.otherWork(4);

    var lock = new GitLockPool(config(remote, 4, 10)).read();

    assertThat(LockExamples.latest(lock)).map(LockCommit::id).contains(claim);
  }

  @Test
  void theCopyStaysShallow() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    remote.otherWork(20);
    remote.claim(CLAIM_123);

    new GitLockPool(config(remote, 2, 10)).read();

    assertThat(copy().resolve("shallow")).isNotEmptyFile();
  }

  @Test
  void noMoreHistoryIsToldThanAskedFor() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    for (int build = 1; build <= 5; build++) {
      remote.claim(
          "main/create-cloudfoundry/pipeline-lock build %d claiming: lock".formatted(build));
      remote.release(
          "main/create-cloudfoundry/pipeline-unlock build %d unclaiming: lock".formatted(build));
    }

    var history = new GitLockPool(config(remote, 50, 3)).read().history();

    assertThat(history)
        .extracting(commit -> commit.subject().replaceAll(".*/", ""))
        .containsExactly(
            "pipeline-unlock build 5 unclaiming: lock",
            "pipeline-lock build 5 claiming: lock",
            "pipeline-unlock build 4 unclaiming: lock");
  }

  @Test
  void aRewrittenBranchIsReadAsItIsNow() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var reader = reader(remote);
    remote.claim(CLAIM_123);
    assertThat(reader.read().place()).isEqualTo(Place.CLAIMED);

    remote.rewind(1);

    assertThat(reader.read().place()).isEqualTo(Place.UNCLAIMED);
    assertThat(reader.read().history()).hasSize(1);
  }

  @Test
  void manyReadersAtOnceAllSeeTheTruth() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    remote.claim(CLAIM_123);
    var reader = reader(remote);
    Callable<PoolLock> reading = reader::read;

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var readings = Stream.generate(() -> threads.submit(reading)).limit(40).toList();
      assertThat(readings)
          .map(Future::get)
          .allSatisfy(lock -> assertThat(lock.holder()).contains(BUILD_123));
    }
  }

  @Test
  void aBrokenCopyIsMadeAnew() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    remote.claim(CLAIM_123);
    var reader = reader(remote);
    reader.read();
    var copy = copy();
    for (var part : new String[] {"HEAD", "config", "shallow"}) {
      Files.writeString(copy.resolve(part), "torn");
    }
    try (var packs = Files.list(copy.resolve("objects/pack"))) {
      for (var pack : packs.toList()) {
        FileUtils.delete(pack.toFile());
      }
    }

    assertThat(reader.read().holder()).contains(BUILD_123);
    assertThat(copy()).isNotEqualTo(copy);
  }

  @Test
  void aLockFileOfADeadProcessDoesNotStopTheReading() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    reader(remote).read();
    remote.claim(CLAIM_123);
    for (var part : new String[] {"shallow.lock", "refs/heads/main.lock"}) {
      Files.writeString(copy().resolve(part), "");
    }

    assertThat(reader(remote).read().holder()).contains(BUILD_123);
  }

  @Test
  void aRepositoryThatDisappearsIsSaidToBeGone() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var reader = reader(remote);
    reader.read();
    FileUtils.delete(remote.folder().toFile(), FileUtils.RECURSIVE);

    assertFails(reader, RemoteFailure.Kind.NOT_FOUND, "does not exist");
  }

  @Test
  void anEmptyRepositoryHasNoBranch() throws Exception {
    var remote = PoolRepository.empty(folder.resolve("remote"));

    assertFails(reader(remote), RemoteFailure.Kind.NOT_FOUND, "has no branch 'main'");
  }

  @Test
  void aMissingBranchIsNamed() throws Exception {
    var remote = PoolRepository.withFreeLock(folder.resolve("remote"));
    var master = LockRemotes.of(remote.url(), "master");
    var reader = new GitLockPool(new GitLockConfig(master, POOL, "lock", folder.resolve("copy")));

    assertFails(reader, RemoteFailure.Kind.NOT_FOUND, "has no branch 'master'");
  }

  private static void assertFails(GitLockPool reader, RemoteFailure.Kind kind, String words) {
    assertThatExceptionOfType(RemoteFailure.class)
        .isThrownBy(reader::read)
        .withMessageContaining(words)
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(kind));
  }

  /** The one copy that is kept. */
  private Path copy() throws IOException {
    try (var copies = Files.list(folder.resolve("copy"))) {
      var all = copies.toList();
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  private GitLockPool reader(PoolRepository remote) {
    return new GitLockPool(config(remote, 50, 10));
  }

  private GitLockConfig config(PoolRepository remote, int depth, int history) {
    return new GitLockConfig(
        LockRemotes.of(remote.url(), "main"),
        POOL,
        "lock",
        folder.resolve("copy"),
        depth,
        history,
        Duration.ofSeconds(20));
  }
}
