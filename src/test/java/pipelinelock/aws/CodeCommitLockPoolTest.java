package pipelinelock.aws;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.aws.PlayedCodeCommit.asked;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;

class CodeCommitLockPoolTest {
  @RegisterExtension
  static final WireMockExtension server =
      WireMockExtension.newInstance()
          .options(WireMockConfiguration.wireMockConfig().dynamicPort())
          .build();

  private final PlayedCodeCommit codeCommit = new PlayedCodeCommit(server);

  @Test
  void aClaimedLockIsToldWithItsHolderAndTheCommitsThatMovedIt() {
    claimAfterARelease();

    PoolLock lock = codeCommit.pool().read();

    assertThat(lock.pool()).isEqualTo("create-cloudfoundry");
    assertThat(lock.name()).isEqualTo("lock");
    assertThat(lock.tip()).isEqualTo("c4");
    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.holder())
        .contains(
            new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "123"));
    assertThat(lock.history()).extracting(LockCommit::id).containsExactly("c4", "c2", "c1");
    LockCommit claim = LockExamples.latest(lock).orElseThrow();
    assertThat(claim.at()).isEqualTo(Instant.ofEpochSecond(1708337764));
    assertThat(claim.author()).isEqualTo("CI Pool Resource <ci-pool@localhost>");
    assertThat(claim.subject())
        .isEqualTo("main/create-cloudfoundry/pipeline-lock build 123 claiming: lock");
  }

  /** c1 adds the lock as free, c2 changes its content, c3 is about something else, c4 claims. */
  private void claimAfterARelease() {
    codeCommit.tip("c4");
    codeCommit.commit(
        "c4",
        1708337764,
        "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock\\n",
        "c3");
    codeCommit.commit("c3", 1708337700, "Write a README", "c2");
    codeCommit.commit("c2", 1708337600, "updating: lock", "c1");
    codeCommit.commit("c1", 1708337500, "adding unclaimed: lock");
    codeCommit.claimed("c4");
    codeCommit.unclaimed("c3");
    codeCommit.unclaimed("c2");
    codeCommit.folders("c1", Optional.empty(), Optional.of("lock=b0"));
  }

  @ParameterizedTest(name = "claimed {0}, unclaimed {1}: {2}")
  @CsvSource({
    "lock=b, '', CLAIMED",
    "lock=b, , CLAIMED",
    "'', lock=b, UNCLAIMED",
    ", lock=b, UNCLAIMED",
    "lock=b, lock=b, BOTH",
    "'', '', NEITHER",
    ", , NEITHER",
    "lock2=b, other-lock=b, NEITHER"
  })
  void thePlaceFollowsFromTheFoldersAtTheTip(String claimed, String unclaimed, Place place) {
    codeCommit.tip("c1");
    codeCommit.commit("c1", 1, "first");
    codeCommit.folders("c1", Optional.ofNullable(claimed), Optional.ofNullable(unclaimed));

    PoolLock lock = codeCommit.pool().read();

    assertThat(lock.place()).isEqualTo(place);
    assertThat(LockExamples.latest(lock).isPresent()).isEqualTo(place != Place.NEITHER);
  }

  @Test
  void aSecondReadingAsksOnlyWhereTheBranchStandsNow() {
    claimAfterARelease();
    var pool = codeCommit.pool();
    var first = pool.read();
    server.resetRequests();

    assertThat(pool.read()).isEqualTo(first);
    server.verify(1, asked("GetBranch"));
    server.verify(0, asked("GetCommit"));
    server.verify(0, asked("GetFolder"));
  }

  @Test
  void aReadingSeesACommitThatCameSinceTheLast() {
    claimAfterARelease();
    var pool = codeCommit.pool();
    assertThat(pool.read().place()).isEqualTo(Place.CLAIMED);

    codeCommit.tip("c5");
    codeCommit.commit("c5", 1708338000, "unclaiming: lock", "c4");
    codeCommit.unclaimed("c5");

    assertThat(pool.read().place()).isEqualTo(Place.UNCLAIMED);
    assertThat(LockExamples.latest(pool.read())).get().extracting(LockCommit::id).isEqualTo("c5");
  }

  @Test
  void theHistoryEndsWithAsManyAsAreWanted() {
    claimAfterARelease();
    var config = codeCommit.config(Optional.empty(), 1, Duration.ofSeconds(20));

    assertThat(new CodeCommitLockPool(config, PlayedCodeCommit.OWN).read().history())
        .extracting(LockCommit::id)
        .containsExactly("c4");
    server.verify(0, askedForCommit("c2"));
  }

  private static RequestPatternBuilder askedForCommit(String id) {
    return asked("GetCommit").withRequestBody(matchingJsonPath("$.commitId", equalTo(id)));
  }

  @Test
  void theWalkEndsAfterFiftyCommitsOnceAChangeWasSeen() {
    unrelatedCommits(60);
    codeCommit.claimed("c60");

    assertThat(codeCommit.pool().read().history())
        .extracting(LockCommit::id)
        .containsExactly("c60");
    server.verify(1, askedForCommit("c11"));
    server.verify(0, askedForCommit("c9")); // c10, the parent of c11, is asked for with it
  }

  @Test
  void aNewestChangeThatLiesFartherBackIsStillFound() {
    unrelatedCommits(60);

    PoolLock lock = codeCommit.pool().read();

    assertThat(lock.place()).isEqualTo(Place.UNCLAIMED);
    assertThat(LockExamples.latest(lock)).get().extracting(LockCommit::id).isEqualTo("c1");
  }

  /** From c1, which adds the lock, to the tip: none after c1 touches it. */
  private void unrelatedCommits(int count) {
    codeCommit.tip("c" + count);
    codeCommit.commit("c1", 1, "adding unclaimed: lock");
    codeCommit.unclaimed("c1");
    for (int i = 2; i <= count; i++) {
      codeCommit.commit("c" + i, i, "another pool's claim", "c" + (i - 1));
      codeCommit.unclaimed("c" + i);
    }
  }

  /** A person's pull: the first parent is their own old work, the claim lies behind the second. */
  @Test
  void aMergeLeadsToTheParentThatHasTheLockAsItIs() {
    codeCommit.tip("m");
    codeCommit.commit("m", 4, "Merge branch 'main'", "local", "claim");
    codeCommit.claimed("m");
    codeCommit.commit("local", 3, "Write a README", "c1");
    codeCommit.unclaimed("local");
    codeCommit.commit("claim", 2, "claiming: lock", "c1");
    codeCommit.claimed("claim");
    codeCommit.commit("c1", 1, "adding unclaimed: lock");
    codeCommit.unclaimed("c1");

    assertThat(codeCommit.pool().read().history())
        .extracting(LockCommit::id)
        .containsExactly("claim", "c1");
  }

  @Test
  void aNoteInTheClaimedFileHoldsNothing() {
    claimAfterARelease();
    codeCommit.tip("c5");
    codeCommit.commit("c5", 1708338000, "we look at it after lunch", "c4");
    codeCommit.folders("c5", Optional.of("lock=b9"), Optional.of(""));

    var lock = codeCommit.pool().read();

    assertThat(LockExamples.latest(lock)).get().extracting(LockCommit::isNote).isEqualTo(true);
    assertThat(lock.claim()).get().extracting(LockCommit::id).isEqualTo("c4");
    assertThat(lock.holder()).get().extracting(BuildRef::name).isEqualTo("123");
    assertThat(lock.notes()).extracting(LockCommit::id).containsExactly("c5");
  }

  @ParameterizedTest
  @CsvSource({"'', lock", "/pool, lock", "pool, lock/"})
  void aPathThatLeavesTheRepositoryIsRefused(String pool, String lock) {
    var usual = codeCommit.config(Optional.empty(), 1, Duration.ofSeconds(1));

    assertThatThrownBy(() -> new CodeCommitConfig(usual.repository(), usual.access(), pool, lock))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a path inside the repository");
  }
}
