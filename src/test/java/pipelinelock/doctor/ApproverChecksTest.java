package pipelinelock.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pipelinelock.environment.UserId;
import pipelinelock.incident.electorate.Electorate;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;

class ApproverChecksTest {
  private static final UserId BEN2 = new UserId("T1", "U0BEN2");
  private Set<String> unread = Set.of();
  private Optional<UserId> gone = Optional.empty();
  private boolean mute;

  private Finding finding(UserId... approvers) {
    var policy =
        PolicyBuilder.approvers(Set.copyOf(Arrays.asList(approvers)), Set.of("S0ONCALL")).build();
    var context =
        new CheckContext(
            "dev04",
            "environments.dev04.approvals",
            Limits.of(Duration.ofSeconds(10)),
            InstantSource.system());
    var part = new ApproverChecks(context, policy, new Team(), this::name).part();
    return part.chain().getFirst().look().get();
  }

  private Optional<String> name(UserId id) {
    return Optional.of(id.equals(BEN2) ? "Ben" : id.user().substring(2));
  }

  /** Nobody is in a group. */
  private final class Team implements Electorate {
    @Override
    public Roll roll(ApprovalPolicy policy) {
      return new Roll(policy.panels().first().users(), unread);
    }

    @Override
    public Person person(UserId id, ApprovalPolicy policy) {
      if (mute) {
        return new Person(id, Standing.UNKNOWN, Set.of());
      }
      var standing = gone.filter(id::equals).isPresent() ? Standing.DEACTIVATED : Standing.MEMBER;
      return new Person(id, standing, Set.of());
    }

    @Override
    public UserId member(String user) {
      return new UserId("T1", user);
    }
  }

  @Test
  void enoughAreEnough() {
    assertThat(finding(ANA, BEN, CLEO))
        .isEqualTo(Finding.ok("3 of the 3 people named count as approvers; 2 are needed"));
  }

  @Test
  void aRequestOfOneAmongExactlyTwoIsWarnedOf() {
    var finding = finding(ANA, BEN);
    assertThat(finding.grade()).isEqualTo(Grade.WARN);
    assertThat(finding.found()).contains("a request by U0ANA, U0BEN could never be approved");
  }

  @Test
  void whoIsDeactivatedMakesItTooFew() {
    gone = Optional.of(BEN);
    var finding = finding(ANA, BEN);
    assertThat(finding.grade()).isEqualTo(Grade.FAIL);
    assertThat(finding.found()).contains("1 of the 2 people named count", "no request could ever");
  }

  @Test
  void aSlackThatDoesNotAnswerIsNotTooFewPeople() {
    mute = true;
    var finding = finding(ANA, BEN, CLEO);
    assertThat(finding.grade()).isEqualTo(Grade.FAIL);
    assertThat(finding.found())
        .contains("Slack does not say who U0ANA, U0BEN, U0CLEO are")
        .doesNotContain("no request could ever");
    assertThat(finding.advice()).startsWith("see slack token");
  }

  @Test
  void whoDoesNotCountIsNamedWithTheReason() {
    var dan = new UserId("T1", "U0DAN");
    gone = Optional.of(dan);
    var finding = finding(ANA, BEN, CLEO, dan);
    assertThat(finding.grade()).isEqualTo(Grade.WARN);
    assertThat(finding.found()).contains("3 of the 4", "these do not count: U0DAN (deactivated)");
  }

  @Test
  void twoAccountsWithOneNameArePointedOut() {
    var finding = finding(ANA, BEN, BEN2, CLEO);
    assertThat(finding.grade()).isEqualTo(Grade.WARN);
    assertThat(finding.found()).contains("U0BEN, U0BEN2 have the same name", "approvals.people");
  }

  @Test
  void aGroupThatSlackDoesNotTellOfIsSaid() {
    unread = Set.of("S0ONCALL");
    assertThat(finding(ANA, BEN, CLEO).found()).contains("does not list the members of S0ONCALL");
  }
}
