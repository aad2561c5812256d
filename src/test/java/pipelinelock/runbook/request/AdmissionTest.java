package pipelinelock.runbook.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.environment.UserId;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.plan.CureKind;
import pipelinelock.incident.policy.Person;
import pipelinelock.incident.policy.Person.Standing;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.vm.RecreateOption;

class AdmissionTest {
  private static final UserId ANA = new UserId("T0", "U0ANA");

  private static final Admission ADMISSION =
      new Admission(
          new EnvironmentName("dev04"),
          PolicyBuilder.approvers(Set.of(ANA), Set.of("S0OPS"))
              .minimumReason(10)
              .reference("CHG-[0-9]+")
              .options(Set.of(RecreateOption.FIX))
              .build());

  static Stream<Arguments> wishes() {
    var yes = Optional.<Code>empty();
    return Stream.of(
        argumentSet("as it may be", Standing.MEMBER, lighter("CHG-1 it hangs"), yes, yes),
        argumentSet(
            "of a guest",
            Standing.GUEST,
            lighter("CHG-1 it hangs"),
            Optional.of(Code.NOT_A_MEMBER),
            Optional.of(Code.NOT_A_MEMBER)),
        argumentSet(
            "of somebody whom Slack did not tell",
            Standing.UNKNOWN,
            lighter("CHG-1 it hangs"),
            Optional.of(Code.NOT_A_MEMBER),
            Optional.of(Code.NOT_A_MEMBER)),
        argumentSet(
            "with a short reason",
            Standing.MEMBER,
            lighter("CHG-1 it"),
            Optional.of(Code.REASON_TOO_SHORT),
            yes),
        argumentSet(
            "without a ticket",
            Standing.MEMBER,
            lighter("it hangs again"),
            Optional.of(Code.NO_REFERENCE),
            yes),
        argumentSet(
            "with an option that may be", Standing.MEMBER, recreate(RecreateOption.FIX), yes, yes),
        argumentSet(
            "with one that may not be",
            Standing.MEMBER,
            recreate(RecreateOption.SKIP_DRAIN),
            Optional.of(Code.OPTION_NOT_ALLOWED),
            Optional.of(Code.OPTION_NOT_ALLOWED)));
  }

  @ParameterizedTest
  @MethodSource("wishes")
  void onlyADryRunGoesWithoutAReason(
      Standing standing, CureWish wish, Optional<Code> request, Optional<Code> dryRun) {
    var person = new Person(ANA, standing, Set.of());

    assertThat(ADMISSION.refusal(person, wish).map(Refused::code)).isEqualTo(request);
    assertThat(ADMISSION.refusalOfADryRun(person, wish).map(Refused::code)).isEqualTo(dryRun);
  }

  private static CureWish lighter(String reason) {
    return new LighterWish(CureKind.ABORT, reason, Finish.USUAL);
  }

  private static CureWish recreate(RecreateOption option) {
    return WishExamples.recreate("CHG-1 the worker is dead", Set.of(option), false);
  }
}
