package pipelinelock.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.BLIND;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.DAN;
import static pipelinelock.incident.IncidentExamples.HUNG;
import static pipelinelock.incident.IncidentExamples.NOON;
import static pipelinelock.incident.IncidentExamples.REQUESTER_COUNTS;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.approved;
import static pipelinelock.incident.IncidentExamples.member;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pipelinelock.environment.UserId;
import pipelinelock.incident.IncidentEvent.Approved;
import pipelinelock.incident.IncidentEvent.Expired;
import pipelinelock.incident.IncidentEvent.GlassBroken;
import pipelinelock.incident.IncidentEvent.Reviewed;
import pipelinelock.incident.IncidentEvent.Revoked;
import pipelinelock.incident.IncidentEvent.Started;
import pipelinelock.incident.IncidentEvent.Withdrawn;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Confirmation;
import pipelinelock.incident.policy.Panel;
import pipelinelock.incident.policy.Person;

/**
 * Random interleavings of people, time, crashes and several nodes, against what the safety rules
 * say in the fewest words ({@link ApprovalOracle}). {@code -Dmodel.interleavings=1000000} plays
 * more, as each night, {@code -Dmodel.seed=…} repeats from one.
 */
class ApprovalModelTest {
  private static final int INTERLEAVINGS = Integer.getInteger("model.interleavings", 25_000);

  @Test
  void noInterleavingBreaksASafetyRule() {
    long first = Long.getLong("model.seed", 20_261_124);
    var tally = new ApprovalModel.Tally();
    var broken =
        LongStream.range(first, first + INTERLEAVINGS)
            .filter(seed -> !new ApprovalModel(seed, false).play(tally).isEmpty())
            .limit(3)
            .mapToObj(seed -> new ApprovalModel(seed, true).play(new ApprovalModel.Tally()))
            .toList();
    System.out.println(
        "approval model: " + INTERLEAVINGS + " interleavings from seed " + first + ", " + tally);
    assertThat(broken).isEmpty();
    assertThat(tally.started())
        .as("the model comes to what it is about")
        .isGreaterThan(INTERLEAVINGS / 50);
    assertThat(tally.plans())
        .as("with every kind of plan")
        .containsExactlyInAnyOrderElementsOf(ApprovalModel.PLANS);
    assertThat(tally.alone()).as("also by one person alone").isGreaterThan(INTERLEAVINGS / 1000);
    assertThat(tally.blind())
        .as("also with a plan of which nobody sees what it ends")
        .isGreaterThan(INTERLEAVINGS / 5000);
    assertThat(tally.countedRequests())
        .as("also with the request as a yes")
        .isGreaterThan(INTERLEAVINGS / 1000);
    assertThat(tally.lostRights())
        .as("and to approvals of people who do not count any more")
        .isGreaterThan(INTERLEAVINGS / 200);
    assertThat(tally.unseen())
        .as("and to plans that nobody could be told of")
        .isGreaterThan(INTERLEAVINGS / 200);
    assertThat(tally.reviewed()).as("and to a review").isGreaterThan(INTERLEAVINGS / 1000);
    assertThat(tally.ends())
        .as("and to every end of a request")
        .containsOnlyKeys(Outcome.REJECTED, Outcome.WITHDRAWN, Outcome.EXPIRED, Outcome.LAPSED);
  }

  /** The play can fail: it comes to what each of a node's rules is for, soon. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TRUSTS_WHO_PEOPLE_WERE  | started on the
          DECIDES_ON_AN_OLD_STATE | after the end
          HAS_NO_CLOCK            | after the expiry
          ACTS_UNSEEN             | started while nobody could know of it
          """)
  void aBrokenNodeIsFound(ApprovalModel.Node node, String violation) {
    assertThat(
            LongStream.range(1, 2_000)
                .mapToObj(seed -> new ApprovalModel(seed, false, node))
                .flatMap(it -> it.play(new ApprovalModel.Tally()).stream()))
        .anyMatch(it -> it.contains(violation));
  }

  /** A judge that never says no would prove nothing. */
  @Test
  void theOracleSeesWhatIsForbidden() {
    assertThat(violations(new Started(HUNG))).contains("started with 0 of 2");
    assertThat(violations(approved(BEN), new Started(HUNG))).contains("started with 1 of 2");
    assertThat(violations(approved(BEN), approved(BEN))).contains("approved twice");
    assertThat(violations(approved(ANA))).contains("approved by the requester");
    assertThat(violations(new Revoked(BEN))).contains("revoked what was not there");
    assertThat(violations(new Expired())).contains("expired early");
    assertThat(violations(new Withdrawn(ANA), approved(BEN)))
        .anyMatch(it -> it.startsWith("after the end"));
    assertThat(violations(new GlassBroken(BEN, "urgent")))
        .anyMatch(it -> it.startsWith("broken by somebody who may not"));
    assertThat(violations(new Withdrawn(ANA), new Reviewed(BEN, "right")))
        .contains("reviewed without need");
    assertThat(violations(new Reviewed(BEN, "right")))
        .anyMatch(it -> it.startsWith("before the end"));
    assertThat(violations(approved(BEN), approved(CLEO), new Started(HUNG))).isEmpty();
  }

  @Test
  void theOracleSeesABlindStartThatIsTooWeak() {
    var typed =
        Stream.of(BEN, CLEO, DAN)
            .map(it -> new Approved(it, Set.of(Panel.FIRST), Optional.of(Confirmation.TYPE_NAME)))
            .toList();
    assertThat(blindViolations(TWO_OTHERS, typed.get(0), typed.get(1), new Started(HUNG)))
        .anyMatch(it -> it.startsWith("a blind plan was started by"));
    assertThat(blindViolations(BLIND, typed.get(0), typed.get(1), approved(DAN), new Started(HUNG)))
        .contains("a blind plan was started untyped");
    assertThat(blindViolations(BLIND, typed.get(0), typed.get(1), typed.get(2), new Started(HUNG)))
        .isEmpty();
  }

  private static List<String> blindViolations(ApprovalPolicy policy, IncidentEvent... events) {
    return violations(
        new ApprovalOracle(policy, true, ANA, NOON, Map.of(), IncidentExamples::member), events);
  }

  @Test
  void theOracleSeesAYesOfSomebodyWhoDoesNotCountAnyMore() {
    var gone = new Person(BEN, Person.Standing.DEACTIVATED, Set.of());
    assertThat(
            violations(
                TWO_OTHERS,
                id -> id.equals(BEN) ? gone : member(id),
                approved(BEN),
                approved(CLEO),
                new Started(HUNG)))
        .contains("started on the yes of " + gone);
    var guest = new Person(ANA, Person.Standing.GUEST, Set.of());
    assertThat(
            violations(
                REQUESTER_COUNTS,
                id -> id.equals(ANA) ? guest : member(id),
                approved(BEN),
                new Started(HUNG)))
        .contains("started on the request of " + guest);
    assertThat(
            violations(
                REQUESTER_COUNTS, IncidentExamples::member, approved(BEN), new Started(HUNG)))
        .isEmpty();
  }

  private static List<String> violations(IncidentEvent... events) {
    return violations(TWO_OTHERS, IncidentExamples::member, events);
  }

  /** Each by the member whose id is in it. */
  private static List<String> violations(
      ApprovalPolicy policy, Function<UserId, Person> people, IncidentEvent... events) {
    return violations(new ApprovalOracle(policy, ANA, NOON, Map.of(), people), events);
  }

  private static List<String> violations(ApprovalOracle oracle, IncidentEvent... events) {
    for (var event : events) {
      var by =
          switch (event) {
            case Approved(var who, var _, var _, var _) -> who;
            case Revoked(var who) -> who;
            case GlassBroken(var who, var _, var _) -> who;
            case Reviewed(var who, var _) -> who;
            default -> ANA;
          };
      oracle.recorded(event, member(by), NOON.plusSeconds(1));
    }
    return oracle.violations();
  }
}
