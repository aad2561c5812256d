package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import pipelinelock.environment.RemoteFailure.Kind;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentEvent.TaskEnded;
import pipelinelock.incident.IncidentEvent.TaskSaid;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Following;
import pipelinelock.incident.rules.IncidentRules;

/** A cancel is a side action: whatever comes of it, the task is followed to its end. */
class CancelAskingTest {
  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private IncidentId cancelledDuringItsTask() {
    var id = world.approved();
    while (!(world.incidents.find(id).orElseThrow().steps().get(3) instanceof Following)) {
      world.step(id);
    }
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(ANA)));
    return id;
  }

  private List<String> notes(IncidentId id) {
    return world.incidents.events(id).stream()
        .filter(recorded -> recorded.event() instanceof Noted)
        .map(recorded -> ((Noted) recorded.event()).note())
        .filter(note -> note.contains("cancel"))
        .toList();
  }

  private void isFollowedToItsEnd(IncidentId id) {
    var incident = world.untilOver(id, false);
    var events = world.incidents.events(id).stream().map(recorded -> recorded.event()).toList();
    assertThat(events).hasAtLeastOneElementOfType(TaskSaid.class);
    assertThat(events.stream().filter(TaskEnded.class::isInstance)).hasSize(1);
    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.CANCELLED);
    assertThat(world.director.requests).containsExactly(WORKER);
  }

  @ParameterizedTest
  @EnumSource(names = {"UNAUTHORISED", "FORBIDDEN", "NOT_FOUND", "REFUSED"})
  void aNoIsToldOnceAndEndsNothing(Kind no) {
    world.director.cancelsWith(no);
    var id = cancelledDuringItsTask();

    isFollowedToItsEnd(id);

    assertThat(notes(id))
        .singleElement()
        .asString()
        .contains("does not cancel task 260183", "follows it to its end", "bosh cancel-task 260183")
        .doesNotContain("does not answer");
    assertThat(world.director.cancelsAsked).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"UNAUTHORISED", "FORBIDDEN", "NOT_FOUND", "REFUSED"})
  void whereItCouldNotBeAskedItIsAskedAgainAndThatIsToldOnce(Kind trouble) {
    world.director.cancelsWith(trouble);
    var id = cancelledDuringItsTask();

    isFollowedToItsEnd(id);

    assertThat(notes(id)).singleElement().asString().contains("keeps asking");
    assertThat(world.director.cancelsAsked).isGreaterThan(1);
  }
}
