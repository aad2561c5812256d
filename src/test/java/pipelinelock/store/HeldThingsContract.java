package pipelinelock.store;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.RUNBOOK;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.requested;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.IncidentId;
import pipelinelock.runbook.twin.HeldThings.Held;
import pipelinelock.runbook.twin.TargetIdentity;
import pipelinelock.runbook.twin.TargetIdentity.Kind;
import pipelinelock.store.database.Database;
import pipelinelock.store.ledger.SqlHeldThings;

/** Two nodes, and incidents of environments that turn out to be one thing, on either database. */
abstract class HeldThingsContract {
  private static final TargetIdentity DEPLOYMENT =
      new TargetIdentity(Kind.DEPLOYMENT, "uuid-1 concourse");
  private static final TargetIdentity LOCK =
      new TargetIdentity(Kind.LOCK, "git.example.com:443/pool pool/cf");
  private static final TargetIdentity PIPELINE =
      new TargetIdentity(Kind.PIPELINE, "ci.example.com:443 main/cf");

  private Database one;
  private Database other;
  private SqlHeldThings a;
  private SqlHeldThings b;

  /** Another node's way to the same record. */
  abstract Database openDatabase();

  @BeforeEach
  void open() {
    one = openDatabase();
    other = openDatabase();
    a = new SqlHeldThings(one);
    b = new SqlHeldThings(other);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  private Incident begin(String environment) {
    return new SqlIncidentRecord(one, () -> NOON)
        .begin(
            requested(
                new EnvironmentName(environment), ANA, "it is stuck", HUNG, RUNBOOK, TWO_OTHERS))
        .orElseThrow();
  }

  private void end(Incident incident) {
    assertThat(
            new SqlIncidentRecord(one, () -> NOON)
                .append(incident, List.of(new Withdrawn(ANA)), NOON))
        .isPresent();
  }

  @Test
  void whatOneIncidentHasNoOtherTakes() {
    var first = begin("dev04").id();
    var second = begin("dev05").id();
    assertThat(a.take(first, Set.of(DEPLOYMENT, LOCK))).isEmpty();
    assertThat(b.take(second, Set.of(LOCK, PIPELINE))).contains(new Held(LOCK, first));
    assertThat(b.take(first, Set.of(DEPLOYMENT, LOCK))).as("by whichever node drives it").isEmpty();
  }

  @Test
  void whoIsRefusedOneThingHasNone() {
    var first = begin("dev04").id();
    var second = begin("dev05").id();
    var third = begin("dev06").id();
    assertThat(a.take(first, Set.of(PIPELINE))).isEmpty();
    assertThat(b.take(second, Set.of(DEPLOYMENT, PIPELINE))).contains(new Held(PIPELINE, first));
    assertThat(a.take(third, Set.of(DEPLOYMENT))).isEmpty();
  }

  @Test
  void theEndOfAnIncidentFreesWhatItHad() {
    var first = begin("dev04");
    var second = begin("dev05").id();
    assertThat(a.take(first.id(), Set.of(DEPLOYMENT))).isEmpty();
    end(first);
    assertThat(b.take(second, Set.of(DEPLOYMENT))).isEmpty();
    assertThat(a.take(begin("dev04").id(), Set.of(DEPLOYMENT)))
        .contains(new Held(DEPLOYMENT, second));
  }

  @Test
  void ofTwoThatTakeAtOneMomentOneHasIt() throws Exception {
    for (int round = 0; round < 10; round++) {
      var first = begin("dev04");
      var second = begin("dev05");
      var start = new CyclicBarrier(2);
      try (var threads = Executors.newFixedThreadPool(2)) {
        var one = threads.submit(taking(a, first.id(), start));
        var two = threads.submit(taking(b, second.id(), start));
        assertThat(List.of(one.get(), two.get()))
            .as("round %d", round)
            .containsOnlyOnce(Optional.empty());
      }
      end(first);
      end(second);
    }
  }

  private static Callable<Optional<Held>> taking(
      SqlHeldThings node, IncidentId id, CyclicBarrier start) {
    return () -> {
      start.await();
      return node.take(id, Set.of(DEPLOYMENT, LOCK, PIPELINE));
    };
  }
}
