package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.ANA;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Accepted;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.policy.ApprovalPolicy;
import pipelinelock.incident.policy.Approvers;
import pipelinelock.incident.policy.BreakGlass;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;

/** A request that nobody could ever let begin is not put to anybody. */
class TooFewApproversTest {
  private static final String WHY = "deployments wait since 11:07";
  private static final ApprovalPolicy TWO_OF_TWO = of(ANA, BEN);

  @TempDir private Path folder;
  private RunbookWorld world;

  private static ApprovalPolicy of(UserId... approvers) {
    return PolicyBuilder.approvers(Set.of(approvers), Set.of()).minimumReason(10).build();
  }

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void isCleo(Standing standing) {
    world.people(
        (who, _) -> new Person(who, who.equals(CLEO) ? standing : Standing.MEMBER, Set.of()));
  }

  @Test
  void aRequesterAmongExactlyTwoApproversIsRefused() {
    world.isConfiguredWith(TWO_OF_TWO);
    assertThat(world.asks(WHY).decision())
        .isInstanceOfSatisfying(
            Refused.class,
            no -> {
              assertThat(no.code()).isEqualTo(Code.TOO_FEW_APPROVERS);
              assertThat(no.text())
                  .contains("needs 2 people besides you", "`/pipeline-lock who dev04 recreate`");
            });
    assertThat(world.incidents.open()).isEmpty();
  }

  @Test
  void somebodyElseMayAsk() {
    world.isConfiguredWith(TWO_OF_TWO);
    world.isAskedBy(CLEO);
    assertThat(world.asks(WHY).decision()).isInstanceOf(Accepted.class);
  }

  @Test
  void whoIsDeactivatedIsNotReckonedWith() {
    world.isConfiguredWith(of(ANA, BEN, CLEO));
    isCleo(Standing.DEACTIVATED);
    assertThat(world.asks(WHY).decision())
        .isInstanceOfSatisfying(
            Refused.class, no -> assertThat(no.code()).isEqualTo(Code.TOO_FEW_APPROVERS));
  }

  @Test
  void whomSlackDoesNotTellOfMayBeOneOfThem() {
    world.isConfiguredWith(of(ANA, BEN, CLEO));
    isCleo(Standing.UNKNOWN);
    assertThat(world.asks(WHY).decision()).isInstanceOf(Accepted.class);
  }

  @Test
  void whereTheGlassMayBeBrokenItIsSaidInstead() {
    var glass = new BreakGlass(new Approvers(Set.of(BEN), Set.of()), "C0", Duration.ofHours(24));
    world.isConfiguredWith(PolicyBuilder.like(TWO_OF_TWO).breakGlass(glass).build());
    assertThat(world.asks(WHY).incident().orElseThrow().request().notes())
        .anyMatch(it -> it.endsWith("Only break-glass can start it."));
  }
}
