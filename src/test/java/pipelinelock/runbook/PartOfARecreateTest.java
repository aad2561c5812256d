package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.Outcome;
import pipelinelock.incident.Phase;
import pipelinelock.incident.plan.Step;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.runbook.request.Offer;
import pipelinelock.runbook.request.RequestDesk;

/** What people chose is what is planned, approved and run, and nothing else. */
class PartOfARecreateTest {
  @TempDir private Path folder;
  private RunbookWorld world;

  @BeforeEach
  void open() {
    world = new RunbookWorld(folder);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private RequestDesk.Answer asks(String... only) {
    return world.asks(recreate("deployments wait since 11:07", Set.of(), false, List.of(only)));
  }

  private String refusal(String... only) {
    var answer = asks(only);
    assertThat(answer.incident()).isEmpty();
    assertThat(((Refused) answer.decision()).code()).isEqualTo(Code.CURE_NOT_OFFERED);
    return ((Refused) answer.decision()).text();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theWorkerAloneIsPlannedApprovedAndRecreated(boolean restarts) {
    var asked = asks("worker/0").incident().orElseThrow();
    assertThat(asked.request().plan().recreates())
        .extracting(Step.Recreate::instance)
        .containsExactly(WORKER);
    assertThat(asked.request().notes().getFirst())
        .isEqualTo("It is a part of what the verdict offers. Left as it is: " + WEB + ".");
    assertThat(asked.request().plan().steps()).anyMatch(Step.AbortBuild.class::isInstance);
    world.incidents.act(
        asked.id(), (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        asked.id(), (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));
    var incident = world.untilOver(asked.id(), restarts);
    assertThat(((Phase.Closed) incident.phase()).outcome()).isEqualTo(Outcome.COMPLETED);
    assertThat(world.director.requests).containsExactly(WORKER);
  }

  @Test
  void allOfItIsNoPartWhateverTheOrderOfTheNames() {
    var asked = asks("web", "concourse-worker/89f7").incident().orElseThrow();
    assertThat(asked.request().plan().recreates())
        .extracting(Step.Recreate::instance)
        .containsExactly(WORKER, WEB);
    assertThat(asked.request().notes()).noneMatch(note -> note.contains("part"));
  }

  @ParameterizedTest
  @CsvSource({
    "worker/0",
    "WORKER/0",
    "workers",
    "concourse-worker",
    "concourse-worker/0",
    "concourse-worker/89f7a596-7a06-4cae-8565-981af56840e7",
    "concourse-worker/89f7",
    "worker/89F7A5",
    "89f7a596"
  })
  void aVmIsNamedAsPeopleWriteIt(String name) {
    assertThat(asks(name).incident().orElseThrow().request().plan().recreates())
        .extracting(Step.Recreate::instance)
        .containsExactly(WORKER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker/1",
        "worker/",
        "diego-cell/0",
        "concourse/89f7a596",
        "8",
        "*",
        "concourse-worker/99f7a596-7a06-4cae-8565-981af56840e7"
      })
  void aVmThatIsNotOfferedIsRefusedByName(String name) {
    assertThat(refusal("worker/0", name))
        .contains(
            "There is no VM `" + name + "`",
            "recreated now: `concourse-worker/89f7a596`, `concourse/cd83da7e`.");
  }

  @Test
  void webAloneIsRefusedWhereTheVerdictWantsWorkersToo() {
    assertThat(refusal("web/0")).contains("Nothing was asked for. Web alone is not enough here");
  }

  @Test
  void webAloneIsWhatIsLeftOfAPlanThatStoppedAfterTheWorker() {
    var offer = new Offer(List.of(), world.instances().stream().filter(this::isWeb).toList());
    assertThat(offer.refusal(List.of(WEB))).isEmpty();
    assertThat(offer.refusal(List.of(WORKER)))
        .get()
        .asString()
        .contains(WORKER + " is not among the VMs");
    assertThat(offer.refusal(List.of())).contains("Choose at least one VM.");
  }

  private boolean isWeb(pipelinelock.vm.Instance instance) {
    return instance.id().equals(WEB);
  }

  @Test
  void whatMayBeChosenIsWhatTheVerdictOffersNow() {
    assertThat(world.offers()).as("a hung verdict wants a second look").isEmpty();
    var offer = world.offers().orElseThrow();
    assertThat(offer.workers()).extracting(it -> it.id()).containsExactly(WORKER);
    assertThat(offer.web()).extracting(it -> it.id()).containsExactly(WEB);
  }
}
