package pipelinelock.runbook.request;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLINDLY;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.store.MigratedRecord;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;
import pipelinelock.vm.RecreateOption;

class EarlierRunsTest {
  private Instant now = NOON;
  private Database database;
  private Incidents incidents;

  @BeforeEach
  void open(@TempDir Path folder) {
    database = MigratedRecord.open(folder.resolve("record.db"));
    incidents = new Incidents(new SqlIncidentRecord(database, () -> now), () -> now);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private void ran(Duration took, Outcome outcome) {
    var incident = incidents.request(request(TWO_OTHERS)).incident();
    now = now.plusSeconds(90);
    incident = incidents.append(incident, LawfulEvents.start()).orElseThrow();
    now = now.plus(took);
    incidents.append(incident, LawfulEvents.end(outcome, RUNBOOK));
  }

  private String note(Plan plan) {
    return EarlierRuns.note(incidents, DEV04, plan);
  }

  @Test
  void withoutAnEarlierOneTheRunbookIsQuoted() {
    assertThat(note(RUNBOOK))
        .isEqualTo(
            "There was no recreate like this here before; the runbook's took 14 min, most of it draining the worker.");
    assertThat(note(BLINDLY)).endsWith("the runbook's took about 7 min for each VM.");
    assertThat(note(new Plan(List.of(new Step.UnpauseJob("pipeline-lock")))))
        .startsWith("There was nothing like this here before");
  }

  @Test
  void theTimeFromStartToEndIsTold() {
    ran(Duration.ofMinutes(13), Outcome.COMPLETED);
    assertThat(note(RUNBOOK)).isEqualTo("The last one like this took 13 min here.");
    ran(Duration.ofMinutes(16), Outcome.COMPLETED);
    ran(Duration.ofMinutes(14), Outcome.COMPLETED);
    assertThat(note(RUNBOOK)).isEqualTo("The last 3 like this took 13 min to 16 min here.");
  }

  @Test
  void whatDidNotComeToItsEndOrWasSomethingElseDoesNotCount() {
    ran(Duration.ofMinutes(2), Outcome.FAILED);
    var rejected = incidents.request(request(TWO_OTHERS)).incident();
    incidents.append(rejected, List.of(new Rejected(BEN, "no")));
    assertThat(note(RUNBOOK)).startsWith("There was no recreate like this");
  }

  /** Each VM takes its own time. */
  private void ran(Duration worker, Duration web) {
    var incident = incidents.request(request(TWO_OTHERS)).incident();
    incident = incidents.append(incident, LawfulEvents.start()).orElseThrow();
    for (int step = 0; step < RUNBOOK.steps().size(); step++) {
      var events = LawfulEvents.done(step, RUNBOOK);
      incident = incidents.append(incident, events.subList(0, events.size() - 1)).orElse(incident);
      now = now.plus(took(RUNBOOK.steps().get(step), worker, web));
      incident = incidents.append(incident, List.of(events.getLast())).orElseThrow();
    }
    var end = LawfulEvents.end(Outcome.COMPLETED, RUNBOOK);
    incidents.append(incident, List.of(end.getLast()));
  }

  private static Duration took(Step step, Duration worker, Duration web) {
    return switch (step) {
      case Step.Recreate it -> isWeb(it) ? web : worker;
      default -> Duration.ZERO;
    };
  }

  private static boolean isWeb(Step step) {
    return step instanceof Step.Recreate recreate
        && recreate.instance().group().equals("concourse");
  }

  private static Plan workerAlone(Set<RecreateOption> options) {
    return new Plan(
        RUNBOOK.steps().stream()
            .filter(it -> !isWeb(it))
            .map(
                it ->
                    it instanceof Step.Recreate vm
                        ? new Step.Recreate(vm.instance(), vm.cid(), options, vm.onlyIf())
                        : it)
            .toList());
  }

  /** Half of a plan takes as long as that half did. */
  @Test
  void aPartOfAPlanIsFittedFromThePartsOfOthers() {
    ran(Duration.ofSeconds(570), Duration.ofSeconds(270));
    ran(Duration.ofSeconds(590), Duration.ofSeconds(280));
    assertThat(note(workerAlone(Set.of())))
        .isEqualTo(
            "No plan like this ran here yet, but its parts did: concourse-worker 9 min 30 s to 9 min 50 s; about 9 min 40 s for its VMs together.");
  }

  /** The runbook's fourteen minutes were most of all a drain. */
  @Test
  void aSkippedDrainIsNotComparedWithADrain() {
    ran(Duration.ofSeconds(570), Duration.ofSeconds(270));
    assertThat(note(workerAlone(Set.of(RecreateOption.SKIP_DRAIN))))
        .isEqualTo(
            "There are no comparable runs here yet, and the runbook's drained, so nothing is known of the time.");
  }

  /** As times vary on recorded tasks, a tenth up and down. */
  @Test
  void afterFiveRunsTheEstimateIsWithinATenth() {
    var usual = Duration.ofMinutes(14);
    for (int percent : new int[] {-9, 4, 0, 9, -5}) {
      ran(usual.plus(usual.multipliedBy(percent).dividedBy(100)), Outcome.COMPLETED);
    }
    assertThat(note(RUNBOOK))
        .isEqualTo("The last 5 like this took 14 min, nine of ten within 15 min here.");
  }
}
