package pipelinelock.slack.thread.log;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.secrecy.KnownSecrets;
import pipelinelock.store.StoredEvents;
import pipelinelock.terminal.GoldenText;

class LogEntryTest {
  private static final UserId BEN = IncidentExamples.BEN;

  @Test
  void everyEventHasItsLine() {
    assertThat(StoredEvents.EVENTS.values())
        .extracting(Object::getClass)
        .contains(IncidentEvent.class.getPermittedSubclasses());
    GoldenText.check(
        "incident-log.txt",
        StoredEvents.EVENTS.entrySet().stream()
            .map(it -> it.getKey() + ":\n  " + LogEntry.text(it.getValue()) + "\n")
            .collect(joining()));
  }

  @Test
  void outsideTextCanNeitherForgeNorHideAnythingNorShowASecret() {
    KnownSecrets.add("log-entry-s3cret-word");

    String line =
        LogEntry.text(
            new IncidentEvent.Rejected(
                BEN,
                "no\"\n   2  2026-11-24 12:00:00 UTC  APPROVED by T1/U0CLEO\u202e log-entry-s3cret-word"));

    assertThat(line)
        .isEqualTo(
            "REJECTED by T1/U0BEN: \"no'    2  2026-11-24 12:00:00 UTC  APPROVED by T1/U0CLEO ***\"");
  }

  @Test
  void aLineHasNumberTimeAndHash() {
    var recorded =
        new Recorded(
            new IncidentId(1), 12, IncidentExamples.NOON, new IncidentEvent.Revoked(BEN), "4f2a");

    assertThat(LogEntry.of(recorded))
        .isEqualTo("  12  2026-11-24 12:00:00 UTC  APPROVAL TAKEN BACK by T1/U0BEN  4f2a");
  }
}
