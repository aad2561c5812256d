package pipelinelock.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.lock.Holder;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.LockExamples;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;

/** World E06 and its siblings, in real repositories: the newest commit is not always the claim. */
class WhoHoldsTheLockTest {
  private static final String CLAIMED = "create-cloudfoundry/claimed/lock";
  private static final String UNCLAIMED = "create-cloudfoundry/unclaimed/lock";

  @TempDir Path folder;
  private PoolRepository remote;

  @BeforeEach
  void freeLock() throws Exception {
    remote = PoolRepository.withFreeLock(folder.resolve("remote"));
  }

  private String claimBy(String build) throws Exception {
    return remote.claim(
        "main/create-cloudfoundry/pipeline-lock build %s claiming: lock".formatted(build));
  }

  private PoolLock read() {
    return new GitLockPool(
            new GitLockConfig(
                LockRemotes.of(remote.url(), "main"),
                "create-cloudfoundry",
                "lock",
                folder.resolve("copy"),
                50,
                10,
                Duration.ofSeconds(20)))
        .read();
  }

  private static String holder(PoolLock lock) {
    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    return lock.holder().orElseThrow().name();
  }

  @Test
  void aNoteInTheClaimedFileIsToldAndHoldsNothing() throws Exception {
    var claim = claimBy("123");
    remote.note("claimed", "we look at the red cf-deploy after lunch");

    var lock = read();

    assertThat(holder(lock)).isEqualTo("123");
    assertThat(lock.claim()).map(LockCommit::id).contains(claim);
    assertThat(lock.notes())
        .extracting(LockCommit::subject)
        .containsExactly("we look at the red cf-deploy after lunch");
  }

  @Test
  void aNoteInTheFreeFileDoesNotMakeItTaken() throws Exception {
    claimBy("123");
    var release = remote.release("unclaiming: lock");
    remote.note("unclaimed", "main/create-cloudfoundry/pipeline-lock build 124 claiming: lock");

    var lock = read();

    assertThat(lock.place()).isEqualTo(Place.UNCLAIMED);
    assertThat(LockExamples.release(lock)).map(LockCommit::id).contains(release);
    assertThat(LockExamples.claimant(lock)).isEmpty();
  }

  @Test
  void aLockThatWasDeletedAndAddedAgainIsHeldByWhoAddedIt() throws Exception {
    claimBy("123");
    remote.remove(CLAIMED);
    remote.commit("main/create-cloudfoundry/repair build 4 removing: lock");
    remote.add(CLAIMED);
    remote.commit("main/create-cloudfoundry/repair build 5 adding claimed: lock");

    assertThat(holder(read())).isEqualTo("5");
  }

  @Test
  void aDoubleThatWasMendedByHandLeavesTheHolder() throws Exception {
    claimBy("123");
    remote.add(UNCLAIMED);
    remote.commit("oops");
    assertThat(read().place()).isEqualTo(Place.BOTH);
    remote.remove(UNCLAIMED);
    remote.commit("sorry");

    assertThat(holder(read())).isEqualTo("123");
  }

  @Test
  void aLockOfAnotherCaseIsAnotherLock() throws Exception {
    claimBy("123");
    remote.move(CLAIMED, "create-cloudfoundry/claimed/Lock");
    remote.commit("claiming: Lock");

    var lock = read();

    assertThat(lock.place()).isEqualTo(Place.NEITHER);
    assertThat(lock.moved()).map(LockCommit::effect).contains(LockCommit.Effect.BREAKS);
    assertThat(LockExamples.claimant(lock)).isEmpty();
  }

  @Test
  void aCommitThatClaimsAnotherLockSaysNothingOfOurs() throws Exception {
    remote.move(UNCLAIMED, CLAIMED);
    remote.add("create-cloudfoundry/claimed/lock-2");
    remote.commit("main/create-cloudfoundry/pipeline-lock build 9 claiming: lock-2");

    var lock = read();

    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.holder()).isEmpty();
  }

  @Test
  void aClaimBehindAMergeIsTheClaim() throws Exception {
    var made = read().tip();
    claimBy("123");
    remote.branch("work", made);
    remote.add("README.md");
    remote.commit("Write a README");

    var merge = remote.merge("work");

    var lock = read();
    assertThat(lock.tip()).isEqualTo(merge);
    assertThat(holder(lock)).isEqualTo("123");
    assertThat(lock.history()).hasSize(2);
  }

  /** The branch left while 123 had the lock; 124 has it now, though the branch still shows it. */
  @Test
  void ofTwoClaimsBehindAMergeTheLaterOneIsTheClaim() throws Exception {
    var first = claimBy("123");
    remote.release("unclaiming: lock");
    claimBy("124");
    remote.branch("work", first);
    remote.add("README.md");
    remote.commit("Write a README");

    remote.merge("work");

    assertThat(holder(read())).isEqualTo("124");
  }

  @Test
  void whereTwoBranchesClaimedApartNobodyIsGuessed() throws Exception {
    var made = read().tip();
    claimBy("123");
    remote.branch("work", made);
    claimBy("7");

    var merge = remote.merge("work");

    var lock = read();
    assertThat(lock.place()).isEqualTo(Place.CLAIMED);
    assertThat(lock.claim()).map(LockCommit::id).contains(merge);
    assertThat(lock.holder()).isEmpty();
  }

  @Test
  void theConcourseOfAClaimIsTold() throws Exception {
    remote.claim(
        "claiming: lock\nBuild URL: https://CI.other.example:443/teams/main/pipelines/"
            + "create%20cloudfoundry/jobs/pipeline-lock/builds/87\n");

    assertThat(LockExamples.claimant(read()))
        .get()
        .isInstanceOfSatisfying(
            Holder.JobBuild.class,
            build -> {
              assertThat(build.build().pipeline()).isEqualTo("create cloudfoundry");
              assertThat(build.concourse())
                  .map(Object::toString)
                  .contains("https://ci.other.example");
            });
  }

  /** A worker's clock may be days ahead; a hand-made commit may have any number. */
  @ParameterizedTest
  @ValueSource(strings = {"4102444800", "99999999999999", "9223372036854775807", "0", "-5"})
  void aTimeThatCannotBeHidesNoClaim(String seconds) throws Exception {
    remote.move(UNCLAIMED, CLAIMED);
    remote.commitAt(seconds, "main/create-cloudfoundry/pipeline-lock build 123 claiming: lock");

    var lock = read();

    assertThat(holder(lock)).isEqualTo("123");
    assertThat(lock.claim().orElseThrow().at())
        .isBetween(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));
  }
}
