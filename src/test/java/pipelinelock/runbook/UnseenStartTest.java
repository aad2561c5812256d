package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Noted;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress;
import pipelinelock.incident.ledger.Outreach;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.pipeline.Build.Status;

/** What destroys begins only where somebody can be notified of it. */
class UnseenStartTest {
  private static final Outreach NOBODY = _ -> Optional.of("nobody could be told of it");

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

  private static Outcome outcome(Incident incident) {
    return ((Phase.Closed) incident.phase()).outcome();
  }

  private void passes(IncidentId id, Duration time) {
    var end = world.now().plus(time);
    while (world.now().isBefore(end)) {
      world.step(id);
    }
  }

  private List<String> notes(IncidentId id) {
    return world.incidents.events(id).stream()
        .map(it -> it.event() instanceof Noted(var note) ? note : "")
        .filter(note -> !note.isEmpty())
        .toList();
  }

  private void thenNothingWasTouched() {
    assertThat(world.concourse.acts).isEmpty();
    assertThat(world.director.requests).isEmpty();
    assertThat(world.lock.releases).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = CureKind.class,
      names = {"RECREATE", "RELEASE", "ABORT"})
  void itWaitsSaysWhyOnceAndGoesOnByItself(CureKind kind) {
    if (kind == CureKind.RELEASE) {
      world.concourse.lockBuildIs(Status.ABORTED);
    }
    if (kind == CureKind.ABORT) {
      world.concourse.heedsAborts();
    }
    var id = world.approved(kind);
    world.outreach = NOBODY;
    passes(id, Duration.ofMinutes(1));

    assertThat(incident(id).phase()).isInstanceOf(Phase.Approved.class);
    assertThat(notes(id)).containsExactly("It waits, because nobody could be told of it.");
    thenNothingWasTouched();

    world.restart();
    world.outreach = Outreach.ALWAYS;
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void whatSlackTakesAMomentLaterIsNotWorthANote() {
    var id = world.approved();
    world.outreach = NOBODY;
    passes(id, Duration.ofSeconds(10));
    assertThat(incident(id).phase()).isInstanceOf(Phase.Approved.class);

    world.outreach = Outreach.ALWAYS;
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.COMPLETED);
    assertThat(notes(id)).noneMatch(note -> note.contains("told"));
  }

  @Test
  void theApprovalRunsOutMeanwhile() {
    var id = world.approved();
    world.outreach = NOBODY;
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.LAPSED);
    thenNothingWasTouched();
  }

  @Test
  void anUnpauseTakesNothingFromAnybodyAndBegins() {
    world.concourse.lockBuildIs(Status.SUCCEEDED);
    world.concourse.deploymentFailed("cf-deploy");
    world.concourse.pausesJob("cf-deploy");
    var id = world.approved(CureKind.UNPAUSE);
    world.outreach = NOBODY;
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.COMPLETED);
  }

  /** The thread is gone from Slack between two rungs, and no other can be begun. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void noRungBeginsAndNoneTwiceWhileItsThreadIsGone(boolean restarts) {
    var id = world.approved();
    while (world.concourse.acts.isEmpty()) {
      world.step(id);
    }
    world.outreach = NOBODY;
    passes(id, Duration.ofMinutes(5));
    if (restarts) {
      world.restart();
    }
    assertThat(world.director.requests).isEmpty();
    assertThat(incident(id).phase()).isInstanceOf(Phase.Running.class);

    world.outreach = Outreach.ALWAYS;
    assertThat(outcome(world.untilOver(id, restarts))).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  @Test
  void whatItTookIsGivenBackAlsoUnseen() {
    var id = world.approved();
    while (!(incident(id).steps().getFirst() instanceof StepProgress.Over)) {
      world.step(id);
    }
    world.outreach = NOBODY;
    world.incidents.act(id, (it, _) -> IncidentRules.cancel(it, member(ANA)));
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.CANCELLED);
    assertThat(world.concourse.acts).containsExactly("pause", "unpause");
  }
}
