package pipelinelock.incident.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.ForbiddenHistories;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.vm.RecreateOption;

class ReplayTest {
  static Stream<Arguments> forbidden() {
    return ForbiddenHistories.ALL.entrySet().stream()
        .map(it -> Arguments.argumentSet(it.getKey(), it.getValue()));
  }

  @ParameterizedTest
  @MethodSource("forbidden")
  void whatTheRulesCannotHaveLetHappenIsFoundWhereItBegins(ForbiddenHistories.History history) {
    assertThat(Replay.of(history.events()))
        .isInstanceOfSatisfying(
            Replay.Broken.class,
            broken -> assertThat(broken.sequence()).as(broken.why()).isEqualTo(history.offence()));
  }

  /** Else the offence might be somewhere else than where it is said to be. */
  @ParameterizedTest
  @MethodSource("forbidden")
  void whatStandsBeforeIsAllowed(ForbiddenHistories.History history) {
    var before = history.events().subList(0, (int) history.offence() - 1);
    if (!before.isEmpty()) {
      assertThat(Replay.of(before)).isInstanceOf(Replay.Sound.class);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETED", "FAILED", "CANCELLED"})
  void whatHappenedByTheRulesHolds(Outcome outcome) {
    var events = recorded(outcome);
    assertThat(Replay.of(events)).isEqualTo(new Replay.Sound(Incident.of(events)));
  }

  private static List<Recorded> recorded(Outcome outcome) {
    var events = new ArrayList<>(LawfulEvents.start());
    events.addAll(LawfulEvents.end(outcome, RUNBOOK));
    return IncidentExamples.recorded(
        IncidentExamples.request(TWO_OTHERS), events.toArray(IncidentEvent[]::new));
  }

  @Test
  void anEventThatIsLeftOutOrOfAnotherIncidentIsFound() {
    var events = recorded(Outcome.COMPLETED);
    for (int left = 0; left < events.size() - 1; left++) {
      var rest = new ArrayList<>(events);
      rest.remove(left);
      assertThat(Replay.of(rest))
          .as("without event %d", left + 1)
          .isInstanceOf(Replay.Broken.class);
    }
    var foreign = new ArrayList<>(events);
    var last = events.getLast();
    foreign.set(
        events.size() - 1,
        new Recorded(new IncidentId(2), last.sequence(), NOON.plusSeconds(99), last.event(), "h"));
    assertThat(Replay.of(foreign)).isInstanceOf(Replay.Broken.class);
  }

  /**
   * Somebody else may have made it before the step's turn came; of one that is there that is not
   * so.
   */
  @Test
  void aVmThatWasLostMayBeThereBeforeItIsAskedFor() {
    var done = new IncidentEvent.StepEnded(0, IncidentEvent.StepOutcome.DONE, "it is there");
    assertThat(Replay.of(recreateOf(Optional.empty(), done))).isInstanceOf(Replay.Sound.class);
    assertThat(Replay.of(recreateOf(Optional.of("i-0c5df587"), done)))
        .isInstanceOf(Replay.Broken.class);
  }

  /** With --fix a recreate also recreates every silent VM, and its log names those that it made. */
  @Test
  void aSilentVmMayBeMadeByTheTaskOfAnEarlierStepThatNamesIt() {
    var fix = Set.of(RecreateOption.FIX);
    String web = "{\"task\":\"%s (0)\"}\n".formatted(IncidentExamples.WEB);

    assertThat(Replay.of(twoRecreates(fix, web))).isInstanceOf(Replay.Sound.class);
    assertThat(Replay.of(twoRecreates(fix, "{}\n"))).isInstanceOf(Replay.Broken.class);
    assertThat(Replay.of(twoRecreates(Set.of(), web))).isInstanceOf(Replay.Broken.class);
    assertThat(Replay.of(twoRecreates(Set.of(RecreateOption.FIX, RecreateOption.NO_CONVERGE), web)))
        .isInstanceOf(Replay.Broken.class);
  }

  private static List<Recorded> twoRecreates(Set<RecreateOption> options, String log) {
    var done = IncidentEvent.StepOutcome.DONE;
    return run(
        new Plan(
            List.of(
                new Step.Recreate(
                    IncidentExamples.WORKER, Optional.of("i-1"), options, Optional.empty()),
                new Step.Recreate(
                    IncidentExamples.WEB, Optional.of("i-2"), options, Optional.empty()))),
        new IncidentEvent.StepIntended(0, "inc-1.0"),
        new IncidentEvent.TaskAccepted(0, 7),
        new IncidentEvent.TaskSaid(0, 7, 0, log.length(), log),
        new IncidentEvent.TaskEnded(0, 7, "done", Optional.empty()),
        new IncidentEvent.StepEnded(0, done, "it runs on a new VM"),
        new IncidentEvent.StepEnded(1, done, "it was made with the one before"));
  }

  private static List<Recorded> recreateOf(Optional<String> cid, IncidentEvent last) {
    return run(
        new Plan(
            List.of(new Step.Recreate(IncidentExamples.WORKER, cid, Set.of(), Optional.empty()))),
        last);
  }

  private static List<Recorded> run(Plan plan, IncidentEvent... then) {
    var like = IncidentExamples.request(TWO_OTHERS);
    var request =
        requested(
            like.environment(),
            like.by(),
            like.reason(),
            like.evidence(),
            plan,
            IncidentExamples.WITH_OPTIONS);
    var events = new ArrayList<>(LawfulEvents.start());
    events.addAll(List.of(then));
    return IncidentExamples.recorded(request, events.toArray(IncidentEvent[]::new));
  }

  /** The rules take time into account, so an incident's own clock never goes back. */
  @Test
  void aDecisionIsMadeNoEarlierThanWhatIsOnRecord() {
    var incident = Incident.of(recorded(Outcome.COMPLETED).subList(0, 3));
    assertThat(incident.notBefore(NOON.minusSeconds(7200))).isEqualTo(incident.recordedAt());
    assertThat(incident.notBefore(NOON.plusNanos(60_000_999_999L)))
        .isEqualTo(NOON.plusMillis(60_000));
  }

  @Test
  void anIncidentGoesOnWithAnEarlierOne() {
    var after = Optional.of(new IncidentId(41));
    assertThat(Replay.of(List.of(begun(42, after)))).isInstanceOf(Replay.Sound.class);
    assertThat(Replay.of(List.of(begun(41, after))))
        .isEqualTo(new Replay.Broken(1, "continues INC-41, which is not an earlier incident"));
  }

  private static Recorded begun(long id, Optional<IncidentId> after) {
    var like = IncidentExamples.request(TWO_OTHERS);
    var request =
        new IncidentEvent.Requested(
            like.environment(),
            like.by(),
            like.reason(),
            like.evidence(),
            like.plan(),
            like.policy(),
            like.notes(),
            after);
    return new Recorded(new IncidentId(id), 1, NOON, request, "unused");
  }
}
