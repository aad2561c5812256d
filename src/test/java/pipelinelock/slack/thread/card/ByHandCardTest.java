package pipelinelock.slack.thread.card;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.Story;
import pipelinelock.vm.InstanceId;

/** What people do by hand where the bot is gone. */
class ByHandCardTest {
  private static final String WEB = "concourse/cd83da7e-525b-4177-a2dc-7169892c1be8";

  /** The bot looks before each of these, so whoever types has to. */
  @Test
  void whatIsDoneOnlyAfterALookIsBehindASign() {
    var text = ByHandCard.of(ladder(), new ByHand("concourse", "create-cloudfoundry")).text();

    assertThat(text)
        .contains("fly -t dev04 abort-build -b 5190")
        .contains("# only if the lock is still hung: bosh -e dev04 -d concourse recreate " + WEB)
        .contains(
            "# only if no deployment runs or waits: fly -t dev04 trigger-job -j"
                + " create-cloudfoundry/pipeline-lock");
    assertThat(text.lines())
        .noneMatch(line -> line.startsWith("bosh") && line.contains("recreate"));
  }

  private static Incident ladder() {
    var usual = Story.requested().incident().request();
    var plan =
        new Plan(
            List.of(
                new Step.AbortBuild(5190, "pipeline-lock build 123"),
                new Step.Recreate(
                    InstanceId.parse(WEB),
                    Optional.of("i-032e8d53aeeee59c5"),
                    Set.of(),
                    Optional.of(Step.Condition.STILL_HUNG)),
                new Step.StartDeployment("pipeline-lock")));
    var request =
        requested(
            Story.DEV04,
            Story.ANA,
            "deployments wait since 09:07",
            usual.evidence(),
            plan,
            usual.policy());
    return Incident.of(List.of(new Recorded(Story.ID, 1, Story.AT, request, "h1")));
  }
}
