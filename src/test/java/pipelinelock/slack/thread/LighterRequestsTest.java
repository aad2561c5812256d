package pipelinelock.slack.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.plan.Plan;
import pipelinelock.incident.plan.Step;
import pipelinelock.slack.BlockKitLimits;
import pipelinelock.slack.Story;
import pipelinelock.slack.thread.card.RequestCard;
import pipelinelock.slack.thread.card.RequestLinks;
import pipelinelock.slack.thread.card.Watch;

/** What those who approve are asked, for the cures that recreate nothing. */
class LighterRequestsTest {
  private static final String CLAIM = "5b07861c".repeat(5);
  private static final String TIP = "37daa81d".repeat(5);

  static Stream<Arguments> cures() {
    return Stream.of(
        arguments(
            CureKind.RELEASE,
            new Step.ReleaseLock("create-cloudfoundry", "lock", CLAIM, TIP),
            "INC-1: release the lock of dev04",
            "release the lock create-cloudfoundry/lock (claimed by commit 5b07861c), if the branch is still at 37daa81d"),
        arguments(
            CureKind.ABORT,
            new Step.AbortBuild(5190, "pipeline-lock build 123"),
            "INC-1: abort pipeline-lock build 123 of dev04",
            "1. abort pipeline-lock build 123 → 2. look again"),
        arguments(
            CureKind.UNPAUSE,
            new Step.UnpauseJob("cf-deploy"),
            "INC-1: unpause the job cf-deploy of dev04",
            "1. unpause cf-deploy → 2. look again"),
        arguments(
            CureKind.UNPAUSE,
            new Step.UnpausePipeline("create-cloudfoundry"),
            "INC-1: unpause the pipeline create-cloudfoundry of dev04",
            "unpause the pipeline create-cloudfoundry"));
  }

  @ParameterizedTest
  @MethodSource("cures")
  void theRequestSaysWhatIsAskedFor(CureKind kind, Step step, String title, String text) {
    var plan = new Plan(List.of(step, new Step.LookAgain()));
    var usual = Story.requested().incident().request();
    var request =
        requested(
            Story.DEV04,
            Story.ANA,
            "deployments wait since 09:07",
            usual.evidence(),
            plan,
            usual.policy());

    var card =
        RequestCard.of(
            Incident.of(List.of(new Recorded(Story.ID, 1, Story.AT, request, "h1"))),
            Watch.ofRecord(),
            Optional.empty(),
            RequestLinks.NONE);

    assertThat(plan.cure()).isEqualTo(kind);
    assertThat(card.text()).startsWith("🟡 " + title).contains(text);
    BlockKitLimits.check(card);
  }
}
