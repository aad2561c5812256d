package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DEV04;
import static pipelinelock.incident.IncidentExamples.REQUESTER_COUNTS;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.member;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.diagnosis.Diagnosis;
import pipelinelock.diagnosis.look.Lookout;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentId;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.pipeline.Build.Status;
import pipelinelock.slack.action.OwnRequests;
import pipelinelock.watch.Bulletins;
import pipelinelock.watch.Mute;
import pipelinelock.watch.Mutes;
import pipelinelock.watch.Notice;
import pipelinelock.watch.Trouble;
import pipelinelock.watch.WatchLedger;
import pipelinelock.watch.WatchRound;
import pipelinelock.watch.WatchRule;
import pipelinelock.watch.WatchState;

/** A hang persists, nobody asks, and the bot asks those who may. */
class WatcherAsksTest {
  private static final UserId BOT = new UserId("T1", "U0BOT");
  private static final Duration AFTER = Duration.ofMinutes(5);

  @TempDir private Path folder;
  private RunbookWorld world;
  private Lookout lookout;
  private WatchState state = WatchState.NOTHING;
  private boolean muted;
  private Optional<UserId> account = Optional.of(BOT);

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
    world.people(
        (id, named) ->
            new Person(
                id, id.equals(BOT) ? Person.Standing.BOT : Person.Standing.MEMBER, named.groups()));
    lookout = world.lookout();
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** The watcher looks each minute. */
  private void watches(Duration time) {
    watches(time, Optional.of(AFTER));
  }

  private void watches(Duration time, Optional<Duration> proposes) {
    var rule =
        new WatchRule(
            "C0", Duration.ofMinutes(1), Duration.ofMinutes(30), Optional.empty(), proposes);
    for (var end = world.now().plus(time); world.now().isBefore(end); ) {
      round().run(DEV04, rule);
      world.passes(Duration.ofMinutes(1));
    }
  }

  private WatchRound round() {
    return new WatchRound(
        lookout::look,
        new Memory(),
        new Mutings(),
        name -> world.incidents.openIn(name).map(it -> it.id().toString()),
        new Posts(),
        new OwnRequests(world.incidents, world.desk(), () -> account));
  }

  private Incident asked() {
    return world.incidents.openIn(DEV04).orElseThrow();
  }

  private Decision approves(IncidentId id, Person person) {
    return world
        .incidents
        .act(id, (it, at) -> IncidentRules.approve(it, person, Optional.empty(), at))
        .orElseThrow()
        .decision();
  }

  @Test
  void itAsksOnceTheHangHasStoodAndTwoPeopleApproveIt() {
    watches(Duration.ofMinutes(5));
    assertThat(world.incidents.open()).as("so far people were told of it").isEmpty();
    watches(Duration.ofMinutes(2));

    var incident = asked();
    assertThat(incident.request().by()).isEqualTo(BOT);
    assertThat(incident.request().reason())
        .isEqualTo("HUNG CLAIM has stood for 5 min, and nobody has asked for its cure.");
    assertThat(incident.request().notes().getFirst())
        .startsWith("The bot asks for this by itself: no person has.")
        .contains("without the approval of 2 people");

    var own = new Person(BOT, Person.Standing.BOT, Set.of());
    assertThat(approves(incident.id(), own)).isInstanceOf(Refused.class);
    assertThat(approves(incident.id(), new Person(BOT, Person.Standing.MEMBER, Set.of())))
        .as("whatever Slack says of it")
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.OWN_REQUEST));
    approves(incident.id(), member(BEN));
    assertThat(asked().phase()).isInstanceOf(Phase.AwaitingApproval.class);
    approves(incident.id(), member(CLEO));
    assertThat(outcome(world.untilOver(incident.id(), false))).isEqualTo(Outcome.COMPLETED);
  }

  private static Outcome outcome(Incident incident) {
    return ((Phase.Closed) incident.phase()).outcome();
  }

  @Test
  void withoutTheRuleItAsksForNothing() {
    watches(Duration.ofMinutes(30), Optional.empty());
    assertThat(world.incidents.newest(DEV04, 1)).isEmpty();
  }

  @Test
  void oneHangIsAskedForOnceWhateverBecomesOfIt() {
    watches(Duration.ofMinutes(7));
    var id = asked().id();
    world.incidents.act(id, (it, at) -> IncidentRules.reject(it, member(BEN), "we wait", at));
    watches(Duration.ofMinutes(60));
    assertThat(world.incidents.newest(DEV04, 5)).extracting(Incident::id).containsExactly(id);
  }

  @Test
  void whatAPersonAskedForSinceIsNotAskedForAgain() {
    watches(Duration.ofMinutes(2));
    var id = world.asks("deployments wait since 11:07").incident().orElseThrow().id();
    world.incidents.act(id, (it, _) -> IncidentRules.cancel(it, member(ANA)));
    watches(Duration.ofMinutes(60));
    assertThat(world.incidents.newest(DEV04, 5)).extracting(Incident::id).containsExactly(id);
  }

  @Test
  void itLapsesWhenTheHangEnds() {
    watches(Duration.ofMinutes(7));
    var id = asked().id();
    world.concourse.lockBuildIs(Status.ABORTED);
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.LAPSED);
    assertThat(world.concourse.acts).isEmpty();
    assertThat(world.director.requests).isEmpty();
  }

  @Test
  void anOrphanIsAskedForToo() {
    world.concourse.lockBuildIs(Status.ABORTED);
    watches(Duration.ofMinutes(14));
    assertThat(world.incidents.open()).as("people mostly release it by hand").isEmpty();
    watches(Duration.ofMinutes(3));
    assertThat(asked().request().reason()).startsWith("ORPHANED has stood for 15 min");
  }

  @Test
  void whileItIsMutedOrFrozenItAsksForNothing() {
    muted = true;
    watches(Duration.ofMinutes(30));
    muted = false;
    world.freezes.freeze(member(BEN), () -> true, "the Director is being upgraded");
    watches(Duration.ofMinutes(30));
    assertThat(world.incidents.newest(DEV04, 1)).isEmpty();

    world.freezes.unfreeze(member(BEN), () -> true);
    watches(Duration.ofMinutes(2));
    assertThat(asked().request().by()).isEqualTo(BOT);
  }

  @Test
  void itAsksWhenSlackSaysWhoItIs() {
    account = Optional.empty();
    watches(Duration.ofMinutes(10));
    assertThat(world.incidents.open()).isEmpty();
    account = Optional.of(BOT);
    watches(Duration.ofMinutes(1));
    assertThat(asked().request().by()).isEqualTo(BOT);
  }

  /** Where one approval, or the requester's own word, is enough for a person's request. */
  @Test
  void twoPeopleApproveItWhereFewerWouldDoForAPerson() {
    var one = PolicyBuilder.like(TWO_OTHERS).approvals(1).build();
    for (var policy : new ApprovalPolicy[] {one, REQUESTER_COUNTS}) {
      var required = policy.askedByTheBot().orElseThrow().required();
      assertThat(required.approvals()).isEqualTo(2);
      assertThat(required.requesterCounts()).isFalse();
    }
    world.isConfiguredWith(one);
    lookout = world.lookout();
    watches(Duration.ofMinutes(7));
    var id = asked().id();
    approves(id, member(BEN));
    assertThat(asked().phase()).isInstanceOf(Phase.AwaitingApproval.class);
    approves(id, member(CLEO));
    assertThat(outcome(world.untilOver(id, false)))
        .as("the stricter policy is not taken for a changed one")
        .isEqualTo(Outcome.COMPLETED);
  }

  @Test
  void whereOnePersonAloneMayApproveItAsksForNothing() {
    var alone = PolicyBuilder.approvers(Set.of(BEN), Set.of()).approvals(1).build();
    assertThat(alone.askedByTheBot()).isEmpty();
    world.isConfiguredWith(alone);
    lookout = world.lookout();
    watches(Duration.ofMinutes(10));
    assertThat(world.incidents.newest(DEV04, 1)).isEmpty();
  }

  @Test
  void aStricterPolicyOfAPersonsRequestIsStillAChangedOne() {
    var id = world.approved();
    world.isConfiguredWith(PolicyBuilder.like(TWO_OTHERS).approvals(1).build());
    assertThat(outcome(world.untilOver(id, false))).isEqualTo(Outcome.LAPSED);
  }

  private final class Memory implements WatchLedger {
    @Override
    public WatchState find(EnvironmentName environment) {
      return state;
    }

    @Override
    public boolean save(EnvironmentName environment, WatchState next) {
      state = next;
      return true;
    }
  }

  private final class Mutings implements Mutes {
    @Override
    public Map<EnvironmentName, Mute> now(Instant now) {
      return muted ? Map.of(DEV04, new Mute(ANA, now, now.plusSeconds(60), "")) : Map.of();
    }

    @Override
    public void put(EnvironmentName environment, Mute mute) {}

    @Override
    public void remove(EnvironmentName environment) {}
  }

  private static final class Posts implements Bulletins {
    @Override
    public Optional<String> find(Notice notice) {
      return Optional.empty();
    }

    @Override
    public String post(Notice notice, Trouble trouble, Diagnosis seen) {
      return "1.1";
    }

    @Override
    public void update(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {}

    @Override
    public void end(Notice notice, Trouble trouble, Diagnosis seen, boolean aloud) {}
  }
}
