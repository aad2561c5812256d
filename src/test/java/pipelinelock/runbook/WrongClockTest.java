package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Intended;

/** A process whose clock was ahead dies, and the next one has the right time. */
class WrongClockTest {
  private static final Duration AHEAD = Duration.ofMinutes(20);

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

  private Incident incident(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  private void untilIntended(IncidentId id) {
    while (!(incident(id).steps().get(3) instanceof Intended)) {
      world.step(id);
    }
  }

  /** How long it takes by the new clock. */
  private Duration until(BooleanSupplier done, IncidentId id) {
    var began = world.now();
    for (int i = 0; i < 5000; i++) {
      if (done.getAsBoolean()) {
        return Duration.between(began, world.now());
      }
      world.step(id);
    }
    throw new AssertionError("it does not go on: " + incident(id));
  }

  @Test
  void anIntentOfTheFutureIsSentAfterTheGraceOfThisProcess() {
    var id = world.approved();
    untilIntended(id);
    world.passes(AHEAD.negated());
    world.restart();
    assertThat(until(() -> !world.director.requests.isEmpty(), id))
        .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(60));
    until(() -> !incident(id).isOpen(), id);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    assertThat(((Phase.Closed) incident(id).phase()).outcome()).isEqualTo(Outcome.COMPLETED);
  }

  /** Else a request that may be on its way would be taken for lost at once. */
  @Test
  void aClockThatIsSetBackUnderARunningProcessCutsNoLimitShort() {
    var id = world.approved();
    untilIntended(id);
    var now = world.now();
    var counting = new Counting(now.minus(Duration.ofHours(1)));
    var set = now.minus(Duration.ofSeconds(2));
    assertThat(counting.from(now, set)).isEqualTo(set);
    assertThat(counting.from(now, set.plusSeconds(5))).as("the same from then on").isEqualTo(set);
  }
}
