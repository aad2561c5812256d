package pipelinelock.incident.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.incident;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.recorded;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.EvidenceSummary;
import pipelinelock.incident.Incident;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.CancelAsked;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.Reminded;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.policy.Reminder;

class IncidentRulesTest {
  private static final Instant SOON = NOON.plusSeconds(60);

  static Stream<Arguments> approvals() {
    var waiting = incident();
    var one = incident(approved(BEN));
    return Stream.of(
        argumentSet("a first approver counts", waiting, member(BEN), SOON, null),
        argumentSet("a second one counts", one, member(CLEO), SOON, null),
        argumentSet(
            "a member of an approvers' group counts",
            waiting,
            member(new UserId("T1", "U0DAN"), "S0ONCALL"),
            SOON,
            null),
        argumentSet(
            "nobody approves their own request", waiting, member(ANA), SOON, Code.OWN_REQUEST),
        argumentSet("nobody approves twice", one, member(BEN), SOON, Code.ALREADY_APPROVED),
        argumentSet(
            "a member who is no approver",
            waiting,
            member(new UserId("T1", "U0EVE"), "S0OTHER"),
            SOON,
            Code.NOT_AN_APPROVER),
        argumentSet(
            "the same user id in another workspace is somebody else",
            waiting,
            member(new UserId("T2", "U0BEN")),
            SOON,
            Code.NOT_AN_APPROVER),
        argumentSet(
            "the last moment counts",
            waiting,
            member(BEN),
            NOON.plus(Duration.ofMinutes(15)).minusMillis(1),
            null),
        argumentSet(
            "the moment of expiry does not",
            waiting,
            member(BEN),
            NOON.plus(Duration.ofMinutes(15)),
            Code.EXPIRED),
        argumentSet(
            "enough is enough",
            incident(approved(BEN), approved(CLEO)),
            member(new UserId("T1", "U0DAN"), "S0ONCALL"),
            SOON,
            Code.ALREADY_DECIDED),
        argumentSet(
            "after a rejection",
            incident(new Rejected(BEN, "no")),
            member(CLEO),
            SOON,
            Code.ALREADY_ENDED),
        argumentSet(
            "while it runs",
            incident(approved(BEN), approved(CLEO), new Started(HUNG)),
            member(new UserId("T1", "U0DAN"), "S0ONCALL"),
            SOON,
            Code.ALREADY_DECIDED));
  }

  @ParameterizedTest
  @MethodSource("approvals")
  void approve(
      Incident incident,
      Person person,
      Instant now,
      @org.jspecify.annotations.Nullable Code refused) {
    var decision = IncidentRules.approve(incident, person, Optional.empty(), now);
    if (refused == null) {
      assertThat(decision).isEqualTo(new Accepted(List.of(approved(person.id()))));
    } else {
      assertThat(decision)
          .isInstanceOfSatisfying(
              Refused.class,
              no -> {
                assertThat(no.code()).isEqualTo(refused);
                assertThat(no.text()).endsWithIgnoringCase(".").hasSizeGreaterThan(30);
              });
    }
  }

  @ParameterizedTest
  @EnumSource(value = Standing.class, mode = EnumSource.Mode.EXCLUDE, names = "MEMBER")
  void onlyMembersEverCount(Standing standing) {
    var listedAllTheSame = new Person(BEN, standing, Set.of("S0ONCALL"));
    assertThat(IncidentRules.approve(incident(), listedAllTheSame, Optional.empty(), SOON))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.NOT_A_MEMBER));
    assertThat(IncidentRules.reject(incident(), listedAllTheSame, "no", SOON))
        .isInstanceOf(Refused.class);
    assertThat(IncidentRules.cancel(incident(), listedAllTheSame)).isInstanceOf(Refused.class);
  }

  @Test
  void twoDifferentPeopleAreEnoughAndOneIsNot() {
    assertThat(incident(approved(BEN)).phase()).isInstanceOf(Phase.AwaitingApproval.class);
    assertThat(incident(approved(BEN), approved(CLEO)).phase())
        .isEqualTo(new Phase.Approved(NOON.plusSeconds(2)));
  }

  @Test
  void aPolicyMayLetTheRequesterBeTheFirstOfTwo() {
    var policy = PolicyBuilder.approvers(Set.of(ANA, BEN), Set.of()).requesterCounts(true).build();
    var waiting = Incident.of(recorded(request(policy)));
    assertThat(waiting.missingApprovals()).isEqualTo(1);
    assertThat(IncidentRules.approve(waiting, member(ANA), Optional.empty(), SOON))
        .as("the request is the requester's yes; a click is not a second one")
        .isInstanceOf(Refused.class);
    assertThat(Incident.of(recorded(request(policy), approved(BEN))).phase())
        .isInstanceOf(Phase.Approved.class);
  }

  @ParameterizedTest
  @CsvSource({
    "true, dev04, true",
    "true, ' dev04 ', true",
    "true, Dev04, false",
    "true, dev4, false",
    "true, , false",
    "false, , true",
    "false, dev4, true"
  })
  void aPolicyMayWantTheEnvironmentsNameTyped(
      boolean wanted, @org.jspecify.annotations.Nullable String typed, boolean counts) {
    var waiting =
        Incident.of(
            recorded(
                request(
                    wanted
                        ? PolicyBuilder.like(TWO_OTHERS).confirm(Confirmation.TYPE_NAME).build()
                        : TWO_OTHERS)));
    var decision = IncidentRules.approve(waiting, member(BEN), Optional.ofNullable(typed), SOON);
    if (counts) {
      boolean confirmed = "dev04".equals(typed == null ? "" : typed.strip());
      assertThat(decision)
          .isEqualTo(
              new Accepted(
                  List.of(
                      new Approved(
                          BEN,
                          Set.of(Panel.FIRST),
                          confirmed ? Optional.of(Confirmation.TYPE_NAME) : Optional.empty()))));
    } else {
      assertThat(decision)
          .isInstanceOfSatisfying(
              Refused.class,
              no -> {
                assertThat(no.code()).isEqualTo(Code.NOT_CONFIRMED);
                assertThat(no.text()).contains("/pipeline-lock approve INC-1 dev04");
              });
    }
  }

  static Stream<Arguments> unsatisfiable() {
    return Stream.of(
        argumentSet("nobody", 2, false, Set.of(), Set.of(), "nobody could approve"),
        argumentSet("too few", 2, false, Set.of(BEN), Set.of(), "only 1 may approve"),
        argumentSet("none needed", 0, false, Set.of(BEN), Set.of(), "at least 1"),
        argumentSet("one person alone", 1, true, Set.of(BEN), Set.of(), "one person alone"));
  }

  @ParameterizedTest
  @MethodSource("unsatisfiable")
  void aPolicyThatCannotWorkCannotBeBuilt(
      int approvals,
      boolean requesterCounts,
      Set<UserId> users,
      Set<String> groups,
      String because) {
    assertThatThrownBy(
            () ->
                PolicyBuilder.approvers(users, groups)
                    .approvals(approvals)
                    .requesterCounts(requesterCounts)
                    .requestExpires(Duration.ofMinutes(1))
                    .executionExpires(Duration.ofMinutes(1))
                    .build())
        .hasMessageContaining(because);
  }

  @Test
  void oneNoEndsIt() {
    assertThat(IncidentRules.reject(incident(approved(BEN)), member(CLEO), "wait", SOON))
        .isEqualTo(new Accepted(List.of(new Rejected(CLEO, "wait"))));
    assertThat(incident(approved(BEN), new Rejected(CLEO, "wait")).isOpen()).isFalse();
  }

  @Test
  void theRequesterWithdrawsAndOthersCannot() {
    assertThat(IncidentRules.cancel(incident(), member(ANA)))
        .isEqualTo(new Accepted(List.of(new Withdrawn(ANA))));
    assertThat(IncidentRules.cancel(incident(), member(BEN)))
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.NOT_THE_REQUESTER));
  }

  @Test
  void aRunningPlanIsCancelledOnce() {
    var running = incident(approved(BEN), approved(CLEO), new Started(HUNG));
    assertThat(IncidentRules.cancel(running, member(BEN)))
        .isEqualTo(new Accepted(List.of(new CancelAsked(BEN))));
    var cancelled =
        incident(approved(BEN), approved(CLEO), new Started(HUNG), new CancelAsked(BEN));
    assertThat(IncidentRules.cancel(cancelled, member(ANA))).isInstanceOf(Refused.class);
  }

  @Test
  void timeEndsARequestAndAnApprovalThatWasNotUsed() {
    assertThat(IncidentRules.timePasses(incident(), NOON.plus(Duration.ofMinutes(15))))
        .containsExactly(new Expired());
    var approved = incident(approved(BEN), approved(CLEO));
    assertThat(IncidentRules.timePasses(approved, NOON.plus(Duration.ofMinutes(5)))).isEmpty();
    assertThat(IncidentRules.timePasses(approved, NOON.plus(Duration.ofMinutes(6))))
        .singleElement()
        .isInstanceOf(Lapsed.class);
  }

  @Test
  void onlyWhatWasApprovedStarts() {
    var approved = incident(approved(BEN), approved(CLEO));
    var same = new EvidenceSummary(HUNG.fingerprint(), "HUNG CLAIM", "still hung", List.of(), SOON);
    var moved = new EvidenceSummary("00".repeat(32), "RUNNING", "cf-deploy runs", List.of(), SOON);
    assertThat(Recheck.of(approved, same, true, List.of()).onceApproved())
        .containsExactly(new Started(same));
    assertThat(Recheck.of(approved, same, false, List.of()).onceApproved())
        .singleElement()
        .isInstanceOf(Lapsed.class);
    assertThat(Recheck.of(approved, moved, true, List.of()).onceApproved())
        .containsExactly(
            new Lapsed(List.of("It was HUNG CLAIM, now it is RUNNING.", "Now: cf-deploy runs")));
  }

  @Test
  void whatChangedInPolicyOrRightsLapsesToo() {
    var approved = incident(approved(BEN), approved(CLEO));
    assertThat(
            Recheck.of(approved, HUNG, true, List.of("U0BEN is deactivated now.")).onceApproved())
        .containsExactly(
            new Lapsed(List.of("U0BEN is deactivated now.", "Now: " + HUNG.headline())));
  }

  @Test
  void aYesIsTakenBackBeforeTheStartAndByItsAuthorAlone() {
    var approved = incident(approved(BEN), approved(CLEO));
    assertThat(IncidentRules.revoke(approved, BEN))
        .isEqualTo(new Accepted(List.of(new Revoked(BEN))));
    assertThat(code(IncidentRules.revoke(approved, ANA))).isEqualTo(Code.NOT_APPROVED);
    assertThat(code(IncidentRules.revoke(incident(), BEN))).isEqualTo(Code.NOT_APPROVED);
    var running = incident(approved(BEN), approved(CLEO), new Started(HUNG));
    assertThat(code(IncidentRules.revoke(running, BEN))).isEqualTo(Code.ALREADY_DECIDED);

    var revoked = incident(approved(BEN), approved(CLEO), new Revoked(BEN));
    assertThat(revoked.phase()).isEqualTo(new Phase.AwaitingApproval());
    assertThat(revoked.missingApprovals()).isEqualTo(1);
    assertThat(IncidentRules.approve(revoked, member(BEN), Optional.empty(), SOON))
        .as("one may think twice")
        .isInstanceOf(Accepted.class);
  }

  @Test
  void oneReminderIsDueAndNotAfterTheEnd() {
    var policy = policy(Optional.empty(), Set.of(), Optional.of(AFTER_FIVE));
    var waiting = Incident.of(recorded(request(policy)));
    var due = NOON.plus(Duration.ofMinutes(5));
    assertThat(IncidentRules.dueNext(waiting)).isEqualTo(due);
    assertThat(IncidentRules.timePasses(waiting, due.minusMillis(1))).isEmpty();
    assertThat(IncidentRules.timePasses(waiting, due)).containsExactly(new Reminded());
    var reminded = Incident.of(recorded(request(policy), new Reminded()));
    assertThat(IncidentRules.dueNext(reminded)).isEqualTo(reminded.expiresAt());
    assertThat(IncidentRules.timePasses(reminded, due)).isEmpty();
    assertThat(IncidentRules.timePasses(waiting, waiting.expiresAt()))
        .containsExactly(new Expired());
  }

  @Test
  void aPersonWithTwoAccountsCountsOnce() {
    var ben2 = new UserId("T1", "U0BEN2");
    var ana2 = new UserId("T1", "U0ANA2");
    var policy =
        policy(Optional.empty(), Set.of(Set.of(BEN, ben2), Set.of(ANA, ana2)), Optional.empty());
    var one = Incident.of(recorded(request(policy), approved(BEN)));
    assertThat(code(IncidentRules.approve(one, member(ben2, "S0ONCALL"), Optional.empty(), SOON)))
        .isEqualTo(Code.ALREADY_APPROVED);
    assertThat(code(IncidentRules.approve(one, member(ana2, "S0ONCALL"), Optional.empty(), SOON)))
        .isEqualTo(Code.OWN_REQUEST);
    assertThat(IncidentRules.approve(one, member(CLEO), Optional.empty(), SOON))
        .isInstanceOf(Accepted.class);
  }

  static Stream<Arguments> panels() {
    var dan = new UserId("T1", "U0DAN");
    return Stream.of(
        argumentSet("one of each", List.of(member(BEN), member(dan, "S0SECURITY")), 0),
        argumentSet("the other way round", List.of(member(dan, "S0SECURITY"), member(BEN)), 0),
        argumentSet("two of the first list", List.of(member(BEN), member(CLEO)), 1),
        argumentSet("one who is on both", List.of(member(BEN, "S0SECURITY")), 1),
        argumentSet(
            "one who is on both and one of the first",
            List.of(member(BEN, "S0SECURITY"), member(CLEO)),
            0),
        argumentSet("nobody", List.of(), 2));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void oneYesComesFromEachOfTwoListsAndTheyAreTwoPeoples(List<Person> people, int missing) {
    var second = new Approvers(Set.of(), Set.of("S0SECURITY"));
    var events = recorded(request(policy(Optional.of(second), Set.of(), Optional.empty())));
    var incident = Incident.of(events);
    for (var person : people) {
      if (IncidentRules.approve(incident, person, Optional.empty(), SOON)
          instanceof Accepted(var accepted)) {
        for (var event : accepted) {
          incident =
              incident.on(new Recorded(incident.id(), incident.sequence() + 1, SOON, event, "h"));
        }
      }
    }
    assertThat(incident.missingApprovals()).isEqualTo(missing);
    assertThat(incident.phase() instanceof Phase.Approved).isEqualTo(missing == 0);
  }

  @Test
  void aYesOfTheSideThatHasSaidItIsNotCountedTwice() {
    var second = new Approvers(Set.of(), Set.of("S0SECURITY"));
    var policy = policy(Optional.of(second), Set.of(), Optional.empty());
    var one = Incident.of(recorded(request(policy), approved(BEN)));
    assertThat(code(IncidentRules.approve(one, member(CLEO), Optional.empty(), SOON)))
        .isEqualTo(Code.OTHER_PANEL);
  }

  private static final Reminder AFTER_FIVE =
      new Reminder(Duration.ofMinutes(5), Optional.of("S0LEADS"));

  private static ApprovalPolicy policy(
      Optional<Approvers> second, Set<Set<UserId>> same, Optional<Reminder> reminder) {
    return PolicyBuilder.like(TWO_OTHERS)
        .minimumReason(0)
        .second(second)
        .samePeople(same)
        .reminder(reminder)
        .build();
  }

  private static Code code(Decision decision) {
    return ((Refused) decision).code();
  }

  @Test
  void aRequestIsTheSumOfAllThatWasRecorded() {
    assertThat(TWO_OTHERS.required().approvals()).isEqualTo(2);
    assertThatThrownBy(() -> incident().on(recorded(request(TWO_OTHERS)).getFirst()))
        .hasMessageContaining("cannot follow");
  }
}
