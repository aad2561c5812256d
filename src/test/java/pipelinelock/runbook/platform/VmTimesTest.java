package pipelinelock.runbook.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.request;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.StepEnded;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.LawfulEvents;
import pipelinelock.incident.Outcome;
import pipelinelock.store.MigratedRecord;
import pipelinelock.store.SqlIncidentRecord;
import pipelinelock.store.database.Database;

class VmTimesTest {
  private static final int WORKER = 3;
  private static final int WEB = 4;

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

  private Incident append(Incident incident, IncidentEvent event) {
    return incidents.append(incident, List.of(event)).orElseThrow();
  }

  private Incident begun() {
    var incident = incidents.request(request(TWO_OTHERS)).incident();
    return incidents.append(incident, LawfulEvents.start()).orElseThrow();
  }

  private void workerTook(Duration took, StepOutcome outcome) {
    var incident =
        incidents.append(begun(), LawfulEvents.doneBefore(WORKER, RUNBOOK)).orElseThrow();
    incident = append(incident, new StepIntended(WORKER, "INC"));
    incident = append(incident, new TaskAccepted(WORKER, 1));
    now = now.plus(took);
    incident = append(incident, new TaskEnded(WORKER, 1, "done", Optional.empty()));
    incident = append(incident, new StepEnded(WORKER, outcome, "over"));
    if (outcome == StepOutcome.DONE) {
      incident = append(incident, new StepEnded(WORKER + 1, StepOutcome.FAILED, "not clear"));
    }
    append(incident, new Ended(Outcome.FAILED, "over", List.of()));
  }

  private UsualTime of(Incident incident, int step) {
    return new VmTimes(incidents, new Platforms(List.of())).of(incident, step);
  }

  @Test
  void theMedianAndTheLongestOfTheNewestFiveAreTold() {
    for (int minutes : new int[] {60, 9, 7, 8, 12, 10}) {
      workerTook(Duration.ofMinutes(minutes), StepOutcome.DONE);
    }
    assertThat(of(begun(), WORKER))
        .isEqualTo(new UsualTime(Duration.ofMinutes(9), Duration.ofMinutes(12), 5));
  }

  @Test
  void aVmOfAnotherGroupOrOneThatWasNotDoneDoesNotCount() {
    workerTook(Duration.ofMinutes(2), StepOutcome.FAILED);
    workerTook(Duration.ofMinutes(7), StepOutcome.DONE);
    var next = begun();
    assertThat(of(next, WORKER).runs()).isEqualTo(1);
    assertThat(of(next, WEB).runs()).isZero();
  }

  @Test
  void withoutAnEarlierOneItIsTheRunbooks() {
    assertThat(of(begun(), WORKER)).isEqualTo(UsualTime.RUNBOOK_WORKER);
  }

  @Test
  void whatComesLaterChangesNothing() {
    workerTook(Duration.ofMinutes(7), StepOutcome.DONE);
    workerTook(Duration.ofMinutes(9), StepOutcome.DONE);
    var second = incidents.newest(request(TWO_OTHERS).environment(), 1).getFirst();
    assertThat(of(second, WORKER))
        .isEqualTo(new UsualTime(Duration.ofMinutes(7), Duration.ofMinutes(7), 1));
    assertThat(of(begun(), WORKER))
        .isEqualTo(new UsualTime(Duration.ofMinutes(8), Duration.ofMinutes(9), 2));
  }
}
