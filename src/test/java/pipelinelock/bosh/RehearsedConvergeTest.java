package pipelinelock.bosh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;
import static pipelinelock.bosh.DirectorRehearsal.WEB;
import static pipelinelock.bosh.DirectorRehearsal.WORKER;
import static pipelinelock.vm.RecreateOption.FIX;
import static pipelinelock.vm.RecreateOption.NO_CONVERGE;
import static pipelinelock.vm.RecreateOption.SKIP_DRAIN;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.bosh.task.TaskJson;
import pipelinelock.http.Http;
import pipelinelock.rehearsal.bosh.Fleet;
import pipelinelock.rehearsal.bosh.SimulatedDirector;
import pipelinelock.vm.DirectorTask.State;
import pipelinelock.vm.Instance;
import pipelinelock.vm.InstanceId;
import pipelinelock.vm.RecreateOption;

/** What a recreate does to instances in each condition, as a real Director did it. */
class RehearsedConvergeTest {
  private static final String REAL = "real-280.0.0/";
  // Ours, and those that were recorded.
  private static final Map<String, String> RECORDED =
      Map.of(
          WORKER.id(),
          "ea6dbf06-c07d-4138-b4f1-cabf2c0a1d80",
          WEB.id(),
          "fc5dd5ce-e154-489d-b10c-247b01a952a6",
          "00000000-0000-4000-8000-00000000a002",
          "dc107085-31c0-4e25-892a-f6c7e69bb542");

  @AutoClose private final DirectorRehearsal bosh = DirectorRehearsal.withUaa();

  /**
   * A recreate whose like was recorded.
   *
   * @param recording that has bosh-cli's rendering next to it
   * @param renewed whose VM is another one afterwards
   * @param after how the listing shows worker and web afterwards
   */
  private record Situation(
      String recording,
      InstanceId target,
      Set<RecreateOption> options,
      Set<InstanceId> renewed,
      String after) {
    private Situation {
      options = Set.copyOf(options);
      renewed = Set.copyOf(renewed);
    }

    private boolean isReal() {
      return recording.startsWith(REAL);
    }

    private String file(String suffix) {
      return Recordings.text(recording + suffix);
    }
  }

  private static Arguments when(Consumer<Fleet> before, Situation situation) {
    return argumentSet(situation.recording, before, situation);
  }

  static Stream<Arguments> situations() {
    String worker = WORKER.toString();
    String web = WEB.toString();
    return Stream.of(
        when(
            _ -> {},
            new Situation("task-260183", WORKER, Set.of(), Set.of(WORKER), "running, running")),
        when(_ -> {}, new Situation("task-260216", WEB, Set.of(), Set.of(WEB), "running, running")),
        when(
            vms -> vms.isFailing(web),
            real("failing-neighbour", WORKER, Set.of(), Set.of(WORKER), "running, running")),
        when(
            vms -> vms.isLeftDirty(worker),
            real("dirty-neighbour", WEB, Set.of(), Set.of(WEB), "running, running")),
        when(
            vms -> vms.doesNotAnswer(web),
            real(
                "unresponsive-neighbour",
                WORKER,
                Set.of(),
                Set.of(),
                "running, unresponsive agent")),
        when(
            vms -> vms.doesNotAnswer(web),
            real(
                "unresponsive-neighbour-fix",
                WORKER,
                Set.of(FIX),
                Set.of(WORKER, WEB),
                "running, running")),
        when(
            vms -> vms.isIgnored(worker),
            real("ignored-target", WORKER, Set.of(), Set.of(), "running, running")),
        when(
            vms -> vms.isIgnored(worker),
            real(
                "ignored-target-no-converge",
                WORKER,
                Set.of(NO_CONVERGE),
                Set.of(),
                "running, running")),
        when(
            vms -> vms.isIgnored(worker),
            real("ignored-neighbour", WEB, Set.of(), Set.of(WEB), "running, running")),
        when(
            vms -> vms.isStopped(worker),
            real("recreate-of-stopped", WORKER, Set.of(), Set.of(WORKER), "running, running")),
        when(
            vms -> vms.isDetached(worker),
            real("recreate-of-detached", WORKER, Set.of(), Set.of(WORKER), "running, running")),
        when(
            _ -> {},
            real("skip-drain", WORKER, Set.of(SKIP_DRAIN), Set.of(WORKER), "running, running")),
        when(
            vms -> vms.isFailing(web),
            real("no-converge", WORKER, Set.of(NO_CONVERGE), Set.of(WORKER), "running, failing")),
        when(
            vms -> vms.doesNotAnswer(web),
            real(
                "no-converge-skip-drain",
                WORKER,
                Set.of(NO_CONVERGE, SKIP_DRAIN),
                Set.of(WORKER),
                "running, unresponsive agent")));
  }

  private static Situation real(
      String name,
      InstanceId target,
      Set<RecreateOption> options,
      Set<InstanceId> renewed,
      String after) {
    return new Situation(REAL + name, target, options, renewed, after);
  }

  @ParameterizedTest
  @MethodSource("situations")
  void theLogReadsAsBoshCliPrintedItThenAndTheVmsAreAsTheyWereThen(
      Consumer<Fleet> before, Situation situation) throws IOException {
    before.accept(bosh.vms);
    // So that it takes the lock when the recorded one did.
    bosh.isIt(RecordedEvents.begin(situation.recording).minusSeconds(1));
    var cids = Map.of(WORKER, bosh.cid(WORKER), WEB, bosh.cid(WEB));

    var task = bosh.recreates(situation.target, situation.options.toArray(RecreateOption[]::new));

    String printed = situation.file(".cli.txt");
    String log = asRecorded(bosh.log(task.id()), situation);
    assertThat(DirectorRehearsal.printed(idIn(printed), task.state().text(), log))
        .isEqualTo(printed);
    assertThat(asRecorded(task.description() + task.result(), situation))
        .isEqualTo(recordedEnd(situation));
    assertThat(cids.keySet().stream().filter(id -> !bosh.cid(id).equals(cids.get(id))))
        .containsExactlyInAnyOrderElementsOf(situation.renewed);
    assertThat(states()).isEqualTo(situation.after);
  }

  /** Description and result, which the Director cuts. */
  private static String recordedEnd(Situation situation) throws IOException {
    String json = situation.file(situation.isReal() ? ".task.json" : ".done.json");
    var task = Http.json().readValue(json, TaskJson.class).toTask();
    return task.description() + task.result();
  }

  private static long idIn(String printed) {
    return Long.parseLong(printed.lines().findFirst().orElseThrow().substring("Task ".length()));
  }

  private static String asRecorded(String log, Situation situation) {
    String text = log;
    if (situation.isReal()) {
      for (var id : RECORDED.entrySet()) {
        text = text.replace(id.getKey(), id.getValue());
      }
    }
    return text;
  }

  private String states() {
    return bosh.instance(WORKER).jobState().orElse("-")
        + ", "
        + bosh.instance(WEB).jobState().orElse("-");
  }

  @Test
  void aStoppedTargetIsWantedToRunAfterwards() {
    bosh.vms.isStopped(WORKER.toString());
    assertThat(bosh.instance(WORKER).wanted()).isEqualTo("stopped");

    bosh.recreates(WORKER);

    assertThat(bosh.instance(WORKER).wanted()).isEqualTo("started");
  }

  @Test
  void anInstanceThatLostItsVmGetsOneWhenItsNeighbourIsRecreated() {
    bosh.vms.losesItsVm(WORKER.toString());
    assertThat(bosh.instance(WORKER).cid()).isEmpty();

    var task = bosh.recreates(WEB);

    assertThat(bosh.transcript(task.id()))
        .anyMatch(line -> line.contains("Creating missing vms: " + WORKER + " (0)"));
    assertThat(bosh.instances()).hasSize(2).allMatch(Instance::isRunning);
  }

  @Test
  void aStoppedNeighbourIsLeftAlone() {
    bosh.vms.isStopped(WEB.toString());

    var task = bosh.recreates(WORKER);

    assertThat(bosh.log(task.id())).doesNotContain(WEB.id());
    assertThat(bosh.instance(WEB).wanted()).isEqualTo("stopped");
  }

  @Test
  void anInstanceAloneWhoseAgentIsSilentIsRecreatedOnlyWithFix() {
    bosh.vms.doesNotAnswer(WORKER.toString());

    var refused = bosh.recreates(WORKER, NO_CONVERGE);
    assertThat(refused.state()).isEqualTo(State.ERROR);
    assertThat(bosh.log(refused.id())).contains("\"code\":450002");

    assertThat(bosh.recreates(WORKER, NO_CONVERGE, FIX).state()).isEqualTo(State.DONE);
    assertThat(bosh.instance(WORKER).isRunning()).isTrue();
  }

  @Test
  void aFailingNeighbourOfTheSameGroupComesAfterTheTargetWithoutDrainEither() {
    var second = InstanceId.parse(bosh.vms.addsWorker());
    bosh.vms.isFailing(second.toString());
    String cid = bosh.cid(second);

    var task = bosh.recreates(WORKER, SKIP_DRAIN);

    assertThat(bosh.transcript(task.id()))
        .filteredOn(line -> line.contains("concourse-worker"))
        .extracting(line -> line.replaceFirst("^Task \\d+ \\| [0-9:]+ \\| ", ""))
        .startsWith(
            "Updating instance concourse-worker: %s (0) (canary)".formatted(WORKER),
            "L skipped pre-stop & drain: %s (0) (canary)".formatted(WORKER))
        .contains(
            "Updating instance concourse-worker: %s (1)".formatted(second),
            "L skipped pre-stop & drain: %s (1)".formatted(second))
        .noneMatch(line -> line.contains("executing drain"));
    assertThat(bosh.log(task.id())).contains("\"total\":2");
    assertThat(bosh.cid(second)).isEqualTo(cid);
    assertThat(bosh.instance(second).isRunning()).isTrue();
  }

  @Test
  void skippingTheDrainOfAGroupLeavesTheOtherGroupItsDrain() {
    bosh.vms.isFailing(WEB.toString());

    var task = bosh.recreates(WORKER, SKIP_DRAIN);

    assertThat(bosh.transcript(task.id()))
        .anyMatch(line -> line.contains("L executing drain: " + WEB))
        .anyMatch(line -> line.contains("L skipped pre-stop & drain: " + WORKER));
  }

  @Test
  void theSecondOfTwoWorkersIsRecreatedAlone() {
    var second = InstanceId.parse(bosh.vms.addsWorker());
    assertThat(bosh.instances()).extracting(Instance::index).containsExactly(0, 0, 1);
    var cids = Map.of(WORKER, bosh.cid(WORKER), second, bosh.cid(second));

    var task = bosh.recreates(second);

    assertThat(bosh.log(task.id())).contains(second + " (1) (canary)").doesNotContain(WORKER.id());
    assertThat(bosh.cid(WORKER)).isEqualTo(cids.get(WORKER));
    assertThat(bosh.cid(second)).isNotEqualTo(cids.get(second));
    assertThat(bosh.director.recreatesSeen(second.toString())).isEqualTo(1);
    assertThat(bosh.director.recreatesSeen(SimulatedDirector.WORKER)).isZero();
  }

  @Test
  void theVmIsGoneBetweenTheOldAndTheNew() {
    long task = bosh.begins(WORKER, NO_CONVERGE);
    bosh.passes(5);
    bosh.client.task(task);

    assertThat(bosh.cid(WORKER)).isEmpty();
    assertThat(bosh.client.task(task).state()).isEqualTo(State.PROCESSING);
  }
}
