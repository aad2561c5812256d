package pipelinelock.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.watch.WatchPolicy.Surroundings;

class ProposalPolicyTest {
  private static final Duration AFTER = Duration.ofMinutes(5);
  private static final WatchRule RULE =
      new WatchRule(
          "C0",
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Optional.empty(),
          Optional.of(AFTER));
  private static final Surroundings PLAIN = new Surroundings(false, Optional.empty());
  private static final Diagnosis HUNG =
      Objects.requireNonNull(Corpus.diagnoses().get("hung-claim-2-claimed-and-never-ended"));

  private static Instant ripe(Diagnosis seen) {
    return seen.evidence().at().minus(Sighting.of(seen).stands()).minus(AFTER);
  }

  /** A problem that was posted. */
  private static WatchState told(Diagnosis seen, Instant since) {
    var sighting = Sighting.of(seen);
    var trouble = new Trouble(sighting.subject(), sighting.title(), since, sighting.held());
    var notice = new Notice("dev04-1", "C0", Optional.of("1.1"), sighting.title(), "m");
    return WatchState.NOTHING.with(trouble).noticed(notice);
  }

  private static boolean isDue(WatchState state) {
    return ProposalPolicy.isDue(RULE, state, HUNG, PLAIN, Optional.empty());
  }

  @Test
  void itIsDueOnceItHasStoodForItsTime() {
    assertThat(isDue(told(HUNG, ripe(HUNG)))).isTrue();
    assertThat(isDue(told(HUNG, ripe(HUNG).plusMillis(1)))).isFalse();
  }

  @Test
  void notWithoutTheRule() {
    var never =
        new WatchRule(
            "C0", RULE.every(), RULE.blind(), Optional.empty(), Optional.<Duration>empty());
    assertThat(ProposalPolicy.isDue(never, told(HUNG, ripe(HUNG)), HUNG, PLAIN, Optional.empty()))
        .isFalse();
  }

  @Test
  void notWhatNobodyWasToldOf() {
    var told = told(HUNG, ripe(HUNG));
    var notice = told.notice().orElseThrow();
    var doubtful = new Notice(notice.label(), "C0", Optional.empty(), notice.title(), "m");
    assertThat(isDue(told.noticed(doubtful))).as("whether it was posted is not known").isFalse();
    assertThat(isDue(WatchState.NOTHING.with(told.trouble().orElseThrow()))).isFalse();
    assertThat(isDue(WatchState.NOTHING)).isFalse();
  }

  @Test
  void notWhatIsAwayOrIsAnotherProblem() {
    var told = told(HUNG, ripe(HUNG));
    assertThat(isDue(told.calm(HUNG.evidence().at()))).isFalse();
    var other = new Trouble("another claim", "HUNG CLAIM", ripe(HUNG), Optional.empty());
    assertThat(isDue(told.with(other))).isFalse();
  }

  @Test
  void notWhileItIsHushedOrAnIncidentIsOpen() {
    for (var around :
        new Surroundings[] {
          new Surroundings(true, Optional.empty()), new Surroundings(false, Optional.of("INC-1"))
        }) {
      assertThat(ProposalPolicy.isDue(RULE, told(HUNG, ripe(HUNG)), HUNG, around, Optional.empty()))
          .isFalse();
    }
  }

  @Test
  void notIfAnythingHappenedInAnIncidentSince() {
    var since = ripe(HUNG);
    var told = told(HUNG, since);
    assertThat(ProposalPolicy.isDue(RULE, told, HUNG, PLAIN, Optional.of(since))).isFalse();
    assertThat(ProposalPolicy.isDue(RULE, told, HUNG, PLAIN, Optional.of(since.minusMillis(1))))
        .isTrue();
  }

  /** However long it persists and whoever was notified of it. */
  @Test
  void onlyWhatHangsOrIsOrphanedIsAskedFor() {
    Set<String> asked = new TreeSet<>();
    Set<String> spared = new TreeSet<>();
    for (var seen : Corpus.diagnoses().values()) {
      boolean due =
          ProposalPolicy.isDue(RULE, told(seen, ripe(seen)), seen, PLAIN, Optional.empty());
      (due ? asked : spared).add(seen.verdict().title());
      assertThat(due && !(seen.confirmed() && seen.isCurable()))
          .as("asked without a cure or a second look: %s", seen)
          .isFalse();
    }
    assertThat(asked)
        .contains("HUNG CLAIM", "HUNG RELEASE", "ORPHANED", "RELEASE FAILED", "SELF-DEADLOCK")
        .doesNotContain("FREE", "RUNNING", "RUNNING WITHOUT LOCK", "ACQUIRING", "UNKNOWN");
    assertThat(spared)
        .contains("FREE", "RUNNING", "RUNNING WITHOUT LOCK", "PAUSED", "FAILED RUN", "RUN STALLED");
  }
}
