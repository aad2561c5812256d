package pipelinelock.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.LADDER;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.Verdict;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;

/** The headline says what state the platform is in, not how far the plan came. */
class PlatformStateTest {
  private static final int WORKER = 3;
  private static final int WEB = 4;
  private static final int GIVE_BACK = 6;

  static Stream<Arguments> cases() {
    return Corpus.diagnoses().entrySet().stream()
        .map(it -> Arguments.argumentSet(it.getKey(), it.getValue()));
  }

  /** By the verdict's name, apart from the code's own table. */
  @ParameterizedTest
  @MethodSource("cases")
  void isFreeOnlyWhereTheNextDeploymentCanHaveTheLock(Diagnosis diagnosis) {
    boolean calm =
        diagnosis.verdict() instanceof Verdict.Free free
            && free.catches().stream().allMatch(Verdict.Catch.MayStillLand.class::isInstance);
    assertThat(PlatformState.of(diagnosis.verdict()) == PlatformState.FREE).isEqualTo(calm);
  }

  @ParameterizedTest
  @CsvSource({
    "free-1-nothing-open, FREE",
    "free-11-aborted-lock-build-just-now, FREE",
    "free-9-pipeline-paused, HELD_UP",
    "free-10-lock-job-paused, HELD_UP",
    "free-15-dead-claim-still-waits, CLAIM_LINGERS",
    "acquiring-1-just-started, AWAITED",
    "running-8-hung-claim-but-bosh-works, IN_USE",
    "running-without-lock-9-between-two-jobs-beside-a-red-holder, UNPROTECTED",
    "hung-claim-1-silent-waiter-lock-free, BLOCKED",
    "hung-release-1-silent-step, BLOCKED",
    "orphaned-11-number-given-again, BLOCKED",
    "self-deadlock-1-dots-after-own-claim, BLOCKED",
    "unknown-16-another-concourse-holds, UNKNOWN"
  })
  void isWhatPeopleWantToKnowFirst(String name, PlatformState state) {
    var diagnosis = Objects.requireNonNull(Corpus.diagnoses().get(name), name);
    assertThat(PlatformState.of(diagnosis.verdict())).isEqualTo(state);
  }

  /** The ladder of two VMs, played so far. */
  private static Incident played(StepOutcome worker, StepOutcome web, StepOutcome giveBack) {
    var events = new ArrayList<IncidentEvent>(LawfulEvents.start());
    for (int step = 0; step < LADDER.steps().size(); step++) {
      var outcome =
          switch (step) {
            case WORKER -> worker;
            case WEB -> web;
            case GIVE_BACK -> giveBack;
            default -> StepOutcome.DONE;
          };
      events.addAll(
          outcome == StepOutcome.DONE
              ? LawfulEvents.done(step, LADDER)
              : List.of(new StepEnded(step, outcome, "seen")));
    }
    return recorded(events);
  }

  /** The build that has just claimed is open for a moment still. */
  @Test
  void aDeploymentRunsOnceItsClaimWasSeen() {
    var events = new ArrayList<IncidentEvent>(LawfulEvents.start());
    events.addAll(LawfulEvents.doneBefore(10, IncidentExamples.WHOLE));
    assertThat(PlatformState.AWAITED.headline(recorded(events, IncidentExamples.WHOLE)))
        .endsWith("A deployment runs again, VMs recreated");
  }

  private static Incident recorded(List<IncidentEvent> events) {
    return recorded(events, LADDER);
  }

  private static Incident recorded(List<IncidentEvent> events, Plan plan) {
    var asked = IncidentExamples.request(IncidentExamples.TWO_OTHERS);
    var all = new ArrayList<Recorded>();
    all.add(
        new Recorded(
            new IncidentId(1),
            1,
            NOON,
            requested(
                asked.environment(),
                asked.by(),
                asked.reason(),
                asked.evidence(),
                plan,
                asked.policy()),
            ""));
    for (var event : events) {
      all.add(
          new Recorded(
              new IncidentId(1), all.size() + 1L, NOON.plusSeconds(all.size()), event, ""));
    }
    return Incident.of(all);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "FREE        | NOT_NEEDED | NOT_NEEDED | DONE       | Lock released, no VM recreated",
        "FREE        | DONE       | NOT_NEEDED | DONE       | Lock released, 1 of 2 VMs recreated",
        "FREE        | DONE       | DONE       | NOT_NEEDED | Lock free, VMs recreated",
        "IN_USE      | DONE       | NOT_NEEDED | DONE       | A deployment runs again, 1 of 2 VMs recreated",
        "AWAITED     | DONE       | NOT_NEEDED | DONE       | A deployment is on its way to the lock, 1 of 2 VMs recreated",
        "UNPROTECTED | DONE       | DONE       | DONE       | Careful: a deployment runs without the lock",
        "HELD_UP     | DONE       | DONE       | DONE       | Lock released, but nothing can start",
        "CLAIM_LINGERS | NOT_NEEDED | DONE | NOT_NEEDED | Lock free, but the claim of an ended build may still take it",
        "BLOCKED     | DONE       | DONE       | IGNORED    | VMs recreated, deployments still blocked",
        "BLOCKED     | NOT_NEEDED | NOT_NEEDED | IGNORED    | No VM recreated, deployments still blocked",
        "UNKNOWN     | DONE       | NOT_NEEDED | DONE       | Lock released, whether deployments are blocked is unknown"
      })
  void saysWhatWasDoneAndWhatStays(
      PlatformState state,
      StepOutcome worker,
      StepOutcome web,
      StepOutcome giveBack,
      String headline) {
    assertThat(state.headline(played(worker, web, giveBack)))
        .isEqualTo(state.sign().before(headline));
  }

  @ParameterizedTest
  @CsvSource({"DONE, DONE", "DONE, NOT_NEEDED", "NOT_NEEDED, NOT_NEEDED"})
  void neverSaysFreeOrReleasedOfALockThatIsBlocked(StepOutcome worker, StepOutcome web) {
    assertThat(PlatformState.BLOCKED.headline(played(worker, web, StepOutcome.IGNORED)))
        .doesNotContainIgnoringCase("free")
        .doesNotContainIgnoringCase("released")
        .contains("still blocked");
  }
}
