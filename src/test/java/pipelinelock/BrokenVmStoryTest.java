package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.bosh.Fleet;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.wording.ShortIds;

/**
 * The VM itself is broken, and a recreate is the cure: its agent is dead, so that BOSH takes long
 * to say anything, or it is gone. How long a dead agent is waited for is one knob of the world,
 * {@code -Dsilence.seconds}; a real Director takes 16, as the nightly run has it, and the bot's own
 * limits are the real ones at any.
 */
class BrokenVmStoryTest {
  private static final String APPROVE = "incident.approve";
  private static final Duration SILENCE =
      Duration.ofSeconds(Integer.getInteger("silence.seconds", 3));

  /** From the last approval on a few looks are taken, and each of them waits for the dead agent. */
  private static final Duration UNTIL_CURED = Patience.LIMIT.plus(SILENCE.multipliedBy(10));

  @Test
  void aDeadAgentIsShownAtTwoSpeedsAndCuredByFix() {
    try (var story = SlackStory.begin()) {
      var director = story.world().director();
      Fleet.of(director).silenceLasts(SILENCE);
      Fleet.of(director).doesNotAnswer(SimulatedDirector.WORKER);
      String dead = Fleet.of(director).vmCid(SimulatedDirector.WORKER);
      var ana = story.ana();

      // What is known at once, and the agents' word when it has come
      long asked = System.nanoTime();
      ana.typesUntilSeen(
          "status dev04 --details", "UNKNOWN", "BOSH is still asking the agents", "on " + dead);
      ana.isTold("dev04 · WORKER STALLED", "unresponsive agent");
      assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .as("the agents' word came when the Director had it")
          .isGreaterThan(SILENCE);

      ana.typesUntilSeen(
          "recreate dev04 the worker is dead since 11:07",
          "a plain recreate fails before it touches anything",
          "--fix");
      ana.typesUntilSeen(
          "recreate dev04 --fix the worker is dead since 11:07",
          "Approved by 0 of 2",
          "the worker is dead since 11:07",
          "--fix");
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isZero();
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);

      story.everybodySeesWithin(UNTIL_CURED, "INC-1", "Lock released");
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(Fleet.of(director).vmCid(SimulatedDirector.WORKER))
          .isNotBlank()
          .isNotEqualTo(dead);
    }
  }

  /** The hung claim's plan is the worker and then web, and BOSH makes web's VM with the first. */
  @Test
  void aDeadWebAgentIsCuredByTheFirstRecreateAndItsVmIsNotRecreatedTwice() {
    try (var story = SlackStory.begin()) {
      var director = story.world().director();
      Fleet.of(director).silenceLasts(SILENCE);
      Fleet.of(director).doesNotAnswer(SimulatedDirector.WEB);
      String web = Fleet.of(director).vmCid(SimulatedDirector.WEB);

      story
          .ana()
          .typesUntilSeen(
              "recreate dev04 --fix web is dead since 11:07",
              "Approved by 0 of 2",
              "web is dead since 11:07",
              ShortIds.in("The agent of " + SimulatedDirector.WEB + " does not answer"),
              "its own step then finds that done");
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);

      story.everybodySeesWithin(UNTIL_CURED, "INC-1", "Lock released");
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(director.recreatesSeen(SimulatedDirector.WEB)).isZero();
      assertThat(Fleet.of(director).vmCid(SimulatedDirector.WEB)).isNotBlank().isNotEqualTo(web);
    }
  }
}
