package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pipelinelock.rehearsal.http.Faults;
import pipelinelock.vm.Instance;
import pipelinelock.vm.Upkeep;

class RehearsedUpkeepTest {
  private static final String DEPLOYED = "bosh-aws-xen-hvm-ubuntu-jammy-go_agent/1.309";

  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  @Test
  void theDirectorTellsResurrectionAndStemcells() {
    assertThat(bosh.client.upkeep())
        .isEqualTo(new Upkeep(Optional.of(true), Optional.of(List.of(DEPLOYED))));

    bosh.troubles.stopsResurrecting();
    assertThat(bosh.client.upkeep().resurrection()).contains(false);
  }

  @Test
  void whatItDoesNotTellIsEmptyAndNoFailure() {
    Faults.before(bosh.director::tap).answers(404);

    assertThat(bosh.client.upkeep()).isEqualTo(Upkeep.UNKNOWN);
  }

  @Test
  void aVmOnAnotherStemcellIsKnown() {
    var upkeep = bosh.client.upkeep();
    assertThat(bosh.instances()).noneMatch(upkeep::isOnAnotherStemcell);

    bosh.vms.shows(
        WORKER.toString(),
        "stemcell",
        new ObjectMapper()
            .createObjectNode()
            .put("name", "bosh-aws-xen-hvm-ubuntu-jammy-go_agent")
            .put("version", "1.200"));
    assertThat(bosh.instances())
        .filteredOn(upkeep::isOnAnotherStemcell)
        .extracting(Instance::id)
        .containsExactly(WORKER);
  }
}
