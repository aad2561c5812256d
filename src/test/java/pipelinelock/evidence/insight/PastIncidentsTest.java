package pipelinelock.evidence.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.ArchivedIncident;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.IncidentRecord;
import pipelinelock.incident.Incidents;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.UnprovenRecord;

class PastIncidentsTest {
  private static final long ALL = 60;
  private static final Duration LONG_AGO = Duration.ofDays(90);
  private static final IncidentId BROKEN = new IncidentId(ALL - 3);

  private static Incident incident(IncidentId id) {
    if (id.equals(BROKEN)) {
      throw new UnprovenRecord(id, "event 1 is not what was written");
    }
    var request = requested(DEV04, ANA, "deployments wait", HUNG, RUNBOOK, TWO_OTHERS);
    return Incident.of(List.of(new Recorded(id, 1, NOON, request, "h")));
  }

  private static List<IncidentId> newest(int limit) {
    return LongStream.range(0, Math.min(limit, ALL))
        .mapToObj(back -> new IncidentId(ALL - back))
        .toList();
  }

  private static ArchivedIncident archived(Instant ended) {
    return new ArchivedIncident(new IncidentId(1), DEV04, ended, NOON, "2026.jsonl");
  }

  private static IncidentRecord oneBroken() {
    return (IncidentRecord)
        Proxy.newProxyInstance(
            IncidentRecord.class.getClassLoader(),
            new Class<?>[] {IncidentRecord.class},
            (_, method, given) ->
                switch (method.getName()) {
                  case "newest" -> newest((int) given[1]);
                  case "find" -> Optional.of(incident((IncidentId) given[0]));
                  case "archivedOf" -> List.of(archived(NOON), archived(NOON.minus(LONG_AGO)));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  /** One among the newest that does not hold hides none of the others. */
  @Test
  void aBrokenOneIsNotTheEndOfTheRecord() {
    var incidents = new Incidents(oneBroken(), InstantSource.fixed(NOON));
    var period = Period.of(30, NOON.plus(Duration.ofDays(1)));
    var past = PastIncidents.of(incidents, List.of(DEV04), period);

    assertThat(past.uncounted()).isEqualTo(new PastIncidents.Uncounted(1, 1, List.of()));
    assertThat(past.incidents()).hasSize((int) ALL - 1).noneMatch(it -> it.id().equals(BROKEN));
  }
}
