package pipelinelock.slack.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pipelinelock.diagnosis.Corpus;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Way;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.slack.Golden;

class DryRunTest {
  /** What people choose between: time, builds that end, what stays. */
  @Test
  void thePlanStandsBesideTheOtherWays() {
    var diagnosis =
        Objects.requireNonNull(Corpus.diagnoses().get("hung-claim-1-silent-waiter-lock-free"));
    var plan = plan(diagnosis);
    var proposal =
        new Proposal.Possible(
            new EvidenceSummary(
                "7f3a91c2", "HUNG CLAIM", diagnosis.headline(), List.of(), IncidentExamples.NOON),
            List.of(),
            plan,
            IncidentExamples.TWO_OTHERS,
            List.of("The worker also runs builds of other teams."),
            Optional.empty(),
            Way.of(plan, diagnosis));

    var message = DryRun.of(proposal, "cure dev04 why it is needed");

    Golden.check("dry-run-cure", message);
    assertThat(message.text()).contains("This and the other ways", "This plan: ");
  }

  /** The whole ladder, from the abort of the build that hangs here. */
  private static Plan plan(Diagnosis diagnosis) {
    var hung = diagnosis.recreate().orElseThrow().abortFirst().getFirst();
    return new Plan(
        IncidentExamples.WHOLE.steps().stream()
            .map(
                step ->
                    step instanceof Step.AbortBuild
                        ? new Step.AbortBuild(hung.id(), hung.ref().shortForm())
                        : step)
            .toList());
  }
}
