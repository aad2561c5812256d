package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.Requested;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.ledger.IncidentLeases;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.pipeline.Build.Status;

class PendingRequestWatchTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir private Path folder;
  private RunbookWorld world;
  private Instant asked;
  private IncidentId id;

  @BeforeEach
  void ask() {
    world = new RunbookWorld(folder);
    asks();
  }

  private void asks() {
    id = world.asks("deployments wait since 11:07").incident().orElseThrow().id();
    asked = world.now();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void lockIsFreed() {
    world.lock.isFreeSince(world.now());
    world.concourse.lockBuildIs(Status.ABORTED);
  }

  private List<IncidentEvent> events() {
    return world.incidents.events(id).stream().map(Recorded::event).toList();
  }

  private Duration age() {
    return Duration.between(asked, world.now());
  }

  /** As far as the driver goes by itself until then. */
  private void goesOnFor(Duration time) {
    while (age().compareTo(time) < 0 && world.step(id)) {
      assertThat(age()).as("the driver never asks to be called in the past").isPositive();
    }
  }

  @Test
  void aLockThatIsFreedLapsesTheRequestAtOnceWithTheDifference() {
    goesOnFor(MINUTE.multipliedBy(2));
    lockIsFreed();
    Incident incident = world.untilOver(id, false);
    assertThat(age()).isLessThan(MINUTE.multipliedBy(4));
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Lapsed.class);
    assertThat(((Lapsed) events().getLast()).changes())
        .satisfiesExactly(
            was -> assertThat(was).isEqualTo("It was HUNG CLAIM, now it is FREE."),
            plan -> assertThat(plan).isEqualTo("The current state does not allow this plan."),
            now -> assertThat(now).startsWith("Now: FREE"));
    assertThat(incident.approvals()).isEmpty();
    assertThat(world.director.requests).isEmpty();
    assertThat(world.concourse.acts).isEmpty();
  }

  @Test
  void whatOneOfTwoHasApprovedLapsesToo() {
    world.incidents.act(
        id, (it, at) -> IncidentRules.approve(it, member(BEN), Optional.empty(), at));
    world.concourse.deploymentRuns("cf-deploy");
    world.untilOver(id, false);
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Approved.class, Lapsed.class);
  }

  @Test
  void looksThatDifferByTurnsEndNothing() {
    world.step(id);
    for (int i = 0; i < 3; i++) {
      world.concourse.lockBuildIs(Status.ABORTED);
      world.step(id);
      world.concourse.lockBuildIs(Status.STARTED);
      world.step(id);
    }
    world.untilOver(id, false);
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Expired.class);
  }

  @Test
  void whatCannotBeReadEndsNothing() {
    world.concourse.stopsAnswering();
    world.untilOver(id, false);
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Expired.class);
    assertThat(age()).isEqualTo(TWO_OTHERS.deadlines().requestExpires());
  }

  @Test
  void whatStillHoldsIsLookedAtOnceAMinuteAndGoesOnWaiting() {
    int before = world.lock.reads;
    world.step(id);
    assertThat(age()).as("the request was a look").isEqualTo(MINUTE);
    assertThat(world.lock.reads).isEqualTo(before);
    world.step(id);
    int aLook = world.lock.reads - before;
    assertThat(aLook).isPositive();
    assertThat(age()).isEqualTo(MINUTE.multipliedBy(2));
    world.untilOver(id, false);
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Expired.class);
    assertThat(world.lock.reads - before)
        .isEqualTo(aLook * (int) (TWO_OTHERS.deadlines().requestExpires().toMinutes() - 1));
  }

  @Test
  void whateverWakesTheDriverInBetweenItDoesNotLookSooner() {
    var driver = world.driver(IncidentLeases.SOLE);
    world.passes(MINUTE);
    driver.advance(id);
    int after = world.lock.reads;
    world.passes(Duration.ofSeconds(30));
    assertThat(driver.advance(id)).contains(Duration.ofSeconds(30));
    assertThat(world.lock.reads).isEqualTo(after);
  }

  @Test
  void afterARestartItTakesTwoLooksAgain() {
    lockIsFreed();
    world.step(id);
    world.step(id);
    world.restart();
    world.step(id);
    assertThat(events()).as("one look of this process").hasExactlyElementsOfTypes(Requested.class);
    world.untilOver(id, false);
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Lapsed.class);
  }

  @Test
  void nobodyIsRemindedOfWhatIsInDoubt() {
    world.incidents.act(id, (it, _) -> IncidentRules.cancel(it, member(it.request().by())));
    world.isConfiguredWith(remindingAfter(Duration.ofSeconds(63)));
    asks();
    lockIsFreed();
    world.untilOver(id, false);
    assertThat(age()).isGreaterThan(Duration.ofSeconds(63));
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Lapsed.class);
  }

  @Test
  void theReminderOfWhatStillHoldsComesAtItsTime() {
    world.incidents.act(id, (it, _) -> IncidentRules.cancel(it, member(it.request().by())));
    world.isConfiguredWith(remindingAfter(Duration.ofSeconds(90)));
    asks();
    goesOnFor(Duration.ofSeconds(91));
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Reminded.class);
    world.untilOver(id, false);
    assertThat(events()).hasExactlyElementsOfTypes(Requested.class, Reminded.class, Expired.class);
  }

  private static ApprovalPolicy remindingAfter(Duration time) {
    return PolicyBuilder.like(TWO_OTHERS)
        .reminder(Optional.of(new Reminder(time, Optional.empty())))
        .build();
  }
}
