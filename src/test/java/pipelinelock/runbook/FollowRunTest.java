package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Intended;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.policy.FollowsUntil;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LightestWish;

/** A plan that follows its deployment until it has given the lock back. */
class FollowRunTest {
  private static final CureWish CURE =
      new LightestWish(
          "deployments wait since 11:07",
          new Finish(false, Optional.of(true), Optional.of(FollowsUntil.UNLOCK)));

  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
    world.concourse.heedsAborts();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private IncidentId approved() {
    var id = world.asks(CURE).incident().orElseThrow().id();
    world.incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    return id;
  }

  private Incident incident(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  private void until(BooleanSupplier condition, IncidentId id) {
    for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
      assertThat(world.step(id)).as("%s", incident(id).steps()).isTrue();
    }
    assertThat(condition.getAsBoolean()).as("%s", incident(id).steps()).isTrue();
  }

  /** The deployment that the plan has started has its lock, and is followed from then on. */
  private IncidentId running() {
    var id = approved();
    until(() -> world.concourse.acts.contains("start"), id);
    world.concourse.another(Status.SUCCEEDED);
    world.concourse.deploymentRuns("cf-deploy");
    world.lock.isTakenBy("124", world.now());
    until(() -> incident(id).steps().getLast() instanceof Intended, id);
    return id;
  }

  private static Over last(Incident incident) {
    return (Over) incident.steps().getLast();
  }

  private static Phase.Closed end(Incident incident) {
    return (Phase.Closed) incident.phase();
  }

  private static Incident isOfAFollow(Incident incident) {
    assertThat(incident.request().plan().steps().getLast()).isEqualTo(new Step.FollowRun());
    return incident;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theIncidentStaysOpenUntilTheLockIsGivenBack(boolean restarts) {
    var id = running();
    for (int minutes = 0; minutes < 90; minutes++) {
      world.step(id);
    }
    assertThat(incident(id).isOpen()).isTrue();
    world.concourse.deploymentEnded();
    world.lock.isGivenBack(world.now());
    var incident = isOfAFollow(world.untilOver(id, restarts));
    assertThat(last(incident).outcome()).isEqualTo(StepOutcome.DONE);
    assertThat(end(incident).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(end(incident).state()).endsWith("The deployment went through, no VM recreated");
    assertThat(end(incident).summary()).startsWith("The deployment had the lock for 1 h 30 min");
  }

  /** The next deployment may have the lock before the bot looks again. */
  @Test
  void aLockThatWentOnToAnotherBuildWasGivenBack() {
    var id = running();
    world.concourse.anotherStill(Status.SUCCEEDED, "125", 5201);
    world.lock.isGivenBack(world.now());
    world.lock.isClaimedBy("125", world.now());
    var incident = world.untilOver(id, false);
    assertThat(last(incident).note())
        .isEqualTo(
            "The deployment has given the lock back, and pipeline-lock build 125 has it now.");
  }

  /** Somebody gave it back between two looks, after the deployment had failed. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLockThatWasTakenFromTheDeploymentProvesNotThatItWentThrough(boolean isTakenAgain) {
    var id = running();
    world.concourse.deploymentFailed("cf-deploy");
    world.lock.isGivenBackByHand(world.now());
    if (isTakenAgain) {
      world.concourse.anotherStill(Status.SUCCEEDED, "125", 5201);
      world.lock.isClaimedBy("125", world.now());
    }
    var incident = isOfAFollow(world.untilOver(id, false));
    assertThat(last(incident).outcome()).isEqualTo(StepOutcome.IGNORED);
    assertThat(last(incident).note())
        .contains(
            isTakenAgain
                ? "the lock was given back, but not by the deployment's own unlock job"
                : "RUNNING WITHOUT LOCK");
    assertThat(end(incident).state()).doesNotContain("went through");
  }

  /** Jobs of one name in another pipeline, and an operator's job, are not the run's own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "main/destroy-cloudfoundry/pipeline-unlock build 7 unclaiming: lock",
        "ops/create-cloudfoundry/pipeline-unlock build 7 unclaiming: lock",
        "main/create-cloudfoundry/pipeline-release-lock build 7 unclaiming: lock"
      })
  void aReleaseOfAnotherJobProvesNotThatItWentThrough(String release) {
    var id = running();
    world.concourse.anotherStill(Status.SUCCEEDED, "125", 5201);
    world.lock.isGivenBackBy(release, world.now());
    world.lock.isClaimedBy("125", world.now());
    assertThat(last(world.untilOver(id, false)).note())
        .contains("not by the deployment's own unlock job");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void oneThatHangsAgainEndsTheFollowAndItsCureGoesOnWithTheIncident(boolean restarts) {
    var id = running();
    world.concourse.deploymentEnded();
    world.concourse.anotherHangs();
    world.passes(Duration.ofMinutes(11));
    var incident = isOfAFollow(world.untilOver(id, restarts));
    assertThat(last(incident).outcome()).isEqualTo(StepOutcome.IGNORED);
    assertThat(end(incident).state())
        .isEqualTo("🔴 Blocked again: the deployment did not come through");
    assertThat(end(incident).summary()).startsWith("The deployment does not go on: HUNG");
    assertThat(end(incident).todo())
        .containsExactly(
            "Cure it: `/pipeline-lock cure dev04 why it is needed`. It takes new approvals.");
    var next = world.asks(CURE).incident().orElseThrow();
    assertThat(next.request().after()).contains(id);
    assertThat(next.request().notes())
        .first()
        .isEqualTo("It continues INC-1, whose own deployment did not get through.");
    assertThat(next.approvals()).isEmpty();
  }

  @Test
  void aHangOfAnotherDeploymentIsAnotherIncident() {
    var id = running();
    world.concourse.deploymentFailed("cf-deploy");
    assertThat(last(world.untilOver(id, false)).note())
        .startsWith("The deployment does not go on: RUN STALLED");
    world.concourse.deploymentEnded();
    world.concourse.anotherStill(Status.ABORTED, "125", 5201);
    world.lock.isTakenBy("125", world.now());
    assertThat(world.asks(CURE).incident().orElseThrow().request().after()).isEmpty();
  }

  @Test
  void whatCannotBeReadEndsNothing() {
    var id = running();
    world.concourse.stopsAnswering();
    for (int i = 0; i < 30; i++) {
      world.step(id);
    }
    assertThat(incident(id).isOpen()).isTrue();
  }

  @Test
  void aPersonEndsTheFollowAndTheDeploymentGoesOn() {
    var id = running();
    int acts = world.concourse.acts.size();
    world.incidents.act(id, (i, _) -> IncidentRules.cancel(i, member(BEN)));
    var incident = world.untilOver(id, false);
    assertThat(last(incident).note())
        .isEqualTo("It is not followed any further, as asked; the deployment goes on.");
    assertThat(end(incident).state()).endsWith("A deployment runs again, no VM recreated");
    assertThat(world.concourse.acts).hasSize(acts);
  }

  @Test
  void itIsFollowedForSixHoursAtMost() {
    var id = running();
    var incident = world.untilOver(id, false);
    assertThat(last(incident).note())
        .isEqualTo("The deployment had the lock for 6 h, and is not followed any further.");
    assertThat(end(incident).todo()).isEmpty();
  }
}
