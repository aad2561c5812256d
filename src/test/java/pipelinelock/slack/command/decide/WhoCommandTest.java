package pipelinelock.slack.command.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.approved;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.refusal.RefusalLog;
import pipelinelock.rehearsal.slack.SlackFault;
import pipelinelock.rehearsal.slack.SlackFaults;
import pipelinelock.rehearsal.slack.workspace.Persona;
import pipelinelock.runbook.request.CureWish;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.slack.Desk;
import pipelinelock.slack.Story;
import pipelinelock.slack.action.Answer;
import pipelinelock.slack.action.CureRequests;
import pipelinelock.slack.command.dispatch.Commands;
import pipelinelock.slack.input.Call;
import pipelinelock.slack.input.Directory;
import pipelinelock.slack.input.Typed;

/** Typed in Slack, about people whom a simulated Slack knows. */
class WhoCommandTest {
  private static final ApprovalPolicy POLICY =
      policy(2, Set.of("S0APPROVERS"), Persona.ANA, Persona.BEN, Persona.DEA, Persona.GUS);

  private Desk desk;

  private static ApprovalPolicy policy(int approvals, Set<String> groups, Persona... users) {
    return PolicyBuilder.approvers(
            Arrays.stream(users).map(WhoCommandTest::user).collect(Collectors.toSet()), groups)
        .approvals(approvals)
        .build();
  }

  private static UserId user(Persona who) {
    return new UserId(Story.TEAM, who.id());
  }

  @BeforeEach
  void open(@TempDir Path folder) {
    desk = new Desk(folder);
  }

  @AfterEach
  void close() {
    desk.close();
  }

  /** Nobody asks for anything; the policy is known. */
  private static final class Policies implements CureRequests {
    @Override
    public RequestDesk.Answer request(
        EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Proposal preview(
        EnvironmentName environment, Person person, CureWish wish, Consumer<String> tell) {
      throw new AssertionError("nobody asks");
    }

    @Override
    public Optional<ApprovalPolicy> policy(EnvironmentName environment, CureKind kind) {
      return Optional.of(
          kind == CureKind.RECREATE ? POLICY : WhoCommandTest.policy(1, Set.of(), Persona.ANA));
    }
  }

  private String says(Persona who, String words) {
    var commands =
        new Commands(
            Directory.of(
                Map.of(Story.DEV04, "C0INCIDENTS"),
                Map.of(),
                Set.of(),
                _ -> Optional.of("https://example.slack.com/p1")),
            desk.incidents,
            _ -> {
              throw new AssertionError("nobody looks");
            },
            new Policies(),
            desk.people(),
            desk.clock,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RefusalLog.NONE);
    return switch (commands.answer(
        new Call(who.id(), "C0ELSEWHERE", Typed.of(words), Optional.empty()))) {
      case Answer.Now(var message) -> message.text();
      case Answer.Later(var _, var work, var _) -> work.get(_ -> {}).text();
      case Answer.Opens(var _, var instead) -> instead.text();
    };
  }

  @Test
  void itSaysWhoCountsAndWhyTheOthersDoNot() {
    assertThat(says(Persona.ANA, "who dev04 recreate").lines())
        .contains(
            "Who may approve: recreate in dev04, if you ask",
            "*2 approvals are missing.*",
            "*Counts now* (2)",
            "• <@%s>".formatted(Persona.BEN.id()),
            "• <@%s>".formatted(Persona.CLEO.id()),
            "*Does not count now* (3)",
            "• <@%s> asks for it".formatted(Persona.ANA.id()),
            "• <@%s> is deactivated".formatted(Persona.DEA.id()),
            "• <@%s> is a guest of the workspace".formatted(Persona.GUS.id()));
  }

  @Test
  void ofARequestThatWaitsItSaysWhoIsWaitedFor() {
    var id = desk.play(Story.requested());
    desk.append(id, approved(Story.BEN));
    assertThat(says(Persona.CLEO, "who dev04"))
        .contains("Who may approve %s in dev04".formatted(id))
        .contains("In <#C0INCIDENTS> (<https://example.slack.com/p1|thread>)")
        .contains("*1 approval is missing.*")
        .contains("• <@%s> has approved already".formatted(Persona.BEN.id()))
        .contains("*Counts now* (1)\n• <@%s>".formatted(Persona.CLEO.id()));
  }

  @Test
  void itWarnsWhereTooFewCount() {
    assertThat(says(Persona.ANA, "who dev04 release")).contains("This can never be approved");
    assertThat(says(Persona.BEN, "who dev04 release")).doesNotContain("never be approved");
  }

  @Test
  void whatSlackDoesNotTellIsSaid() {
    SlackFaults.of(desk.slack).failNext("usergroups.users.list", new SlackFault.Status(503));
    assertThat(says(Persona.BEN, "who dev04"))
        .contains("Slack cannot show right now who is in <!subteam^S0APPROVERS>");
  }

  @Test
  void anotherWordIsAMistake() {
    assertThat(says(Persona.ANA, "who dev04 restart")).contains("Who may approve what?");
    assertThat(says(Persona.ANA, "who dev04 cure")).isEqualTo(says(Persona.ANA, "who dev04"));
  }
}
