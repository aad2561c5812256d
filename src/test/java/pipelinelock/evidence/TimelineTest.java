package pipelinelock.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;
import pipelinelock.store.StoredEvents;
import pipelinelock.store.event.EventJson;

class TimelineTest {
  @Test
  void aKindIsCalledAsItIsStored() {
    assertThat(StoredEvents.EVENTS.values())
        .isNotEmpty()
        .allSatisfy(it -> assertThat(Timeline.type(it)).isEqualTo(EventJson.type(it)));
  }

  @Test
  void everyEventHasAnEntryAndPeopleReadOnlySomeOfThem() {
    var events = ReportExamples.cured();
    var incident = Incident.of(events);
    assertThat(Timeline.of(incident, events))
        .extracting(TimelineEntry::sequence)
        .containsExactlyInAnyOrderElementsOf(events.stream().map(Recorded::sequence).toList());
    assertThat(Timeline.brief(incident, events))
        .extracting(TimelineEntry::type)
        .doesNotContain("task-said", "step-intended", "reminded")
        .contains("requested", "note-added", "ended");
  }
}
