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
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.incident.IncidentExamples.recorded;
import static pipelinelock.incident.IncidentExamples.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
import pipelinelock.incident.IncidentEvent;
import pipelinelock.incident.IncidentEvent.Ended;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Lapsed;
import pipelinelock.incident.IncidentEvent.Rejected;
import pipelinelock.incident.IncidentEvent.ReviewReminded;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.Recorded;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;

class BreakGlassRulesTest {
  private static final Instant SOON = NOON.plusSeconds(60);
  private static final UserId DAN = new UserId("T1", "U0DAN");
  private static final String WHY = "nobody answers the pager";
  private static final BreakGlass GLASS =
      new BreakGlass(
          new Approvers(Set.of(ANA, BEN), Set.of("S0LEADS")), "C0SECURITY", Duration.ofHours(24));
  private static final ApprovalPolicy ALONE =
      PolicyBuilder.like(TWO_OTHERS).breakGlass(GLASS).build();
  private static final GlassBroken BROKEN = new GlassBroken(BEN, WHY);
  private static final Ended ENDED = new Ended(Outcome.COMPLETED, "All is well.", List.of());

  private static Incident incident(IncidentEvent... after) {
    return Incident.of(recorded(request(ALONE), after));
  }

  /** The incident is Ana's. */
  static Stream<Arguments> breaks() {
    var waiting = incident();
    var name = "dev04";
    return Stream.of(
        argumentSet("one who may", waiting, member(BEN), name, WHY, SOON, null),
        argumentSet("the requester too", waiting, member(ANA), name, WHY, SOON, null),
        argumentSet("one of a group", waiting, member(DAN, "S0LEADS"), name, WHY, SOON, null),
        argumentSet(
            "beside a first approval",
            incident(approved(CLEO)),
            member(BEN),
            name,
            WHY,
            SOON,
            null),
        argumentSet(
            "where the policy has none",
            IncidentExamples.incident(),
            member(BEN),
            name,
            WHY,
            SOON,
            Code.NO_BREAK_GLASS),
        argumentSet(
            "an approver who is not named for it",
            waiting,
            member(CLEO),
            name,
            WHY,
            SOON,
            Code.NOT_AN_APPROVER),
        argumentSet(
            "of another workspace",
            waiting,
            member(new UserId("T2", "U0BEN")),
            name,
            WHY,
            SOON,
            Code.NOT_AN_APPROVER),
        argumentSet("without the name", waiting, member(BEN), "", WHY, SOON, Code.NOT_CONFIRMED),
        argumentSet(
            "with another name", waiting, member(BEN), "dev05", WHY, SOON, Code.NOT_CONFIRMED),
        argumentSet(
            "without a reason", waiting, member(BEN), name, " ", SOON, Code.REASON_TOO_SHORT),
        argumentSet(
            "with hardly a reason",
            waiting,
            member(BEN),
            name,
            "urgent!!  ",
            SOON,
            Code.REASON_TOO_SHORT),
        argumentSet(
            "after the expiry",
            waiting,
            member(BEN),
            name,
            WHY,
            NOON.plus(Duration.ofMinutes(15)),
            Code.EXPIRED),
        argumentSet(
            "after enough approvals",
            incident(approved(BEN), approved(CLEO)),
            member(BEN),
            name,
            WHY,
            SOON,
            Code.ALREADY_DECIDED),
        argumentSet(
            "a second time", incident(BROKEN), member(ANA), name, WHY, SOON, Code.ALREADY_DECIDED),
        argumentSet(
            "after the end",
            incident(new Rejected(CLEO, "no")),
            member(BEN),
            name,
            WHY,
            SOON,
            Code.ALREADY_ENDED));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void breakGlass(
      Incident incident,
      Person person,
      String typed,
      String reason,
      Instant now,
      @Nullable Code refused) {
    var name = Optional.of(typed).filter(it -> !it.isEmpty());
    var decision = BreakGlassRules.breakGlass(incident, person, name, reason, now);
    check(decision, new GlassBroken(person.id(), WHY), refused);
  }

  private static void check(Decision decision, IncidentEvent granted, @Nullable Code refused) {
    if (refused == null) {
      assertThat(decision).isEqualTo(new Accepted(List.of(granted)));
    } else {
      assertThat(decision)
          .isInstanceOfSatisfying(
              Refused.class,
              no -> {
                assertThat(no.code()).isEqualTo(refused);
                assertThat(no.text()).endsWith(no.text().endsWith("`") ? "`" : ".");
              });
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MEMBER")
  void onlyMembersBreakAndReview(Standing standing) {
    var person = new Person(BEN, standing, Set.of());
    check(
        BreakGlassRules.breakGlass(incident(), person, Optional.of("dev04"), WHY, SOON),
        BROKEN,
        Code.NOT_A_MEMBER);
    var cleo = new Person(CLEO, standing, Set.of());
    check(
        BreakGlassRules.review(incident(BROKEN, ENDED), cleo, "it was right"),
        BROKEN,
        Code.NOT_A_MEMBER);
  }

  @Test
  void aBrokenGlassStandsForAllApprovals() {
    var broken = incident(approved(CLEO), BROKEN);
    assertThat(broken.phase()).isInstanceOf(Phase.Approved.class);
    assertThat(broken.missingApprovals()).as("nobody said yes because of it").isEqualTo(1);
    assertThat(Recheck.of(broken, HUNG, true, List.of()).onceApproved())
        .hasExactlyElementsOfTypes(Started.class);
  }

  @Test
  void itStandsForPeopleAndNeverForTheEvidence() {
    var running = new EvidenceSummary("00", "RUNNING", "RUNNING: cf-deploy", List.of(), NOON);
    assertThat(Recheck.of(incident(BROKEN), running, false, List.of()).onceApproved())
        .hasExactlyElementsOfTypes(Lapsed.class);
  }

  @Test
  void anApprovalThatIsTakenBackBesideItChangesNothing() {
    var revoked = incident(approved(CLEO), BROKEN, new Revoked(CLEO));
    assertThat(revoked.phase()).isInstanceOf(Phase.Approved.class);
  }

  @Test
  void whoBrokeItMayStopIt() {
    var eve = new UserId("T1", "U0EVE");
    var byEve = incident(new GlassBroken(eve, WHY));
    assertThat(IncidentRules.reject(byEve, member(eve), "wrong one", SOON))
        .isEqualTo(new Accepted(List.of(new Rejected(eve, "wrong one"))));
    var running = incident(new GlassBroken(eve, WHY), new Started(HUNG));
    assertThat(IncidentRules.cancel(running, member(eve))).isInstanceOf(Accepted.class);
  }

  /** Asked for by Ana, started by Ben alone. */
  static Stream<Arguments> reviews() {
    var over = incident(BROKEN, new Started(HUNG), ENDED);
    String word = "it was right";
    return Stream.of(
        argumentSet("a second approver", over, member(CLEO), word, null),
        argumentSet("one of the approvers' group", over, member(DAN, "S0ONCALL"), word, null),
        argumentSet("the one who did it", over, member(BEN), word, Code.OWN_REQUEST),
        argumentSet("the one who asked", over, member(ANA), word, Code.OWN_REQUEST),
        argumentSet("somebody else", over, member(DAN), word, Code.NOT_AN_APPROVER),
        argumentSet(
            "one who may break only", over, member(DAN, "S0LEADS"), word, Code.NOT_AN_APPROVER),
        argumentSet("without a word", over, member(CLEO), "ok", Code.REASON_TOO_SHORT),
        argumentSet(
            "while it runs", incident(BROKEN, new Started(HUNG)), member(CLEO), word, Code.NOT_YET),
        argumentSet(
            "where nobody broke it",
            incident(new Rejected(CLEO, "no")),
            member(CLEO),
            word,
            Code.NOTHING_TO_REVIEW),
        argumentSet(
            "a second time",
            incident(BROKEN, ENDED, new Reviewed(CLEO, word)),
            member(CLEO),
            word,
            Code.ALREADY_REVIEWED),
        argumentSet(
            "also of what never began",
            incident(BROKEN, new Lapsed(List.of("It is free now."))),
            member(CLEO),
            word,
            null));
  }

  @ParameterizedTest
  @MethodSource("reviews")
  void review(Incident incident, Person person, String finding, @Nullable Code refused) {
    var decision = BreakGlassRules.review(incident, person, finding);
    check(decision, new Reviewed(person.id(), finding), refused);
  }

  @Test
  void aSecondAccountOfTheSamePersonReviewsNothing() {
    var policy =
        PolicyBuilder.approvers(Set.of(BEN, CLEO, DAN), Set.of())
            .minimumReason(10)
            .samePeople(Set.of(Set.of(BEN, DAN)))
            .breakGlass(GLASS)
            .build();
    var over = Incident.of(recorded(request(policy), BROKEN, ENDED));
    check(BreakGlassRules.review(over, member(DAN), "it was right"), BROKEN, Code.OWN_REQUEST);
  }

  @Test
  void aReviewThatIsDueIsAskedForEveryDayUntilItComes() {
    var events = new ArrayList<>(recorded(request(ALONE), BROKEN, ENDED));
    var due = events.getLast().at().plus(Duration.ofHours(24));
    var over = Incident.of(events);
    assertThat(BreakGlassRules.nextReminder(over)).contains(due);
    assertThat(IncidentRules.timePasses(over, due.minusMillis(1))).isEmpty();
    assertThat(IncidentRules.timePasses(over, due)).containsExactly(new ReviewReminded());

    var late = due.plus(Duration.ofHours(5)); // the bot was down at noon
    var reminded = over.on(new Recorded(over.id(), 4, late, new ReviewReminded(), "h4"));
    assertThat(IncidentRules.timePasses(reminded, late)).isEmpty();
    assertThat(BreakGlassRules.nextReminder(reminded)).contains(late.plus(Duration.ofHours(24)));

    var reviewed = reminded.on(new Recorded(over.id(), 5, late, new Reviewed(CLEO, "right"), "h"));
    assertThat(BreakGlassRules.nextReminder(reviewed)).isEmpty();
    assertThat(IncidentRules.timePasses(reviewed, late.plus(Duration.ofDays(9)))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "U0BEN, U0BEN,       , false",
    "U0BEN, U0CLEO,      , true",
    "U0BEN, U0BEN+U0CLEO,, true",
    "U0BEN, U0BEN+U0DAN, U0BEN+U0DAN, false",
    "S0LEADS, U0BEN,     , true",
  })
  void aPolicyThatNobodyElseCouldReviewIsRefused(
      String breaker, String approvers, @Nullable String same, boolean accepted) {
    var glass =
        new BreakGlass(
            breaker.startsWith("S")
                ? new Approvers(Set.of(), Set.of(breaker))
                : new Approvers(users(breaker), Set.of()),
            "C0SECURITY",
            Duration.ofHours(24));
    var policy =
        PolicyBuilder.approvers(users(approvers), Set.of())
            .approvals(1)
            .minimumReason(10)
            .samePeople(same == null ? Set.of() : Set.of(users(same)))
            .build();
    if (accepted) {
      assertThat(PolicyBuilder.like(policy).breakGlass(glass).build().breakGlass()).contains(glass);
    } else {
      assertThatThrownBy(() -> PolicyBuilder.like(policy).breakGlass(glass).build())
          .hasMessageContaining("could never be reviewed by a second person");
    }
  }

  private static Set<UserId> users(String ids) {
    return Stream.of(ids.split("\\+"))
        .map(id -> new UserId("T1", id))
        .collect(java.util.stream.Collectors.toSet());
  }
}
