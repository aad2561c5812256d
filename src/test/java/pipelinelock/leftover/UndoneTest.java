package pipelinelock.leftover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.request;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;

/**
 * What the record alone says; the runbook's plan is pause, abort, read, two VMs, verify, unpause.
 */
class UndoneTest {
  private static final int WORKER_STEP = 3;
  private static final int WEB_STEP = 4;
  private static final int UNPAUSE = 6;
  private static final Plan LET_GO =
      new Plan(List.of(new Step.UnpauseJob("pipeline-lock"), new Step.LookAgain()));

  static Stream<Arguments> histories() {
    return Stream.of(
        argumentSet("nothing ever happened", List.of(), List.of(), List.of(), List.of()),
        argumentSet(
            "all was done",
            List.of(ended(1, done(7), Outcome.COMPLETED)),
            none(),
            none(),
            List.of("INC-1")),
        argumentSet(
            "taken back before it began",
            List.of(incident(1, RUNBOOK, List.of(new Withdrawn(IncidentExamples.ANA)))),
            none(),
            none(),
            none()),
        argumentSet(
            "still at it: that is its own affair",
            List.of(incident(1, RUNBOOK, begun(done(3)))),
            none(),
            none(),
            none()),
        argumentSet(
            "stopped after the pause",
            List.of(ended(1, done(1), Outcome.CANCELLED)),
            List.of("INC-1"),
            none(),
            none()),
        argumentSet(
            "a pause of which no answer came",
            List.of(ended(1, failed(0), Outcome.FAILED)),
            List.of("INC-1"),
            none(),
            none()),
        argumentSet(
            "a pause that was never asked for",
            List.of(ended(1, List.of(new StepEnded(0, StepOutcome.FAILED, "no")), Outcome.FAILED)),
            none(),
            none(),
            none()),
        argumentSet(
            "stopped between the VMs",
            List.of(ended(1, both(done(4), failed(WEB_STEP)), Outcome.FAILED)),
            List.of("INC-1"),
            List.of(WEB),
            List.of("INC-1")),
        argumentSet(
            "stopped at the first VM, once BOSH had its task",
            List.of(ended(1, both(done(3), taskFailed(WORKER_STEP)), Outcome.FAILED)),
            List.of("INC-1"),
            List.of(WORKER, WEB),
            List.of("INC-1")),
        argumentSet(
            "stopped before any VM",
            List.of(ended(1, done(3), Outcome.CANCELLED)),
            List.of("INC-1"),
            none(),
            List.of("INC-1")),
        argumentSet(
            "the unpause failed",
            List.of(ended(1, both(done(UNPAUSE), failed(UNPAUSE)), Outcome.FAILED)),
            List.of("INC-1"),
            none(),
            List.of("INC-1")),
        argumentSet(
            "a later one let the job go",
            List.of(
                ended(2, LET_GO, both(asked(0), doneStep(0)), Outcome.COMPLETED),
                ended(1, done(3), Outcome.CANCELLED)),
            none(),
            none(),
            List.of("INC-1")),
        argumentSet(
            "a later one meant to let it go and did not come to it",
            List.of(
                ended(2, LET_GO, failed(0), Outcome.FAILED), ended(1, done(3), Outcome.CANCELLED)),
            List.of("INC-1"),
            none(),
            List.of("INC-1")),
        argumentSet(
            "a later recreate went through",
            List.of(
                ended(2, done(7), Outcome.COMPLETED),
                ended(1, both(done(4), taskFailed(WEB_STEP)), Outcome.FAILED)),
            none(),
            none(),
            List.of("INC-2", "INC-1")),
        argumentSet(
            "a lighter cure since did not mend the VM",
            List.of(
                ended(2, LET_GO, both(asked(0), doneStep(0)), Outcome.COMPLETED),
                ended(1, both(done(4), taskFailed(WEB_STEP)), Outcome.FAILED)),
            none(),
            List.of(WEB),
            List.of("INC-1")));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void theRecordSaysWhatWasDoneAndNotUndone(
      List<Incident> newest, List<String> pausedBy, List<Object> rest, List<String> abortedBy) {
    var undone = Undone.of(newest);
    assertThat(undone.pause().stream().map(it -> it.by().id().toString()))
        .containsExactlyElementsOf(pausedBy);
    assertThat(undone.rest().stream().flatMap(it -> it.instances().stream()).toList())
        .isEqualTo(rest);
    assertThat(undone.aborts().stream().map(it -> it.by().id().toString()))
        .containsExactlyElementsOf(abortedBy);
  }

  @Test
  void anAbortIsDatedByItsIntentAndNamesItsBuild() {
    var undone = Undone.of(List.of(ended(1, done(2), Outcome.CANCELLED)));
    assertThat(undone.aborts())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.step()).isEqualTo(RUNBOOK.steps().get(1));
              assertThat(it.at()).isBetween(NOON, NOON.plusSeconds(30));
            });
  }

  private static <T> List<T> none() {
    return List.of();
  }

  private static List<IncidentEvent> done(int steps) {
    return LawfulEvents.doneBefore(steps, RUNBOOK);
  }

  private static List<IncidentEvent> asked(int step) {
    return List.of(new StepIntended(step, ""));
  }

  private static List<IncidentEvent> doneStep(int step) {
    return List.of(new StepEnded(step, StepOutcome.DONE, "done"));
  }

  private static List<IncidentEvent> failed(int step) {
    return List.of(
        new StepIntended(step, "c"), new StepEnded(step, StepOutcome.FAILED, "no answer"));
  }

  private static List<IncidentEvent> taskFailed(int step) {
    var events = new ArrayList<>(LawfulEvents.done(step, RUNBOOK));
    events.set(events.size() - 1, new StepEnded(step, StepOutcome.FAILED, "the task failed"));
    return events;
  }

  private static List<IncidentEvent> both(List<IncidentEvent> one, List<IncidentEvent> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static List<IncidentEvent> begun(List<IncidentEvent> events) {
    return both(LawfulEvents.start(), events);
  }

  private static Incident ended(int number, List<IncidentEvent> events, Outcome outcome) {
    return ended(number, RUNBOOK, events, outcome);
  }

  private static Incident ended(
      int number, Plan plan, List<IncidentEvent> events, Outcome outcome) {
    return incident(
        number, plan, both(begun(events), List.of(new Ended(outcome, "over", List.of()))));
  }

  private static Incident incident(int number, Plan plan, List<IncidentEvent> events) {
    var first = request(TWO_OTHERS);
    var all = new ArrayList<IncidentEvent>();
    all.add(requested(first.environment(), first.by(), first.reason(), HUNG, plan, first.policy()));
    all.addAll(events);
    var recorded = new ArrayList<Recorded>();
    for (var event : all) {
      int sequence = recorded.size() + 1;
      recorded.add(
          new Recorded(
              new IncidentId(number), sequence, NOON.plusSeconds(sequence), event, "h" + sequence));
    }
    return Incident.of(recorded);
  }
}
