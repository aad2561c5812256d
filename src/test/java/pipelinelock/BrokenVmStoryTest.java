package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pipelinelock.rehearsal.SimulatedDirector;

/**
 * The VM itself is broken, and a recreate is the cure: its agent is dead, so that BOSH takes long
 * to say anything, or it is gone. How long a dead agent is waited for is one knob of the world,
 * {@code -Dsilence.seconds}; a real Director takes 16, and the bot's own limits are the real ones
 * at any.
 */
@Execution(ExecutionMode.CONCURRENT)
class BrokenVmStoryTest {
  private static final String APPROVE = "incident.approve";
  private static final Duration SILENCE =
      Duration.ofSeconds(Integer.getInteger("silence.seconds", 3));

  @Test
  void aDeadAgentIsToldAtTwoSpeedsAndCuredByFix() {
    try (var story = SlackStory.begin()) {
      var director = story.world().director();
      director.vms().silenceLasts(SILENCE);
      director.vms().doesNotAnswer(SimulatedDirector.WORKER);
      String dead = director.vmCid(SimulatedDirector.WORKER);
      var ana = story.ana();

      // What is known at once, and the agents' word when it has come
      ana.types("status dev04 --details");
      ana.isTold("UNKNOWN", "BOSH is still asking the agents", "on " + dead);
      ana.isTold("dev04 · WORKER STALLED", "unresponsive agent");

      ana.types("recreate dev04 the worker is dead since 11:07");
      ana.isTold("a plain recreate fails before it touches anything", "--fix");
      ana.types("recreate dev04 --fix the worker is dead since 11:07");
      story.everybodySees("the worker is dead since 11:07", "--fix");
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isZero();
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);

      story.everybodySees("INC-1", "completed");
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(director.vmCid(SimulatedDirector.WORKER)).isNotBlank().isNotEqualTo(dead);
    }
  }

  @Test
  void aLostVmIsMadeAnewByTheSameRequest() {
    try (var story = SlackStory.begin()) {
      var vms = story.world().director().vms();
      String lost = vms.addsWorker();
      vms.losesItsVm(lost);
      assertThat(vms.vmCid(lost)).isEmpty();

      story.ana().typesUntilSeen("status dev04", "HUNG CLAIM", "Recreate concourse-worker/");
      story
          .ana()
          .typesUntilSeen(
              "recreate dev04 --only %s this worker's VM is gone".formatted(lost),
              "recreate " + lost + " (it has no VM)");
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);

      story.everybodySees("INC-1", "completed");
      story.everybodySees("Creating missing vms: " + lost);
      assertThat(story.world().director().recreatesSeen(lost)).isEqualTo(1);
      assertThat(vms.vmCid(lost)).isNotBlank();
    }
  }

  @Test
  void aLostVmThatCameWithTheFirstRecreateIsNotRecreatedAgain() {
    try (var story = SlackStory.begin()) {
      var director = story.world().director();
      String lost = director.vms().addsWorker();
      director.vms().losesItsVm(lost);

      story.ana().typesUntilSeen("status dev04", "HUNG CLAIM", "Recreate concourse-worker/");
      story
          .ana()
          .typesUntilSeen(
              "recreate dev04 the claim is silent since 11:07",
              "recreate " + lost + " (it has no VM)",
              "recreate " + SimulatedDirector.WORKER + " (VM ");
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);

      story.everybodySees("INC-1", "completed");
      story.everybodySees(lost + " has a VM by now");
      assertThat(director.recreatesSeen(lost)).isZero();
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(director.vms().vmCid(lost)).isNotBlank();
    }
  }
}
