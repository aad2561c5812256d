package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.StepOutcome;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.StepProgress.Over;
import pipelinelock.incident.replay.Replay;
import pipelinelock.incident.rules.BreakGlassRules;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.runbook.request.BlindWish;
import pipelinelock.runbook.request.Finish;
import pipelinelock.runbook.request.LightestWish;
import pipelinelock.runbook.request.RequestDesk;

/** With Concourse dead, its web VM alone may go, by more people and by nobody alone. */
class BlindRecreateTest {
  private static final String WHY = "Concourse is dead since 11:07";

  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
    world.director.carriesNoWorker(WEB);
    world.concourse.isDeadUntilAVmIsNew();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private RequestDesk.Answer asks() {
    return world.asks(new BlindWish(WHY, Set.of(), false));
  }

  private IncidentId asked() {
    world.allowsBlind(false);
    return asks().incident().orElseThrow().id();
  }

  private IncidentId approved() {
    var id = asked();
    List.of(BEN, CLEO, DAN).forEach(who -> approves(id, who, Optional.of("dev04")));
    return id;
  }

  private Decision approves(IncidentId id, UserId who, Optional<String> typed) {
    return world
        .incidents
        .act(id, (incident, at) -> IncidentRules.approve(incident, member(who), typed, at))
        .orElseThrow()
        .decision();
  }

  private static Code refusal(Decision decision) {
    return ((Refused) decision).code();
  }

  private Incident now(IncidentId id) {
    return world.incidents.find(id).orElseThrow();
  }

  private static void thenEnded(Incident incident, Outcome outcome) {
    assertThat(incident.phase())
        .isInstanceOfSatisfying(
            Phase.Closed.class, it -> assertThat(it.outcome()).isEqualTo(outcome));
  }

  @Test
  void isOffUnlessItIsConfigured() {
    assertThat(refusal(asks().decision())).isEqualTo(Code.NO_BLIND);
  }

  /** People type what they know; the answer names the way that there is. */
  @Test
  void aPlainRequestIsRefusedAndNamesItWhereItIsConfigured() {
    var plain = recreate(WHY);
    assertThat(((Refused) world.asks(plain).decision()).text()).doesNotContain("--blind");
    world.allowsBlind(false);
    assertThat(((Refused) world.asks(plain).decision()).text())
        .contains("`/pipeline-lock recreate dev04 --blind why it is needed`");
    assertThat(((Refused) world.asks(new LightestWish(WHY, Finish.USUAL)).decision()).text())
        .contains("`/pipeline-lock recreate dev04 --blind why it is needed`");
  }

  @Test
  void recreatesTheWebVmAloneAndLooksAgain() {
    var over = world.untilOver(approved(), false);
    thenEnded(over, Outcome.COMPLETED);
    assertThat(world.director.recreates(WEB)).isEqualTo(1);
    assertThat(world.director.recreates(WORKER)).isZero();
    assertThat(world.concourse.acts).as("nothing is asked of a dead Concourse").isEmpty();
    assertThat(((Phase.Closed) over.phase()).summary()).contains("Now: HUNG CLAIM");
    assertThat(((Phase.Closed) over.phase()).todo().getFirst())
        .contains("`/pipeline-lock status dev04`", "abort it within 5 min");
  }

  @Test
  void isDoneOnceWhereverTheProcessIsStartedAgain() {
    var over = world.untilOver(approved(), true);
    thenEnded(over, Outcome.COMPLETED);
    assertThat(world.director.recreates(WEB)).isEqualTo(1);
    assertThat(Replay.of(world.incidents.events(over.id()))).isInstanceOf(Replay.Sound.class);
  }

  /** Whoever approves reads what may end by it. */
  @Test
  void saysWhatCouldBeKilled() {
    assertThat(now(asked()).request().notes())
        .anyMatch(it -> it.startsWith("Builds that run now cannot be seen: any of them ends"))
        .anyMatch(it -> it.contains("By git, pipeline-lock build 123 has held the lock since"))
        .anyMatch(it -> it.startsWith("Silence is no proof"))
        .noneMatch(it -> it.contains("may carry a worker"));
  }

  @Test
  void needsThreePeopleWhoTypeTheName() {
    var id = asked();
    assertThat(refusal(approves(id, BEN, Optional.empty()))).isEqualTo(Code.NOT_CONFIRMED);
    approves(id, BEN, Optional.of("dev04"));
    approves(id, CLEO, Optional.of("dev04"));
    for (int i = 0; i < 10; i++) {
      world.step(id);
    }
    assertThat(now(id).phase()).isInstanceOf(Phase.AwaitingApproval.class);
    assertThat(now(id).missingApprovals()).isEqualTo(1);
  }

  @Test
  void nobodyBreaksTheGlassForIt() {
    var id = asked();
    var decision =
        world
            .incidents
            .act(
                id,
                (incident, at) ->
                    BreakGlassRules.breakGlass(
                        incident, member(BEN), Optional.of("dev04"), "nobody answers", at))
            .orElseThrow()
            .decision();
    assertThat(refusal(decision)).isEqualTo(Code.NO_BREAK_GLASS);
  }

  @Test
  void isNotForAConcourseThatAnswers() {
    world.concourse.answersAgain();
    world.allowsBlind(false);
    var refused = (Refused) asks().decision();
    assertThat(refused.code()).isEqualTo(Code.CURE_NOT_OFFERED);
    assertThat(refused.text()).contains("Concourse answers");
  }

  @Test
  void isNotForAWorldInWhichGitCannotBeReadEither() {
    world.lock.stopsAnswering();
    world.allowsBlind(false);
    assertThat(((Refused) asks().decision()).text())
        .contains("the lock repository could not be reached");
  }

  @Test
  void takesNoWorkerAlongUnlessThatIsConfigured() {
    world.director.carriesNoWorker(WORKER);
    world.allowsBlind(false);
    assertThat(((Refused) asks().decision()).text()).contains("approvals.blind.with_worker");
    world.allowsBlind(true);
    assertThat(asks().incident().orElseThrow().request().notes())
        .anyMatch(it -> it.contains("may carry a worker: a claim that waits there"));
  }

  @Test
  void lapsesWhereConcourseAnswersBeforeTheStart() {
    var id = approved();
    world.concourse.answersAgain();
    thenEnded(world.untilOver(id, false), Outcome.LAPSED);
    assertThat(world.director.recreates(WEB)).isZero();
  }

  @Test
  void lapsesWhereItIsConfiguredNoMore() {
    var id = approved();
    world.allowsNoBlind();
    thenEnded(world.untilOver(id, false), Outcome.LAPSED);
    assertThat(((Phase.Closed) now(id).phase()).summary()).contains("no longer configured");
  }

  @Test
  void waitsWhileGitCannotBeReadAndNeverBegins() {
    var id = approved();
    world.lock.stopsAnswering();
    thenEnded(world.untilOver(id, false), Outcome.LAPSED);
    assertThat(world.director.recreates(WEB)).isZero();
  }

  @Test
  void doesNothingWhereConcourseAnswersAfterTheStart() {
    var id = approved();
    while (!(now(id).phase() instanceof Phase.Running)) {
      world.step(id);
    }
    world.concourse.answersAgain();
    var over = world.untilOver(id, false);
    thenEnded(over, Outcome.COMPLETED);
    assertThat(world.director.recreates(WEB)).isZero();
    assertThat(((Over) over.steps().getFirst()).outcome()).isEqualTo(StepOutcome.NOT_NEEDED);
    assertThat(((Phase.Closed) over.phase()).summary())
        .startsWith("Concourse answered again before anything was recreated.");
  }

  @Test
  void doesNothingWhereConcourseAnswersBetweenTheIntentAndTheRequest() {
    var id = approved();
    world.untilIntended(id, 0);
    world.concourse.answersAgain();
    world.isDownFor(Duration.ofSeconds(30));
    thenEnded(world.untilOver(id, false), Outcome.COMPLETED);
    assertThat(world.director.recreates(WEB)).isZero();
  }

  /** What runs is not known, and that counts as running. */
  @Test
  void aPlainRecreateStaysRefused() {
    world.allowsBlind(true);
    assertThat(refusal(world.asks(recreate(WHY)).decision())).isEqualTo(Code.CURE_NOT_OFFERED);
  }
}
