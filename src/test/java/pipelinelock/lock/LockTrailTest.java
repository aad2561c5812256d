package pipelinelock.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.lock.LockCommit.Effect;

/** Histories written down as a graph; clocks play no part in it. */
class LockTrailTest {
  private static final LockFiles FREE = new LockFiles(Optional.empty(), Optional.of("blob"));
  private static final LockFiles HELD = new LockFiles(Optional.of("blob"), Optional.empty());
  private static final LockFiles NOTED = new LockFiles(Optional.of("a note"), Optional.empty());
  private static final LockFiles BOTH = new LockFiles(Optional.of("blob"), Optional.of("blob"));
  private static final LockFiles GONE = LockFiles.NONE;

  private final Map<String, LockTrail.Seen> graph = new HashMap<>();
  private int history = 10;
  private int looks;

  private void commit(String id, LockFiles files, String... parents) {
    graph.put(id, new LockTrail.Seen(Optional.of(List.of(parents)), files));
  }

  /** The copy has this commit, and nothing before it. */
  private void edge(String id, LockFiles files) {
    graph.put(id, new LockTrail.Seen(Optional.empty(), files));
  }

  private LockTrail.Found follow(String tip) {
    var commits =
        new LockTrail.Commits<RuntimeException>() {
          @Override
          public LockTrail.Seen see(String id) {
            looks++;
            return Optional.ofNullable(graph.get(id)).orElseThrow();
          }

          @Override
          public LockCommit tell(String id, Effect effect) {
            var other = new LockMessage.Other();
            return new LockCommit(id, Instant.EPOCH, "a <a@b>", id, other, effect);
          }
        };
    return new LockTrail<>(commits, new LockTrail.Reach(history, 10_000, 10_000)).follow(tip);
  }

  private static Optional<String> moved(LockTrail.Found found) {
    assertThat(found.isWhole()).isTrue();
    return found.moved().map(LockCommit::id);
  }

  private static List<String> told(LockTrail.Found found) {
    return found.history().stream().map(it -> it.id() + " " + it.effect()).toList();
  }

  @Test
  void eachChangeIsToldByWhatItDid() {
    commit("made", FREE);
    commit("claim", HELD, "made");
    commit("else", HELD, "claim");
    commit("note", NOTED, "else");
    commit("release", FREE, "note");
    commit("lost", GONE, "release");
    commit("again", HELD, "lost");

    var found = follow("again");

    assertThat(told(found))
        .containsExactly(
            "again CLAIMS",
            "lost BREAKS",
            "release FREES",
            "note TOUCHES",
            "claim CLAIMS",
            "made FREES");
    assertThat(moved(found)).contains("again");
  }

  @Test
  void aNoteHoldsNothingHoweverManyThereAre() {
    commit("made", FREE);
    commit("claim", HELD, "made");
    String last = "claim";
    for (int i = 0; i < 25; i++) {
      commit("note" + i, i % 2 == 0 ? NOTED : HELD, last);
      last = "note" + i;
    }

    var found = follow(last);

    assertThat(moved(found)).contains("claim");
    assertThat(found.history()).hasSize(10).allMatch(LockCommit::isNote);
  }

  /** Somebody copied the lock back by hand, and somebody else took the copy away. */
  @Test
  void aDoubleThatCameAndWentLeavesTheClaimWhereItWas() {
    commit("made", FREE);
    commit("claim", HELD, "made");
    commit("double", BOTH, "claim");
    commit("mended", HELD, "double");

    assertThat(moved(follow("mended"))).contains("claim");
    assertThat(moved(follow("double"))).contains("double");
    assertThat(told(follow("mended"))).startsWith("mended TOUCHES", "double BREAKS");
  }

  @Test
  void aLockThatNeverWasWasMovedByNobody() {
    commit("first", GONE);
    commit("second", GONE, "first");

    assertThat(moved(follow("second"))).isEmpty();
    assertThat(told(follow("second"))).isEmpty();
  }

  @Test
  void aMergeLeadsToTheClaimOnEitherSide() {
    commit("made", FREE);
    commit("old", FREE, "made");
    commit("claim", HELD, "made");
    commit("pull", HELD, "old", "claim");
    commit("turned", HELD, "claim", "old");

    assertThat(moved(follow("pull"))).contains("claim");
    assertThat(moved(follow("turned"))).contains("claim");
  }

  /** The person's own branch still has the first claim; the lock was released and claimed since. */
  @Test
  void ofTwoClaimsBehindAMergeTheLaterOneHolds() {
    commit("made", FREE);
    commit("first", HELD, "made");
    commit("local", HELD, "first");
    commit("release", FREE, "first");
    commit("second", HELD, "release");
    commit("pull", HELD, "local", "second");

    assertThat(moved(follow("pull"))).contains("second");
    assertThat(told(follow("pull")))
        .containsExactly("second CLAIMS", "release FREES", "first CLAIMS", "made FREES");
  }

  @Test
  void whereTwoClaimedApartTheMergeIsTheOneThatHolds() {
    commit("made", FREE);
    commit("one", HELD, "made");
    commit("other", HELD, "made");
    commit("merge", HELD, "one", "other");
    commit("else", HELD, "merge");

    assertThat(told(follow("else"))).containsExactly("merge CLAIMS");
  }

  @Test
  void aMergeThatNoParentIsLikeMovedTheLockItself() {
    commit("made", FREE);
    commit("gone", GONE, "made");
    commit("old", FREE, "made");
    commit("merge", HELD, "old", "gone");

    assertThat(moved(follow("merge"))).contains("merge");
  }

  @Test
  void manyMergesOfOtherWorkCostOneLookEach() {
    commit("made", FREE);
    commit("claim", HELD, "made");
    String last = "claim";
    for (int i = 0; i < 3_000; i++) {
      commit("work" + i, HELD, last);
      commit("merge" + i, HELD, last, "work" + i);
      last = "merge" + i;
    }

    assertThat(moved(follow(last))).contains("claim");
    assertThat(looks).isLessThan(6_010);
  }

  @Test
  void whatLiesBeyondTheCopyIsNotKnown() {
    edge("edge", HELD);
    commit("note", NOTED, "edge");

    var found = follow("note");

    assertThat(found.isWhole()).isFalse();
    assertThat(found.moved()).isEmpty();
    assertThat(told(found)).containsExactly("note TOUCHES");
  }

  @Test
  void theEdgeBehindTheMoveIsInNobodysWay() {
    edge("edge", FREE);
    commit("claim", HELD, "edge");

    assertThat(moved(follow("claim"))).contains("claim");
  }

  @Test
  void noMoreIsToldThanAskedFor() {
    history = 2;
    commit("a", FREE);
    commit("b", HELD, "a");
    commit("c", FREE, "b");
    commit("d", HELD, "c");

    assertThat(told(follow("d"))).containsExactly("d CLAIMS", "c FREES");
  }
}
