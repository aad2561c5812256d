package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;

/** A record that is not the one that the witnesses saw last. */
class DoubtfulRecordTest {
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

  private long events(IncidentId id) {
    return world.incidents.events(id).size();
  }

  @Test
  void nothingIsDoneOrAddedOnItAndWorkGoesOnOnceItIsTheRightOne() {
    var id = world.approved();
    long before = events(id);
    world.guard.doubt = Optional.of("the record does not continue checkpoint 7");
    for (int i = 0; i < 5; i++) {
      world.step(id);
    }
    assertThat(events(id)).isEqualTo(before);
    assertThat(world.guard.told).isEmpty();
    world.guard.doubt = Optional.empty();
    var over = world.untilOver(id, false);
    assertThat(over.phase())
        .isInstanceOfSatisfying(
            Phase.Closed.class, it -> assertThat(it.outcome()).isEqualTo(Outcome.COMPLETED));
  }

  @Test
  void nothingIsAskedForOnIt() {
    world.guard.doubt = Optional.of("the record does not continue checkpoint 7");
    var answer = world.asks("deployments wait since 11:07");
    assertThat(answer.decision())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(Code.FROZEN);
              assertThat(refused.text()).contains("does not continue checkpoint 7");
            });
    assertThat(world.incidents.open()).isEmpty();
  }

  @Test
  void theWitnessesHearOfAnIncidentBeforeItsFirstActAndOnlyThen() {
    var id = world.approved();
    world.untilOver(id, false);
    assertThat(world.guard.told).isNotEmpty().containsOnly(id);
    long intents =
        world.incidents.events(id).stream()
            .filter(it -> it.event() instanceof StepIntended)
            .count();
    assertThat(intents).isGreaterThan(world.guard.told.size());
  }
}
