package pipelinelock.evidence.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WHOLE;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.requested;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.evidence.insight.PastIncidents.Uncounted;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.refusal.RefusalLog;

class InsightsTest {
  private static final Period MONTH = Period.of(30, NOON.plus(Duration.ofDays(1)));
  private static final EnvironmentName DEV05 = new EnvironmentName("dev05");

  private static Optional<List<String>> oldConcourse(String ignored) {
    return Optional.of(List.of("environment dev04", "version 7.11.2 redacts secrets"));
  }

  private long number;

  private record Happens(long minute, IncidentEvent event) {}

  private static Happens at(long minute, IncidentEvent event) {
    return new Happens(minute, event);
  }

  private Incident incident(EnvironmentName where, String state, Plan plan, Happens... after) {
    var events = new ArrayList<Recorded>();
    var id = new IncidentId(++number);
    var seen = new EvidenceSummary(HUNG.fingerprint(), state, state, List.of(), NOON);
    var request = requested(where, ANA, "deployments wait", seen, plan, TWO_OTHERS);
    events.add(new Recorded(id, 1, NOON, request, "h"));
    for (var it : after) {
      events.add(
          new Recorded(
              id, events.size() + 1, NOON.plus(Duration.ofMinutes(it.minute())), it.event(), "h"));
    }
    return Incident.of(events);
  }

  private Incident rejectedAfter(long minutes, EnvironmentName where, String state) {
    return incident(where, state, RUNBOOK, at(minutes, new IncidentEvent.Rejected(BEN, "no")));
  }

  private Incident approvedAfter(long first, long second) {
    return incident(
        DEV04, "ORPHANED", RUNBOOK, at(first, approved(BEN)), at(second, approved(CLEO)));
  }

  private static PastIncidents past(Incident... incidents) {
    return new PastIncidents(List.of(incidents), Uncounted.NONE);
  }

  @Test
  void whatIsNotCountedIsSaid() {
    var cut = new Uncounted(2, 3, List.of(DEV04));
    var insights =
        Insights.of(
            MONTH, new PastIncidents(List.of(), cut), List.of(), InsightsTest::oldConcourse);

    assertThat(InsightLines.of(insights).getLast())
        .isEqualTo(
            new InsightLines(
                "Not counted",
                List.of(
                    "Incidents whose record does not hold, whenever they were: 2. 'record verify' says why.",
                    "Incidents that ended in this time and were archived: 3.",
                    "dev04 had more incidents than are counted at once; ask for fewer days.")));
  }

  private static Insights of(Incident... incidents) {
    return Insights.of(MONTH, past(incidents), List.of(), InsightsTest::oldConcourse);
  }

  @Test
  void whatCostMostComesFirst() {
    var insights =
        of(
            rejectedAfter(10, DEV04, "ORPHANED"),
            rejectedAfter(20, DEV05, "HUNG CLAIM"),
            rejectedAfter(15, DEV04, "HUNG CLAIM"),
            rejectedAfter(47, DEV04, "HUNG CLAIM"));
    assertThat(insights.causes())
        .extracting(
            it -> "%s %s %d %s".formatted(it.environment(), it.state(), it.times(), it.lost()))
        .containsExactly(
            "dev04 HUNG CLAIM 2 PT1H2M", "dev05 HUNG CLAIM 1 PT20M", "dev04 ORPHANED 1 PT10M");
  }

  @Test
  void whatComesBackIsNudgedAndTheKnownFixIsNamed() {
    var insights =
        of(rejectedAfter(15, DEV04, "HUNG CLAIM"), rejectedAfter(47, DEV04, "HUNG CLAIM"));
    assertThat(Nudge.of(insights))
        .containsExactly(
            "HUNG CLAIM in dev04: 2 times in 30 days, 1 h 2 min lost. Concourse 7.11.2 there is older than 7.13.0, which mends a fault that looks like this.");
    assertThat(Nudge.of(of(rejectedAfter(15, DEV04, "HUNG CLAIM")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"HUNG CLAIM,version 7.13.0", "PAUSED,version 7.11.2", "HUNG CLAIM,version ?"})
  void noFixIsNamedWhereNoneIsKnown(String state, String version) {
    var insights =
        Insights.of(
            MONTH,
            past(rejectedAfter(1, DEV04, state), rejectedAfter(2, DEV04, state)),
            List.of(),
            _ -> Optional.of(List.of(version)));
    assertThat(Nudge.of(insights))
        .containsExactly("%s in dev04: 2 times in 30 days, 3 min lost.".formatted(state));
  }

  @Test
  void theTimeToApproveIsThatOfTheLastApproval() {
    var waiting = incident(DEV04, "ORPHANED", RUNBOOK, at(1, approved(BEN)));
    var insights = of(approvedAfter(1, 4), approvedAfter(2, 8), approvedAfter(0, 2), waiting);
    assertThat(insights.toApprove())
        .containsExactly(Duration.ofMinutes(2), Duration.ofMinutes(4), Duration.ofMinutes(8));
    assertThat(insights.approvals().orElseThrow().median()).isEqualTo(Duration.ofMinutes(4));
    assertThat(insights.approvals().orElseThrow().nineOfTen()).isEqualTo(Duration.ofMinutes(8));
    assertThat(insights.open()).isEqualTo(4);
    assertThat(of(waiting).approvals()).isEmpty();
  }

  /** What one person started alone was not approved, however fast it was. */
  @Test
  void aBypassIsNamedAndIsNoApproval() {
    var insights =
        of(incident(DEV04, "ORPHANED", RUNBOOK, at(1, new IncidentEvent.GlassBroken(BEN, "why"))));
    assertThat(insights.toApprove()).isEmpty();
    assertThat(insights.bypasses())
        .containsExactly(
            new Insights.Bypass(
                new IncidentId(1), DEV04, BEN, NOON.plus(Duration.ofMinutes(1)), false));
    assertThat(InsightLines.of(insights))
        .filteredOn(it -> it.title().equals("Started by one person alone"))
        .flatExtracting(InsightLines::lines)
        .containsExactly("INC-1 in dev04 by T1/U0BEN, 2026-11-24 12:01:00 UTC, NOT reviewed yet");
  }

  /** A deployment that is watched for hours after the cure is no lost time. */
  @Test
  void watchingADeploymentIsNoLostTime() {
    int watch = WHOLE.steps().size() - 1;
    var followed =
        incident(
            DEV04,
            "HUNG CLAIM",
            WHOLE,
            at(14, new IncidentEvent.StepIntended(watch, "")),
            at(300, new IncidentEvent.StepEnded(watch, IncidentEvent.StepOutcome.DONE, "through")),
            at(301, new IncidentEvent.Ended(Outcome.COMPLETED, "s", List.of())));
    assertThat(of(followed).causes().getFirst().lost()).isEqualTo(Duration.ofMinutes(14));
  }

  @Test
  void refusalsAreCountedByCode() {
    var insights =
        Insights.of(
            MONTH,
            past(),
            List.of(refused("OWN_REQUEST", 2), refused("FROZEN", 1), refused("OWN_REQUEST", 3)),
            InsightsTest::oldConcourse);
    assertThat(insights.refusals()).isEqualTo(Map.of("FROZEN", 1L, "OWN_REQUEST", 5L));
    assertThat(InsightLines.of(insights))
        .containsExactly(
            new InsightLines(
                "Incidents", List.of("0 incidents in the last 30 days, 0 of them not over yet.")),
            new InsightLines("Refused", List.of("FROZEN 1×", "OWN_REQUEST 5×")));
  }

  private static RefusalLog.Entry refused(String code, long times) {
    return new RefusalLog.Entry(
        NOON, Optional.of(BEN), "approve", Optional.empty(), Optional.of(DEV04), code, times);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "181d", "d", "-1", "30 d", "1e9", "9999"})
  void noOtherPeriodIsTaken(String typed) {
    assertThat(Period.parse(typed)).isEmpty();
  }

  @Test
  void aPeriodIsDays() {
    assertThat(Period.parse("30d")).hasValue(30);
    assertThat(Period.parse("7")).hasValue(7);
    assertThat(Period.of(7, Instant.parse("2026-12-08T00:00:00Z")).from())
        .isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
  }

  @Test
  void theBarIsTheShareOfTheTime() {
    var lines =
        InsightLines.of(
            of(rejectedAfter(60, DEV04, "HUNG CLAIM"), rejectedAfter(30, DEV05, "ORPHANED")));
    assertThat(lines.get(1).lines())
        .containsExactly(
            "████████████ dev04 · HUNG CLAIM · 1× · 1 h lost",
            "██████░░░░░░ dev05 · ORPHANED · 1× · 30 min lost");
  }
}
