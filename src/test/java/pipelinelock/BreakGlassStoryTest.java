package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.rehearsal.slack.workspace.SlackMessage;

/** Nobody answers at 3 am: one person starts the cure alone, and another one reviews it. */
@Execution(ExecutionMode.CONCURRENT)
class BreakGlassStoryTest {
  private static final String REVIEW = "incident.review";

  @Test
  void breakGlassIsAnnouncedRunsOnFreshEvidenceAndIsReviewedByASecondPerson() {
    try (var story = SlackStory.begin()) {
      var ana = story.ana();
      ana.typesUntilSeen(
          "recreate dev04 deployments wait since 11:07",
          "INC-1: recreate 2 VMs of dev04",
          "Nobody answers, and it cannot wait?");

      story.cleo().types("break-glass INC-1 dev04 I am in a hurry");
      story.cleo().isTold("You may not use break-glass");
      ana.types("break-glass INC-1 nobody answers the pager");
      ana.isTold("type the environment's name too");
      assertThat(alarm(story)).as("nothing has happened").isEmpty();

      ana.types("break-glass INC-1 dev04 nobody answers the pager");
      ana.isTold("starts without further approvals, and the bot announces it");
      story.everybodySees("Break-glass: one person alone starts INC-1", "Approvers, please look");
      security(story, "Break-glass in dev04: INC-1", "nobody answers the pager");
      story.everybodySees("INC-1", "Lock released, 1 of 2 VMs recreated, open for review");
      assertThat(story.world().director().recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);

      ana.types("review INC-1 it was quite right");
      ana.isTold("You started INC-1 yourself");
      ana.types("review");
      ana.isTold("Open for review: INC-1 in dev04");
      security(story, "Open for review");
      reviews(story);
      story.everybodySees("<@U0CLEO> reviewed INC-1", "right; the rota gets a second person");
      security(story, "Reviewed by <@U0CLEO>");
      ana.types("history dev04");
      ana.isTold("INC-1", "Lock released");
    }
  }

  /** With the button in the channel that was notified of it. */
  private static void reviews(SlackStory story) {
    var alarm =
        await()
            .until(
                () ->
                    SlackScreen.of(story.slack()).messages("C0SECURITY").stream()
                        .filter(message -> message.actions().contains(REVIEW))
                        .findFirst(),
                java.util.Optional::isPresent)
            .orElseThrow();
    // The bot may not have noted yet that it posted the message, and then asks to press again.
    await()
        .until(
            () -> {
              story.slack().click(Persona.CLEO.id(), alarm.ts(), REVIEW);
              return story.slack().modalOf(Persona.CLEO.id()).isPresent();
            });
    story.cleo().submits("finding", "right; the rota gets a second person");
  }

  private static String alarm(SlackStory story) {
    return String.join(
        "\n",
        SlackScreen.of(story.slack()).messages("C0SECURITY").stream()
            .map(SlackMessage::words)
            .toList());
  }

  private static void security(SlackStory story, String... words) {
    await().untilAsserted(() -> assertThat(alarm(story)).contains(words));
  }
}
