package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;

import com.google.common.base.Ticker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepIntended;
import pipelinelock.incident.IncidentEvent.TaskAccepted;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.store.node.Heartbeat;
import pipelinelock.store.node.SqlLeases;

/** Two nodes on one record and one clock that is stepped by hand; each may stop and wake. */
class TwoNodesTest {
  private static final Duration TAKEOVER = Duration.ofSeconds(15);

  @TempDir private Path folder;
  private RunbookWorld world;
  private Node a;
  private Node b;

  private final class Node {
    private final SqlLeases leases;
    private final IncidentDriver driver;

    Node(String name) {
      leases =
          new SqlLeases(
              world.database(),
              name,
              new Ticker() {
                @Override
                public long read() {
                  return world.nanos();
                }
              },
              Heartbeat.REAL);
      driver = world.driver(leases);
      leases.beat();
    }

    boolean has(IncidentId id) {
      return leases.holds(id);
    }

    /** One act; it may ask to be called again at once. */
    void acts(IncidentId id) {
      driver.advance(id);
    }
  }

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
    a = new Node("a");
    b = new Node("b");
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Time passes for these; the others stand still. */
  private void live(Duration time, IncidentId id, Node... living) {
    for (long left = time.toSeconds(); left > 0; left--) {
      world.passes(Duration.ofSeconds(1));
      for (var node : living) {
        node.leases.beat();
        node.acts(id);
      }
    }
  }

  private Incident untilOver(IncidentId id, Node... living) {
    for (int i = 0; i < 2000; i++) {
      live(Duration.ofSeconds(1), id, living);
      if (!incident(id).isOpen()) {
        return incident(id);
      }
    }
    throw new AssertionError("it does not end: " + incident(id));
  }

  private Incident incident(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  private static Outcome outcome(Incident incident) {
    return ((Phase.Closed) incident.phase()).outcome();
  }

  private void untilIntended(IncidentId id, Node node) {
    while (!(incident(id).steps().get(3) instanceof Intended)) {
      live(Duration.ofSeconds(1), id, node);
    }
  }

  @Test
  void oneNodeDrivesAndTheOtherStandsBy() {
    var id = world.approved();
    a.acts(id);
    assertThat(outcome(untilOver(id, b, a))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    assertThat(a.has(id)).isTrue();
    assertThat(b.has(id)).isFalse();
    assertThat(events(id, StepIntended.class)).isEqualTo(incident(id).steps().size() - 1);
  }

  private long events(IncidentId id, Class<?> type) {
    return world.incidents.events(id).stream()
        .map(Recorded::event)
        .filter(type::isInstance)
        .count();
  }

  @Test
  void aDeadNodesIncidentIsTakenOverInTime() {
    var id = world.approved();
    live(Duration.ofSeconds(3), id, a, b);
    assertThat(a.has(id)).isTrue();
    live(TAKEOVER, id, b);
    assertThat(b.has(id)).isTrue();
    assertThat(outcome(untilOver(id, b))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aNodeThatLeavesHandsOverAtOnceAndLeavesNoDoubt() {
    var id = world.approved();
    untilIntended(id, a);
    b.leases.beat(); // it has stood still while the build ignored its abort
    a.leases.leave();
    b.acts(id);
    assertThat(b.has(id)).isTrue();
    assertThat(b.leases.isInDoubt(id)).isFalse();
    assertThat(outcome(untilOver(id, b))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void aNodeThatWakesBeforeItSendsFindsThatItMayNot() {
    var id = world.approved();
    untilIntended(id, a);
    live(TAKEOVER, id, b);
    a.acts(id);
    assertThat(world.director.requests).as("sent by the one that woke").isEmpty();
    a.leases.beat();
    live(Duration.ofSeconds(10), id, a);
    assertThat(world.director.requests).as("not when it is known again, either").isEmpty();
    var incident = untilOver(id, a, b);
    assertThat(world.director.requests).as("an intent of another node is never sent").isEmpty();
    assertThat(outcome(incident)).isEqualTo(Outcome.FAILED);
    assertThat(((Phase.Closed) incident.phase()).summary()).contains("most likely not started");
  }

  @Test
  void aNodeThatLosesTheIncidentWhileItLogsInSendsNothing() {
    var id = world.approved();
    world.director.duringTheNextLogin(() -> live(TAKEOVER, id, b));
    untilIntended(id, a);
    a.acts(id);
    assertThat(world.director.requests).isEmpty();
    assertThat(outcome(untilOver(id, a, b))).isEqualTo(Outcome.FAILED);
    assertThat(world.director.requests).as("an intent of another node is never sent").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100, 3600})
  void whatLeavesAPausedNodeAfterItsLastLookIsTheOnlyRequestOfTheStep(int seconds) {
    var id = world.approved();
    world.director.beforeItGetsTheNextRequest(
        () -> live(Duration.ofSeconds(seconds), id, b)); // a is stopped amid sending
    untilIntended(id, a);
    while (world.director.requests.isEmpty()) {
      live(Duration.ofSeconds(1), id, a);
    }
    var incident = untilOver(id, a, b);
    assertThat(world.director.recreates(WORKER)).isEqualTo(1);
    if (seconds < 120) {
      assertThat(outcome(incident)).as("found by its context id").isEqualTo(Outcome.COMPLETED);
      assertThat(world.director.requests).containsExactly(WORKER, WEB);
    } else {
      assertThat(outcome(incident)).isEqualTo(Outcome.FAILED);
      assertThat(world.director.requests).containsExactly(WORKER);
    }
  }

  @Test
  void aRequestThatWasTakenIsFoundByTheNodeThatTakesOver() {
    var id = world.approved();
    untilIntended(id, a);
    a.acts(id); // sends it, and is stopped before it can go on
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(outcome(untilOver(id, b))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
    assertThat(events(id, TaskAccepted.class)).isEqualTo(2);
  }

  @Test
  void whoWasAwayDoesNotTakeTheOthersForDead() {
    var id = world.approved();
    live(Duration.ofSeconds(3), id, a, b);
    world.passes(Duration.ofMinutes(2)); // the database was away for both
    b.leases.beat();
    b.acts(id);
    assertThat(b.has(id)).isFalse();
    a.leases.beat();
    assertThat(a.has(id)).isTrue();
  }

  @Test
  void thePathsOfBothNodesEndInTheSameRecord() {
    var id = world.approved();
    for (var node : List.of(a, b, a, b)) {
      for (int i = 0; i < 3; i++) {
        node.acts(id);
      }
      live(TAKEOVER, id, node);
    }
    untilOver(id, a, b);
    assertThat(world.director.requests).doesNotHaveDuplicates();
  }
}
