package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.ledger.RecordUnavailable;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.store.FlakyDatabase;
import pipelinelock.store.FlakyDatabase.At;

/** The database is gone for a while, again and again. */
class RecordOutageTest {
  @TempDir private Path folder;
  private final FlakyDatabase flaky = new FlakyDatabase();
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder, flaky::open);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Decision approves(IncidentId id, UserId who) {
    return world
        .incidents
        .act(
            id,
            (incident, at) -> IncidentRules.approve(incident, member(who), Optional.empty(), at))
        .orElseThrow()
        .decision();
  }

  private List<UserId> approvers(IncidentId id) {
    return world.incidents.find(id).orElseThrow().approvals().stream()
        .map(Incident.Approval::by)
        .toList();
  }

  /** One act reads several times and commits once. */
  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of(At.CONNECTING, 13),
        Arguments.of(At.CONNECTING, 17),
        Arguments.of(At.CONNECTING, 19),
        Arguments.of(At.BEFORE_THE_COMMIT, 2),
        Arguments.of(At.BEFORE_THE_COMMIT, 3),
        Arguments.of(At.BEFORE_THE_COMMIT, 5),
        Arguments.of(At.AFTER_THE_COMMIT, 2),
        Arguments.of(At.AFTER_THE_COMMIT, 3),
        Arguments.of(At.AFTER_THE_COMMIT, 5));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void actsWaitAndNothingIsLostOrDoneTwice(At at, int every) {
    var id = world.approved();
    flaky.fails(at, every);
    for (int i = 0; i < 5000 && goesOn(id); i++) {
      // one act after the other
    }
    flaky.fails(at, 0);
    assertThat(flaky.failures()).isGreaterThanOrEqualTo(3);
    var incident = world.incidents.find(id).orElseThrow();
    assertThat(((Phase.Closed) incident.phase()).outcome())
        .as("%s", incident.phase())
        .isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }

  private boolean goesOn(IncidentId id) {
    try {
      return world.step(id);
    } catch (RecordUnavailable e) {
      world.passes(Duration.ofSeconds(1));
      return true;
    }
  }

  @ParameterizedTest
  @EnumSource(At.class)
  void anApprovalThatCouldNotBeConfirmedCountsOnceWhenItIsGivenAgain(At at) {
    var id = world.asks("deployments wait since 11:07").incident().orElseThrow().id();
    flaky.fails(at, 1);
    assertThatThrownBy(() -> approves(id, BEN)).isInstanceOf(RecordUnavailable.class);
    flaky.fails(at, 0);
    approves(id, BEN);
    assertThat(approvers(id)).containsExactly(BEN);
  }

  @Test
  void whatIsAcknowledgedIsOnDiskBeforeAnybodyHearsOfIt() {
    var id = world.asks("deployments wait since 11:07").incident().orElseThrow().id();
    var heard = new java.util.ArrayList<Long>();
    world.incidents.onChange(it -> heard.add(world.onDisk(it)));
    approves(id, BEN);
    approves(id, CLEO);
    assertThat(heard).as("events on disk when the listeners heard").containsExactly(2L, 3L);
    flaky.fails(At.BEFORE_THE_COMMIT, 1);
    assertThatThrownBy(
            () ->
                world.incidents.append(
                    world.incidents.find(id).orElseThrow(), List.of(new IncidentEvent.Noted("a"))))
        .isInstanceOf(RecordUnavailable.class);
    assertThat(heard).as("nobody hears of what is not on disk").hasSize(2);
  }

  @Test
  void aLostAnswerThatCouldNotBeRecordedIsNotForgotten() {
    var id = world.approved();
    world.director.is(FakeDirector.Mood.NEVER_GETS_IT);
    world.director.beforeItGetsTheNextRequest(() -> flaky.fails(At.CONNECTING, 1));
    while (world.director.requests.isEmpty()) {
      goesOn(id);
    }
    flaky.fails(At.CONNECTING, 0);
    var incident = world.untilOver(id, false);
    assertThat(world.director.requests).containsExactly(WORKER);
    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.FAILED);
  }
}
