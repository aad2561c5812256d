package pipelinelock.incident.electorate;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.REQUESTER_COUNTS;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.recorded;
import static pipelinelock.incident.IncidentExamples.request;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.IncidentRules;

class BallotTest {
  private static final UserId DAN = new UserId("T1", "U0DAN");
  private static final UserId BEN2 = new UserId("T1", "U0BEN2");
  private static final List<UserId> ALL = List.of(ANA, BEN, BEN2, CLEO, DAN);

  private static ApprovalPolicy policy(int approvals, Set<UserId> first, Set<UserId> second) {
    return PolicyBuilder.approvers(first, Set.of("S0FIRST"))
        .approvals(approvals)
        .second(
            second.isEmpty()
                ? Optional.empty()
                : Optional.of(new Approvers(second, Set.of("S0TWO"))))
        .samePeople(Set.of(Set.of(BEN, BEN2)))
        .build();
  }

  /** What it says before the click is what the rules say to the click. */
  @Test
  void itSaysWhatTheRulesSay() {
    var random = new SplittableRandom(20261130);
    int counted = 0;
    for (int i = 0; i < 20_000; i++) {
      var second = random.nextBoolean() ? Set.of(CLEO, DAN) : Set.<UserId>of();
      var incident =
          some(random, policy(2 + random.nextInt(2), Set.of(ANA, BEN, BEN2, CLEO), second));
      if (!(incident.phase() instanceof Phase.AwaitingApproval)) {
        continue;
      }
      var person = someone(random);
      boolean counts =
          IncidentRules.approve(incident, person, Optional.empty(), NOON.plusSeconds(9))
              instanceof Accepted;
      counted += counts ? 1 : 0;
      assertThat(Ballot.of(incident).whyNot(person).isEmpty())
          .as("%s for %s", person, incident.approvals())
          .isEqualTo(counts);
    }
    assertThat(counted).isGreaterThan(1000);
  }

  private static Incident some(SplittableRandom random, ApprovalPolicy policy) {
    var incident = Incident.of(recorded(request(policy)));
    var all = new ArrayList<IncidentEvent>();
    for (int tries = random.nextInt(3); tries > 0; tries--) {
      if (IncidentRules.approve(incident, someone(random), Optional.empty(), NOON.plusSeconds(1))
          instanceof Accepted(var events)) {
        all.addAll(events);
        incident = Incident.of(recorded(request(policy), all.toArray(IncidentEvent[]::new)));
      }
    }
    return incident;
  }

  private static Person someone(SplittableRandom random) {
    var standings = Arrays.asList(Standing.values());
    var standing =
        random.nextInt(4) == 0 ? standings.get(random.nextInt(standings.size())) : Standing.MEMBER;
    var groups = random.nextInt(3) == 0 ? Set.of("S0TWO") : Set.<String>of();
    return new Person(ALL.get(random.nextInt(ALL.size())), standing, groups);
  }

  @Test
  void aRequesterAmongExactlyAsManyApproversLeavesTooFew() {
    var two = policy(2, Set.of(ANA, BEN), Set.of());
    var both = List.of(member(ANA), member(BEN));
    assertThat(Ballot.askedBy(member(ANA), two).canBeDecidedBy(both)).isFalse();
    assertThat(Ballot.askedBy(member(DAN), two).canBeDecidedBy(both)).isTrue();
  }

  @Test
  void twoAccountsOfOnePersonAreOne() {
    var two = policy(2, Set.of(BEN, BEN2, CLEO), Set.of());
    var ballot = Ballot.askedBy(member(ANA), two);
    assertThat(ballot.canBeDecidedBy(List.of(member(BEN), member(BEN2)))).isFalse();
    assertThat(ballot.canBeDecidedBy(List.of(member(BEN), member(BEN2), member(CLEO)))).isTrue();
    assertThat(Ballot.askedBy(member(BEN2), two).whyNot(member(BEN)))
        .contains(WhyNot.REQUESTERS_OTHER_ACCOUNT);
  }

  @Test
  void twoListsNeedTwoPeople() {
    var lists = policy(2, Set.of(BEN), Set.of(BEN, CLEO));
    var ballot = Ballot.askedBy(member(ANA), lists);
    assertThat(ballot.canBeDecidedBy(List.of(member(BEN)))).isFalse();
    assertThat(ballot.canBeDecidedBy(List.of(member(CLEO), member(DAN)))).isFalse();
    assertThat(ballot.canBeDecidedBy(List.of(member(BEN), member(CLEO)))).isTrue();
  }

  @Test
  void whoIsNoMemberIsNotReckonedWith() {
    var gone = new Person(BEN, Standing.DEACTIVATED, Set.of());
    var ballot = Ballot.askedBy(member(ANA), TWO_OTHERS);
    assertThat(ballot.whyNot(gone)).contains(WhyNot.DEACTIVATED);
    assertThat(ballot.canBeDecidedBy(List.of(gone, member(CLEO)))).isFalse();
  }

  @Test
  void aRequestThatIsAYesNeedsOneMore() {
    assertThat(Ballot.askedBy(member(ANA), REQUESTER_COUNTS).missing()).isEqualTo(1);
    assertThat(Ballot.askedBy(member(DAN), REQUESTER_COUNTS).missing()).isEqualTo(2);
  }
}
