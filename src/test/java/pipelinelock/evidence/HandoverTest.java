package pipelinelock.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.NOON;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.Recorded;

class HandoverTest {
  private static final List<Recorded> EVENTS = ReportExamples.cured();

  private static Handover after(int events, Instant now) {
    return Handover.of(EVENTS.subList(0, events), now);
  }

  @Test
  void aRequestThatWaitsNamesItsDeadline() {
    var handover = after(5, NOON.plusSeconds(130));
    assertThat(handover.state()).isEqualTo("waits for approval, 1 of 2");
    assertThat(handover.waits())
        .hasValue("approvals: 1 of 2 are there, and the rest may come until 12:15:00 UTC");
    assertThat(handover.next()).startsWith("Approve or reject it by 12:15:00 UTC");
    assertThat(handover.tried()).isEmpty();
    assertThat(handover.people().sequencedKeySet()).containsExactly(BEN, DAN, ANA);
  }

  @Test
  void aRunNamesWhatWasTriedAndNoDecision() {
    var handover = after(16, NOON.plusSeconds(700));
    assertThat(handover.tried())
        .containsExactly(
            "step 1, pause pipeline-lock: done. The job is paused.",
            "step 2, abort pipeline-lock build 123: done. pipeline-lock build 123 is aborted.",
            "step 3, read the lock again: done. The lock is claimed.",
            "step 4, recreate concourse-worker/89f7a596: Director task 260183 runs");
    assertThat(handover.next()).startsWith("None while it goes on. `cancel dev04`");
    assertThat(handover.verdict())
        .isEqualTo(
            "HUNG CLAIM: pipeline-lock build 123 has been silent for 53 min (seen 11:59:40 UTC, 12 min ago)");
    assertThat(handover.update().sentence()).contains("restart a server");
  }

  @Test
  void anEndNamesWhatIsLeft() {
    var handover = after(EVENTS.size(), NOON.plusSeconds(900));
    assertThat(handover.next()).isEqualTo("Still to do: Start the deployment again.");
    assertThat(handover.waits()).isEmpty();
    assertThat(handover.people()).containsKeys(ANA, BEN, CLEO, DAN);
    assertThat(handover.people().firstEntry().getKey())
        .as("who noted something last")
        .isEqualTo(BEN);
  }
}
