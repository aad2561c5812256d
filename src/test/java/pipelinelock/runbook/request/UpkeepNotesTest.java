package pipelinelock.runbook.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.incident.IncidentExamples.WORKER;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.vm.Instance;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.Upkeep;

class UpkeepNotesTest {
  private static final String OLD = "bosh-aws-xen-hvm-ubuntu-jammy-go_agent/1.200";
  private static final String NEW = "bosh-aws-xen-hvm-ubuntu-jammy-go_agent/1.309";
  private static final Set<RecreateOption> PLAIN = Set.of();
  private static final Set<RecreateOption> ALONE = Set.of(RecreateOption.NO_CONVERGE);

  private static Upkeep upkeep(boolean resurrection) {
    return new Upkeep(Optional.of(resurrection), Optional.of(List.of(NEW)));
  }

  private static Instance worker(String jobState, String stemcell) {
    boolean vm = !jobState.isEmpty();
    return new Instance(
        WORKER,
        0,
        vm ? Optional.of("i-1") : Optional.empty(),
        "started",
        vm ? Optional.of(jobState) : Optional.empty(),
        false,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        vm ? Optional.of(stemcell) : Optional.empty(),
        Optional.empty(),
        List.of(),
        true);
  }

  static Stream<Arguments> cases() {
    String another =
        "%s runs on stemcell %s, and its deployment has %s: the recreate changes it."
            .formatted(WORKER, OLD, NEW);
    String on =
        "BOSH's resurrection is on: BOSH may recreate the VM of %s by itself, and hold the deployment's lock while it does."
            .formatted(WORKER);
    String off =
        "BOSH's resurrection is off: nothing else brings the VM of %s back.".formatted(WORKER);
    String untold =
        "The Director does not say whether BOSH's resurrection is on; if it is, BOSH may recreate the VM of %s by itself."
            .formatted(WORKER);
    return Stream.of(
        argumentSet("well", upkeep(true), worker("running", NEW), PLAIN, List.of()),
        argumentSet("stemcell", upkeep(true), worker("running", OLD), PLAIN, List.of(another)),
        argumentSet(
            "a recreate alone keeps it", upkeep(true), worker("running", OLD), ALONE, List.of()),
        argumentSet("stemcells untold", Upkeep.UNKNOWN, worker("running", OLD), PLAIN, List.of()),
        argumentSet("lost, on", upkeep(true), worker("", OLD), PLAIN, List.of(on)),
        argumentSet("lost, off", upkeep(false), worker("", OLD), ALONE, List.of(off)),
        argumentSet("lost, untold", Upkeep.UNKNOWN, worker("", OLD), PLAIN, List.of(untold)),
        argumentSet(
            "dead agent and stemcell",
            upkeep(true),
            worker("unresponsive agent", OLD),
            PLAIN,
            List.of(another, on)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatMattersToThoseWhoApproveIsTold(
      Upkeep upkeep, Instance target, Set<RecreateOption> options, List<String> notes) {
    assertThat(UpkeepNotes.of(upkeep, List.of(target), options)).isEqualTo(notes);
  }
}
