package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.slack.view.SlackView;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.thread.card.AskAgain;
import pipelinelock.wording.ShortIds;

/** One of the VMs is chosen in the form, and it alone is approved and recreated. */
@Execution(ExecutionMode.CONCURRENT)
class ChosenVmsStoryTest {
  private static final String ANA = Persona.ANA.id();
  private static final String WORKER = "concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7";
  private static final String WEB = "concourse/cd83da7e-525b-4177-a2dc-7169892c1be8";
  private static final String WHY = "deployments wait since 11:07, the claim is silent";

  @Test
  void onlyTheWorkerChosenInTheFormIsRecreated() {
    try (var story = SlackStory.begin()) {
      var ana = story.ana();
      ana.typesUntilSeen("status dev04", "HUNG CLAIM", "pipeline-lock build 123");
      ana.typesUntilSeen("status dev04", "HUNG CLAIM", "Recreate the 2 VMs");
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(2))
          .ignoreExceptions()
          .until(
              () -> {
                ana.types("status dev04");
                ana.clicksPrivately(AskAgain.RECREATE);
                await().atMost(Duration.ofSeconds(8)).until(() -> form(story).contains("\"vms\""));
                return true;
              });
      assertThat(form(story)).contains("checkboxes", WORKER, WEB, "initial_options");

      submits(story, Map.of("reason", WHY, "vms", ""));
      assertThat(errors(story)).containsEntry("vms", "Choose at least one VM.");
      submits(story, Map.of("reason", WHY, "vms", WEB));
      assertThat(errors(story).get("vms")).startsWith("Web alone is not enough here");
      submits(story, Map.of("reason", WHY, "vms", WORKER));

      story.everybodySees(
          ShortIds.in("recreate " + WORKER),
          "It is a part of what the verdict offers",
          ShortIds.in(WEB));
      assertThat(story.everything())
          .noneMatch(message -> message.words().contains(ShortIds.in("recreate " + WEB)));
      story.ben().clicks("incident.approve");
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks("incident.approve");
      story.everybodySees("Lock released");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WEB)).isZero();
    }
  }

  private static void submits(SlackStory story, Map<String, String> values) {
    assertThat(story.slack().submitView(ANA, values).status()).isEqualTo(200);
  }

  private static String form(SlackStory story) {
    return story.slack().modalOf(ANA).map(it -> it.json().toString()).orElse("");
  }

  private static Map<String, String> errors(SlackStory story) {
    return story.slack().modalOf(ANA).map(SlackView::errors).orElse(Map.of());
  }
}
