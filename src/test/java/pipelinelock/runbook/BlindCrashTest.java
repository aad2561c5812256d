package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.replay.Replay;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.runbook.FakeDirector.Mood;
import pipelinelock.runbook.request.BlindWish;

/**
 * The process of a blind recreate dies at any point, once, and Concourse may answer when the next
 * one begins. The web VM goes once at most, and never where Concourse answered before.
 */
class BlindCrashTest {
  @TempDir private Path folder;

  private RunbookWorld world(int number) throws IOException {
    var world = new RunbookWorld(Files.createDirectory(folder.resolve("world-" + number)));
    world.director.carriesNoWorker(WEB);
    world.concourse.isDeadUntilAVmIsNew();
    world.allowsBlind(false);
    return world;
  }

  private static IncidentId approved(RunbookWorld world) {
    var id =
        world
            .asks(new BlindWish("Concourse is dead since 11:07", Set.of(), false))
            .incident()
            .orElseThrow()
            .id();
    for (var who : List.of(BEN, CLEO, DAN)) {
      world.incidents.act(
          id, (it, at) -> IncidentRules.approve(it, member(who), Optional.of("dev04"), at));
    }
    return id;
  }

  @ParameterizedTest
  @CsvSource({"WELL, false", "WELL, true", "LOSES_THE_ANSWER, false"})
  void theWebVmGoesOnceAtMostWhereverTheProcessDies(Mood mood, boolean answers) throws IOException {
    int points = 0;
    for (boolean over = false; !over; points++) {
      try (var world = world(points)) {
        world.director.is(mood);
        over = diesAfter(points, answers, world);
      }
    }
    assertThat(points).as("points at which it died").isGreaterThan(4);
  }

  /**
   * After so many events from the last approval on.
   *
   * @return whether all was over before it came to that
   */
  private static boolean diesAfter(int events, boolean answers, RunbookWorld world) {
    var id = approved(world);
    long point = sequence(id, world) + events;
    boolean goesOn = true;
    while (goesOn && sequence(id, world) < point) {
      goesOn = world.step(id);
    }
    boolean sent = !world.director.requests.isEmpty();
    if (answers) {
      world.concourse.answersAgain();
    }
    world.restart();
    var over = world.untilOver(id, false);
    thenIsSafe(over, world);
    if (answers && !sent) {
      assertThat(world.director.requests).as("after Concourse answered").isEmpty();
    }
    return !goesOn;
  }

  private static long sequence(IncidentId id, RunbookWorld world) {
    return world.incidents.find(id).orElseThrow().sequence();
  }

  private static void thenIsSafe(Incident over, RunbookWorld world) {
    assertThat(over.phase()).isInstanceOf(Phase.Closed.class);
    assertThat(world.director.requests).hasSizeLessThanOrEqualTo(1).allMatch(WEB::equals);
    assertThat(world.concourse.acts).isEmpty();
    assertThat(world.lock.releases).isZero();
    assertThat(Replay.of(world.incidents.events(over.id()))).isInstanceOf(Replay.Sound.class);
    if (over.steps().getFirst() instanceof Over recreate
        && recreate.outcome() == StepOutcome.DONE) {
      assertThat(world.director.recreates(WEB)).as("what is on record as done").isEqualTo(1);
    }
  }

  /** Between the decision to send and the request: the next process looks again. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNeverLeftIsSentOnlyWhileConcourseIsSilent(boolean answers) throws IOException {
    try (var world = world(0)) {
      var id = approved(world);
      world.untilIntended(id, 0);
      world.director.beforeItGetsTheNextRequest(
          () -> {
            throw new IllegalStateException("cut off");
          });
      assertThatThrownBy(() -> world.step(id)).hasMessage("cut off");
      if (answers) {
        world.concourse.answersAgain();
      }
      thenIsSafe(world.untilOverAfterRestart(id), world);
      assertThat(world.director.requests).hasSize(answers ? 0 : 1);
    }
  }
}
