package pipelinelock.store.event;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.secrecy.KnownSecrets;

class FreeTextsTest {
  private static final String SECRET = "record-s3cret \"word\"";

  FreeTextsTest() {
    KnownSecrets.add(SECRET);
  }

  @Test
  void anEventWithoutASecretIsTheSame() {
    var event = new Noted("all is well");

    assertThat(FreeTexts.discreet(event)).isSameAs(event);
  }

  @Test
  void whatRemotesAndPeopleWroteLosesTheSecret() {
    assertThat(FreeTexts.discreet(new TaskSaid(1, 7, 0, 40, "{\"error\":\"" + SECRET + "\"}\n")))
        .isEqualTo(new TaskSaid(1, 7, 0, 40, "{\"error\":\"***\"}\n"));
    assertThat(FreeTexts.discreet(new TaskEnded(1, 7, "error", Optional.of("no " + SECRET))))
        .isEqualTo(new TaskEnded(1, 7, "error", Optional.of("no ***")));
    assertThat(
            FreeTexts.discreet(
                new Ended(Outcome.FAILED, "it says " + SECRET, List.of("ask for " + SECRET))))
        .isEqualTo(new Ended(Outcome.FAILED, "it says ***", List.of("ask for ***")));
    var evidence =
        new EvidenceSummary("00ff", "HUNG CLAIM", "by " + SECRET, List.of("at " + SECRET), NOON);
    assertThat(
            FreeTexts.discreet(
                requested(DEV04, ANA, "since " + SECRET, evidence, RUNBOOK, TWO_OTHERS)))
        .isEqualTo(
            requested(
                DEV04,
                ANA,
                "since ***",
                new EvidenceSummary("00ff", "HUNG CLAIM", "by ***", List.of("at ***"), NOON),
                RUNBOOK,
                TWO_OTHERS));
  }

  /** A job named like a password has to stay the job that is meant. */
  @Test
  void whatIsActedOnStaysAsItIs() {
    var plan = new Plan(List.of(new Step.UnpauseJob(SECRET)));
    var evidence = new EvidenceSummary("00ff", "PAUSED", "paused", List.of(), NOON);

    var stored =
        (Requested) FreeTexts.discreet(requested(DEV04, ANA, SECRET, evidence, plan, TWO_OTHERS));

    assertThat(stored.plan()).isEqualTo(plan);
    assertThat(stored.reason()).isEqualTo("***");
  }
}
