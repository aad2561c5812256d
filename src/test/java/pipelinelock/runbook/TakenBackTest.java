package pipelinelock.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static pipelinelock.incident.IncidentExamples.BEN;
import static pipelinelock.incident.IncidentExamples.CLEO;
import static pipelinelock.incident.IncidentExamples.TWO_OTHERS;
import static pipelinelock.incident.IncidentExamples.WEB;
import static pipelinelock.incident.IncidentExamples.WORKER;
import static pipelinelock.incident.IncidentExamples.member;
import static pipelinelock.runbook.request.WishExamples.recreate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pipelinelock.incident.Decision.Code;
import pipelinelock.incident.Decision.Refused;
import pipelinelock.incident.IncidentExamples;
import pipelinelock.incident.Phase;
import pipelinelock.incident.policy.PolicyBuilder;
import pipelinelock.incident.rules.IncidentRules;
import pipelinelock.runbook.plan.TakenBack;
import pipelinelock.runbook.request.RequestDesk;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;
import pipelinelock.vm.UnfinishedTasks;
import pipelinelock.vm.UnfinishedTasks.BrokenTask;

/** An update that broke off is known and named before anybody is asked, and before each request. */
class TakenBackTest {
  private static final InstanceId NEIGHBOUR =
      InstanceId.parse("worker/c2fbc54b-13ee-4646-b155-78b6816170b3");
  private static final Set<RecreateOption> ALONE = Set.of(RecreateOption.NO_CONVERGE);

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

  private static BrokenTask broken(String contextId, Instant at, InstanceId... changed) {
    var task =
        new DirectorTask(
            341,
            State.ERROR,
            "create deployment",
            "admin",
            Optional.of("concourse"),
            contextId,
            Optional.empty(),
            Optional.of(at),
            Optional.empty());
    return new BrokenTask(task, true, List.of(changed), false);
  }

  private static UnfinishedTasks after(BrokenTask broken) {
    return new UnfinishedTasks(Optional.of(340L), List.of(), List.of(broken), Optional.empty());
  }

  private RequestDesk.Answer asks(boolean withNeighbours, Set<RecreateOption> options) {
    return world.asks(recreate("deployments wait since 11:07", options, withNeighbours, List.of()));
  }

  private void anUpdateBrokeOff() {
    world.director.hasLeft(
        after(broken("", IncidentExamples.NOON.minusSeconds(60), NEIGHBOUR, WORKER)));
  }

  @Test
  void aPlainRecreateIsRefusedWithNamesManifestAndTheWayAround() {
    anUpdateBrokeOff();

    var refused = (Refused) asks(false, Set.of()).decision();

    assertThat(refused.code()).isEqualTo(Code.NEIGHBOURS_IN_THE_WAY);
    assertThat(refused.text())
        .contains(
            "Task 341 (create deployment, requested by admin) ended as error",
            "rolls " + NEIGHBOUR + " back to the manifest of task 340")
        .doesNotContain(WORKER.toString())
        .containsSubsequence("`--no-converge`", "`--with-neighbours`");
  }

  @Test
  void withNeighboursItIsANoteForThoseWhoApprove() {
    anUpdateBrokeOff();

    assertThat(asks(true, Set.of()).incident().orElseThrow().request().notes())
        .anySatisfy(note -> assertThat(note).contains("back to the manifest of task 340"));
  }

  @Test
  void aloneItTouchesNothingElseAndSaysSo() {
    anUpdateBrokeOff();
    world.isConfiguredWith(PolicyBuilder.like(TWO_OTHERS).options(ALONE).build());

    assertThat(asks(false, ALONE).incident().orElseThrow().request().notes())
        .anySatisfy(note -> assertThat(note).contains("nothing goes back to the manifest"));
  }

  @Test
  void whatTheBotsOwnRecreateBrokeOffGoesByTheManifestThatStands() {
    var own =
        broken(
            "pipeline-lock:INC-1:step-4:ca7cf6e5",
            IncidentExamples.NOON.minusSeconds(60),
            NEIGHBOUR);
    assertThat(TakenBack.of(after(own), List.of(), List.of(WORKER, WEB), Set.of())).isEmpty();
  }

  @Test
  void whatCannotBeReadCountsAsTouched() {
    world.director.hasLeft(UnfinishedTasks.notRead("The Director answered 503"));

    assertThat(((Refused) asks(false, Set.of()).decision()).text())
        .contains("could not be read: The Director answered 503.");
  }

  @Test
  void anUpdateThatBreaksOffAfterTheApprovalStopsTheRecreate() {
    var id = world.approved();
    var later = world.now().plus(Duration.ofSeconds(1));
    world.director.hasLeft(after(broken("", later, NEIGHBOUR)));

    var incident = world.untilOver(id, false);

    assertThat(world.director.requests).isEmpty();
    assertThat(((Phase.Closed) incident.phase()).summary())
        .contains("would touch more than people approved");
  }

  @Test
  void oneThatWasApprovedDoesNotStopIt() {
    anUpdateBrokeOff();
    var id = asks(true, Set.of()).incident().orElseThrow().id();
    world.incidents.act(id, (i, at) -> IncidentRules.approve(i, member(BEN), Optional.empty(), at));
    world.incidents.act(
        id, (i, at) -> IncidentRules.approve(i, member(CLEO), Optional.empty(), at));

    world.untilOver(id, false);

    assertThat(world.director.requests).containsExactly(WORKER, WEB);
  }
}
