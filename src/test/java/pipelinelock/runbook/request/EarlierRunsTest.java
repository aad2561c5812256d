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

    ran(Duration.ofMinutes(14), Outcome.COMPLETED);
    var workerAlone = new Plan(RUNBOOK.steps().stream().filter(it -> !isWeb(it)).toList());
    assertThat(note(workerAlone)).startsWith("There was no recreate like this");
  }

  private static boolean isWeb(Step step) {
    return step instanceof Step.Recreate recreate
        && recreate.instance().group().equals("concourse");
  }
}
