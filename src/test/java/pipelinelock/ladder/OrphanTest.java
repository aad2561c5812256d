package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pipelinelock.diagnosis.Altered;
import pipelinelock.diagnosis.Altered.Unread;
import pipelinelock.incident.plan.Step;
import pipelinelock.lock.BuildRef;
import pipelinelock.lock.LockCommit;
import pipelinelock.lock.PoolLock;
import pipelinelock.lock.PoolLock.Place;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.pipeline.HolderBuild;

/** A plan gives back what its own aborts left claimed, and nothing else. */
class OrphanTest {
  private static final String WAITS = "hung-claim-1-silent-waiter-lock-free";
  private static final String LANDED = "hung-claim-2-claimed-and-never-ended";
  private static final HolderBuild SOMEBODY_ELSE =
      new HolderBuild.Gone(
          new BuildRef("main", "create-cloudfoundry", Optional.empty(), "pipeline-lock", "125"),
          Optional.empty());

  private static Step.GiveBack step(Altered altered) {
    return new Step.GiveBack(Set.of(altered.build().id()), Optional.empty());
  }

  private static Orphan of(Altered altered) {
    return Orphan.of(altered.evidence(), step(altered));
  }

  /** Aborted, ended, and the lock is still its own. */
  private static Altered orphaned(Status status) {
    var altered = Altered.of(LANDED).is(status);
    return altered.heldBy(new HolderBuild.Found(altered.build()));
  }

  private static PoolLock lock(Altered altered) {
    return altered.evidence().lock().value().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"ABORTED", "ERRORED", "FAILED"})
  void theClaimOfWhatWasAbortedIsGivenBackAtTheTipThatWasSeen(Status status) {
    var lock = lock(orphaned(status));
    assertThat(of(orphaned(status)))
        .isEqualTo(
            new Orphan.Left(
                new Step.ReleaseLock(
                    lock.pool(), lock.name(), lock.moved().orElseThrow().id(), lock.tip())));
  }

  @Test
  void aRunThatCameThroughKeepsItsLock() {
    assertThat(of(orphaned(Status.SUCCEEDED))).isInstanceOf(Orphan.None.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"STARTED", "PENDING"})
  void nothingIsGivenBackWhileItIsOpen(Status status) {
    assertThat(of(orphaned(status))).isInstanceOf(Orphan.Unclear.class);
  }

  @Test
  void theClaimOfAnybodyElseStays() {
    assertThat(of(orphaned(Status.ABORTED).heldBy(SOMEBODY_ELSE))).isInstanceOf(Orphan.None.class);
  }

  /** That of a run whose release hung, which the abort ended. */
  @Test
  void theApprovedClaimIsGivenBackWhoeverMadeIt() {
    var altered = orphaned(Status.ABORTED).heldBy(SOMEBODY_ELSE);
    var claim = lock(altered).moved().map(LockCommit::id);
    assertThat(claim).isPresent();
    var step = new Step.GiveBack(Set.of(altered.build().id()), claim);
    assertThat(Orphan.of(altered.evidence(), step)).isInstanceOf(Orphan.Left.class);
  }

  @Test
  void aClaimThatMovedSinceItWasApprovedStays() {
    var altered = orphaned(Status.ABORTED).heldBy(SOMEBODY_ELSE);
    var step = new Step.GiveBack(Set.of(altered.build().id()), Optional.of("0bad0bad"));
    assertThat(Orphan.of(altered.evidence(), step)).isInstanceOf(Orphan.None.class);
  }

  @Test
  void withoutACommitNobodyKnowsWhatToGiveBack() {
    assertThat(of(orphaned(Status.ABORTED).withoutCommits())).isInstanceOf(Orphan.None.class);
  }

  @ParameterizedTest
  @EnumSource(
      value = Place.class,
      names = {"UNCLAIMED", "BOTH", "NEITHER"})
  void whatIsNotClaimedIsNotGivenBack(Place place) {
    assertThat(of(orphaned(Status.ABORTED).place(place))).isInstanceOf(Orphan.None.class);
  }

  /** It may take the lock minutes after its build has ended, and nobody else gives that back. */
  @Test
  void aClaimThatLingersMayYetTakeTheLock() {
    var lingers = Altered.of(WAITS).is(Status.ABORTED).claimContainerOn("89f7a596-worker");
    assertThat(of(lingers))
        .isInstanceOfSatisfying(
            Orphan.MayCome.class, may -> assertThat(may.why()).contains("build 124"));
    var other = new Step.GiveBack(Set.of(lingers.build().id() + 1), Optional.empty());
    assertThat(Orphan.of(lingers.evidence(), other)).isInstanceOf(Orphan.None.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"LOCK", "HOLDER", "PIPELINE", "CONTAINERS"})
  void whatCouldNotBeReadIsUnclear(Unread what) {
    var altered = orphaned(Status.ABORTED);
    var step = step(altered);
    assertThat(Orphan.of(altered.unread(what).evidence(), step)).isInstanceOf(Orphan.Unclear.class);
  }
}
