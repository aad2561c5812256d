package pipelinelock.incident.electorate;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.recorded;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.slack.KnownPeople;

class VotersTest {
  private static final UserId BEN2 = new UserId("T1", "U0BEN2");
  private static final UserId DAN = new UserId("T1", "U0DAN");
  private static final List<UserId> ALL = List.of(ANA, BEN, BEN2, CLEO, DAN);
  private static final Set<Set<UserId>> ONE_PERSON = Set.of(Set.of(BEN, BEN2));

  private final Map<UserId, Standing> standings = new HashMap<>();

  private static ApprovalPolicy policy(Optional<Approvers> second) {
    return PolicyBuilder.approvers(Set.of(ANA, BEN, BEN2), Set.of("S0FIRST"))
        .second(second)
        .samePeople(ONE_PERSON)
        .build();
  }

  private KnownPeople people(UserId... first) {
    return new KnownPeople(Map.of("S0FIRST", Set.of(first), "S0TWO", Set.of(DAN)), standings);
  }

  private static List<UserId> ids(List<Voter> voters) {
    return voters.stream().map(Voter::id).toList();
  }

  /** Whoever is named could press now, and it would count; whoever could is named, once. */
  @Test
  void itNamesEachHumanWhoseClickTheRulesWouldCountAndNobodyElse() {
    var random = new SplittableRandom(20261130);
    int named = 0;
    for (int i = 0; i < 4_000; i++) {
      var second = new Approvers(Set.of(CLEO), Set.of("S0TWO"));
      var policy = policy(random.nextBoolean() ? Optional.of(second) : Optional.empty());
      standings.clear();
      ALL.forEach(it -> standings.put(it, standing(random)));
      var electorate = people(random.nextBoolean() ? CLEO : DAN, BEN);
      var incident = approved(random, policy, electorate);
      // Anybody's standing may be another one since they approved.
      ALL.forEach(it -> standings.put(it, standing(random)));
      electorate = new KnownPeople(electorate.groups(), standings);
      if (incident.phase() instanceof Phase.AwaitingApproval) {
        var voters = Voters.of(Ballot.of(incident), electorate);
        var could = new HashSet<Set<UserId>>();
        for (var id : ALL) {
          var person = electorate.person(id, policy);
          if (IncidentRules.approve(incident, person, Optional.empty(), NOON.plusSeconds(9))
              instanceof Accepted) {
            could.add(human(id));
          }
        }
        assertThat(voters.counting()).extracting(it -> human(it.id())).doesNotHaveDuplicates();
        assertThat(voters.counting())
            .extracting(it -> human(it.id()))
            .containsExactlyInAnyOrderElementsOf(could);
        assertThat(voters.counting())
            .flatMap(Voter::accounts)
            .allSatisfy(id -> assertThat(standings).containsEntry(id, Standing.MEMBER));
        named += could.size();
      }
    }
    assertThat(named).isGreaterThan(1_000);
  }

  private static Standing standing(SplittableRandom random) {
    var all = Arrays.asList(Standing.values());
    return random.nextInt(4) == 0 ? all.get(random.nextInt(all.size())) : Standing.MEMBER;
  }

  private static Set<UserId> human(UserId id) {
    return ONE_PERSON.stream().filter(it -> it.contains(id)).findFirst().orElse(Set.of(id));
  }

  private static Incident approved(
      SplittableRandom random, ApprovalPolicy policy, Electorate electorate) {
    var all = new ArrayList<IncidentEvent>();
    var incident = Incident.of(recorded(request(policy)));
    var person = electorate.person(ALL.get(random.nextInt(ALL.size())), policy);
    if (IncidentRules.approve(incident, person, Optional.empty(), NOON.plusSeconds(1))
        instanceof Accepted(var events)) {
      all.addAll(events);
    }
    return Incident.of(recorded(request(policy), all.toArray(IncidentEvent[]::new)));
  }

  private Voters asked(KnownPeople electorate, Optional<Approvers> second) {
    var policy = policy(second);
    return Voters.of(Ballot.askedBy(electorate.person(ANA, policy), policy), electorate);
  }

  @Test
  void twoAccountsOfOnePersonAreNamedByTheOneThatCounts() {
    assertThat(ids(asked(people(CLEO), Optional.empty()).counting())).containsExactly(BEN, CLEO);
    standings.put(BEN, Standing.DEACTIVATED);
    assertThat(ids(asked(people(CLEO), Optional.empty()).counting())).containsExactly(BEN2, CLEO);
    standings.put(BEN2, Standing.GUEST);
    var voters = asked(people(CLEO), Optional.empty());
    assertThat(ids(voters.counting())).containsExactly(CLEO);
    assertThat(voters.prospect()).isEqualTo(Prospect.TOO_FEW);
  }

  @Test
  void ofTwoListsEachHasItsOwn() {
    var second = Optional.of(new Approvers(Set.of(BEN), Set.of("S0TWO")));
    var voters = asked(people(CLEO), second);
    assertThat(ids(voters.counting(Panel.FIRST))).containsExactly(BEN, CLEO);
    assertThat(ids(voters.counting(Panel.SECOND))).containsExactly(BEN, DAN);
  }

  @Test
  void whoCannotBeToldIsNeitherNamedNorForgotten() {
    standings.put(BEN, Standing.UNKNOWN);
    standings.put(ANA, Standing.UNKNOWN);
    var voters = asked(new KnownPeople(Map.of(), standings), Optional.empty());
    assertThat(ids(voters.counting())).containsExactly(BEN2);
    assertThat(voters.unknown()).containsExactly(BEN);
    assertThat(voters.unread()).containsExactly("S0FIRST");
    assertThat(voters.prospect()).isEqualTo(Prospect.NOT_KNOWN);
  }

  @Test
  void aPersonIsAskedForOnceAMinuteAndAgainWhereNothingWasTold() {
    var asked = new HashMap<UserId, Integer>();
    var policy = policy(Optional.empty());
    var now = new ArrayList<>(List.of(NOON));
    Function<UserId, Standing> standing = id -> standings.getOrDefault(id, Standing.MEMBER);
    var recent = new RecentElectorate(counting(people(CLEO), asked, standing), () -> now.getLast());
    recent.person(BEN, policy);
    standings.put(BEN, Standing.DEACTIVATED);
    standings.put(DAN, Standing.UNKNOWN);
    assertThat(recent.person(BEN, policy).standing()).isEqualTo(Standing.MEMBER);
    recent.person(DAN, policy);
    recent.person(DAN, policy);
    now.add(NOON.plusSeconds(60));
    assertThat(recent.person(BEN, policy).standing()).isEqualTo(Standing.DEACTIVATED);
    now.add(NOON.minus(Duration.ofHours(2))); // a clock that was put back keeps nothing alive
    recent.person(BEN, policy);
    assertThat(asked).isEqualTo(Map.of(BEN, 3, DAN, 2));
  }

  private static Electorate counting(
      KnownPeople all, Map<UserId, Integer> asked, Function<UserId, Standing> standing) {
    return new Electorate() {
      @Override
      public Roll roll(ApprovalPolicy policy) {
        return all.roll(policy);
      }

      @Override
      public Person person(UserId id, ApprovalPolicy policy) {
        asked.merge(id, 1, Integer::sum);
        return new KnownPeople(
                all.groups(), asked.keySet().stream().collect(toMap(it -> it, standing)))
            .person(id, policy);
      }

      @Override
      public UserId member(String user) {
        return all.member(user);
      }
    };
  }
}
