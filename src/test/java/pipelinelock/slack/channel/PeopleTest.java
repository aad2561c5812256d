package pipelinelock.slack.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.UserId;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.SlackScreen;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;

class PeopleTest {
  private Desk desk;
  private People people;

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
    people = desk.people();
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static ApprovalPolicy group(String id) {
    return PolicyBuilder.approvers(Set.of(), Set.of(id)).build();
  }

  static Stream<Arguments> standings() {
    return Stream.of(
        argumentSet("member", Persona.BEN.id(), Standing.MEMBER),
        argumentSet("guest", Persona.GUS.id(), Standing.GUEST),
        argumentSet("bot", Persona.BOTTO.id(), Standing.BOT),
        argumentSet("deactivated", Persona.DEA.id(), Standing.DEACTIVATED),
        argumentSet("of another workspace", Persona.STRANGER.id(), Standing.STRANGER),
        argumentSet("whom Slack does not know", "U0NOBODY", Standing.STRANGER));
  }

  @ParameterizedTest
  @MethodSource("standings")
  void whoSomebodyIs(String user, Standing standing) {
    var person = people.find(user, group("S0APPROVERS"));
    assertThat(person.standing()).isEqualTo(standing);
    assertThat(person.id()).isEqualTo(new UserId(Story.TEAM, user));
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        argumentSet("5xx", new SlackFault.Status(503)),
        argumentSet("rate limit", new SlackFault.RateLimited(Duration.ofSeconds(30))),
        argumentSet("no answer", new SlackFault.AnswerLost()),
        argumentSet("refusal", new SlackFault.Refused("invalid_auth")));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatSlackDoesNotTellIsUnknown(SlackFault fault) {
    SlackFaults.of(desk.slack).failNext("users.info", fault);
    assertThat(people.find(Persona.BEN.id()).standing()).isEqualTo(Standing.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whoseGroupSlackDoesNotTellIsUnknown(SlackFault fault) {
    SlackFaults.of(desk.slack).failNext("usergroups.users.list", fault);
    assertThat(people.find(Persona.BEN.id(), group("S0APPROVERS")).standing())
        .isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void groupsAreAskedAtMostOnceAMinute() {
    var policy = group("S0APPROVERS");
    assertThat(people.find(Persona.BEN.id(), policy).groups()).containsExactly("S0APPROVERS");
    assertThat(people.find(Persona.ANA.id(), policy).groups()).isEmpty();
    assertThat(SlackScreen.of(desk.slack).calls("usergroups.users.list")).isEqualTo(1);
    desk.passes(Duration.ofSeconds(60));
    people.find(Persona.CLEO.id(), policy);
    assertThat(SlackScreen.of(desk.slack).calls("usergroups.users.list")).isEqualTo(2);
    assertThat(SlackScreen.of(desk.slack).calls("users.info")).isEqualTo(3);
  }

  @Test
  void aGroupThatIsNotThereGivesNobodyARight() {
    var person = people.find(Persona.BEN.id(), group("S0GONE"));
    assertThat(person.groups()).isEmpty();
    assertThat(person.standing()).isEqualTo(Standing.UNKNOWN);
  }

  @Test
  void whoIsNamedNeedsNoGroup() {
    SlackFaults.of(desk.slack).failNext("usergroups.users.list", new SlackFault.Status(503));
    var person = people.find(Persona.BEN.id(), Story.policy(Set.of("S0APPROVERS")));
    assertThat(person.standing()).isEqualTo(Standing.MEMBER);
    assertThat(SlackScreen.of(desk.slack).calls("usergroups.users.list")).isZero();
  }
}
