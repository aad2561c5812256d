package pipelinelock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.bosh.DirectorTroubles;
import pipelinelock.rehearsal.bosh.Fleet;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.wording.ShortIds;

/**
 * Somebody's deployment finished one worker and failed at the next, so that a plain recreate of web
 * or worker would take the healthy one back to the manifest before (recorded as {@code
 * rollback.*}).
 */
class TakenBackStoryTest {
  private static final String APPROVE = "incident.approve";
  private static final String REASON = "deployments wait since 11:07, the claim is silent";
  private static final String ONLY_WORKER = "recreate dev04 --only worker/0 ";

  @Test
  void aRecreateThatWouldRollOthersBackIsRefusedWithTheLightWayFirst() {
    try (var story = SlackStory.begin()) {
      var director = story.world().director();
      String healthy = Fleet.of(director).addsWorker();
      int broken =
          new DirectorTroubles(director).deployBreaksOff(healthy, SimulatedDirector.WORKER);
      int good = broken - 1;
      String cid = Fleet.of(director).vmCid(healthy);
      var ana = story.ana();

      ana.typesUntilSeen(ONLY_WORKER + REASON, "would touch more than its targets");
      ana.isTold(
          "Nothing was asked for",
          "Task %d (create deployment, requested by admin) ended as error".formatted(broken),
          "rolls %s back to the manifest of task %d".formatted(ShortIds.in(healthy), good),
          "drains and restarts it although it may run well",
          "Ask again with --no-converge: it touches the targets alone.",
          "If the rest is meant too, ask again with --with-neighbours.");
      assertThat(told(story))
          .allSatisfy(
              text ->
                  assertThat(text.indexOf("--no-converge"))
                      .as("the light way first")
                      .isLessThan(text.indexOf("--with-neighbours")));
      assertThat(story.everything()).as("nobody was asked").isEmpty();

      // The light way: the healthy one is not touched
      ana.types(ONLY_WORKER + "--no-converge " + REASON);
      story.everybodySees(
          REASON, "With --no-converge nothing goes back to the manifest of task " + good);
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);
      story.everybodySees("INC-1", "Lock released");
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isEqualTo(1);
      assertThat(Fleet.of(director).vmCid(healthy)).isEqualTo(cid);
    }
  }

  @Test
  void touchingTheOthersTooTakesAnOption() {
    try (var story = SlackStory.begin()) {
      var director = story.world().director();
      String healthy = Fleet.of(director).addsWorker();
      int good =
          new DirectorTroubles(director).deployBreaksOff(healthy, SimulatedDirector.WORKER) - 1;

      story
          .ana()
          .typesUntilSeen(
              ONLY_WORKER + "--with-neighbours " + REASON,
              REASON,
              "rolls %s back to the manifest of task %d".formatted(ShortIds.in(healthy), good));
      assertThat(director.recreatesSeen(SimulatedDirector.WORKER)).isZero();
      story.ben().clicks(APPROVE);
      story.everybodySees("Approved by 1 of 2");
      story.cleo().clicks(APPROVE);
      story.everybodySees("INC-1", "Lock released");
      story.everybodySees("L executing drain: " + healthy);
      assertThat(director.recreatesSeen(healthy)).isZero();
    }
  }

  private static List<String> told(SlackStory story) {
    return SlackScreen.of(story.slack()).ephemerals("U0ANA").stream()
        .map(message -> message.text())
        .filter(text -> text.contains("--with-neighbours"))
        .toList();
  }
}
