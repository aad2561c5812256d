package pipelinelock.diagnosis.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pipelinelock.diagnosis.CorpusCase;
import pipelinelock.diagnosis.Draft;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.pipeline.Account;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.ConcourseVersion;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.Instance;

class FingerprintTest {
  private static final String NAME = "hung-claim-1-silent-waiter-lock-free";

  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "the lock",
            d -> d.lock = CorpusCase.named("free-4-release-just-ended").evidence().lock()),
        change(
            "a build",
            d -> d.pipeline = CorpusCase.named("running-1-cf-deploy-prints").evidence().pipeline()),
        change(
            "the holder",
            d -> d.holder = CorpusCase.named("running-1-cf-deploy-prints").evidence().holder()),
        change(
            "the version",
            d ->
                d.version =
                    d.known(
                        Source.CONCOURSE, new ConcourseVersion("7.13.0", false, Optional.empty()))),
        change(
            "hidden dots",
            d ->
                d.version =
                    d.known(
                        Source.CONCOURSE, new ConcourseVersion("7.11.2", true, Optional.empty()))),
        change(
            "the bot's role",
            d -> d.account = d.known(Source.CONCOURSE, new Account("operator", false, Map.of()))),
        change(
            "a claim's container that is kept",
            d -> d.containers = d.known(Source.CONCOURSE, List.of(claim()))),
        change(
            "work of a team that the bot does not see",
            d -> d.workers = d.known(Source.CONCOURSE, busier(d))),
        change(
            "a worker that serves one team only",
            d -> d.workers = d.known(Source.CONCOURSE, ofTeamB(d))),
        change("a worker", d -> d.workers = d.known(Source.CONCOURSE, List.<Worker>of())),
        change("the VMs", d -> d.instances = d.known(Source.BOSH, List.<Instance>of())),
        change(
            "a VM's state",
            d ->
                d.instances =
                    CorpusCase.named("web-stuck-2-api-silent-vm-failing").evidence().instances()),
        change(
            "a task",
            d -> d.tasks = CorpusCase.named("free-6-bosh-busy-elsewhere").evidence().tasks()),
        change(
            "another pipeline's build",
            d ->
                d.others =
                    CorpusCase.named("hung-claim-7-build-elsewhere-whose-worker-is-gone")
                        .evidence()
                        .otherBuilds()),
        change(
            "a pause",
            d -> d.pipeline = CorpusCase.named("paused-1-pipeline").evidence().pipeline()),
        change(
            "the step's progress",
            d ->
                d.activity.replaceAll(
                    (id, _) ->
                        d.known(
                            Source.CONCOURSE,
                            PipelineExamples.activity(
                                id,
                                BuildActivity.PutPhase.DONE,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty())))),
        change("what can be read", d -> d.unread(9, RemoteFailure.Kind.TIMED_OUT)));
  }

  private static Container claim() {
    return new Container(
        "c-1",
        "main",
        "89f7a596-worker-0",
        "created",
        "put",
        "pipeline-pool",
        Optional.of(4990L),
        Optional.of("create-cloudfoundry"),
        Optional.of("pipeline-lock"));
  }

  private static List<Worker> busier(Draft draft) {
    return with(draft, worker -> worker.takes(), _ -> new Worker.Load(9, 0));
  }

  private static List<Worker> ofTeamB(Draft draft) {
    return with(
        draft,
        worker -> new Worker.Takes("linux", worker.tags(), Optional.of("team-b")),
        Worker::load);
  }

  private static List<Worker> with(
      Draft draft, Function<Worker, Worker.Takes> takes, Function<Worker, Worker.Load> load) {
    return draft.workers.value().orElseThrow().stream()
        .map(
            it ->
                new Worker(
                    it.name(),
                    it.state(),
                    takes.apply(it),
                    it.version(),
                    it.ephemeral(),
                    it.startedAt(),
                    load.apply(it)))
        .toList();
  }

  private static Arguments change(String what, Consumer<Draft> change) {
    return Arguments.of(what, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void changesWith(String what, Consumer<Draft> change) {
    var draft = new Draft(CorpusCase.named(NAME).evidence());
    change.accept(draft);

    assertThat(Fingerprint.of(draft.evidence()))
        .as(what)
        .isNotEqualTo(Fingerprint.of(CorpusCase.named(NAME).evidence()));
  }

  @Test
  void doesNotChangeWithTimersOrChecks() {
    var timers = CorpusCase.named("hung-claim-6-timers-print").evidence();
    var draft = new Draft(timers);
    draft
        .pipeline
        .value()
        .ifPresent(
            state ->
                draft.pipeline =
                    draft.known(
                        Source.CONCOURSE,
                        new pipelinelock.pipeline.PipelineState(
                            state.paused(),
                            state.pausedBy(),
                            false,
                            state.jobs(),
                            state.builds().stream()
                                .filter(b -> !b.ref().job().equals("continuous-smoke-tests"))
                                .toList(),
                            Map.of())));
    draft.checks = draft.known(Source.CONCOURSE, List.of());
    draft.pendingSince = Map.of(1L, draft.at);

    assertThat(Fingerprint.of(draft.evidence())).isEqualTo(Fingerprint.of(timers));
  }

  @Test
  void hasAShortFormForPeople() {
    var fingerprint = Fingerprint.of(CorpusCase.named(NAME).evidence());

    assertThat(fingerprint.shortForm()).matches("EV-[0-9A-F]{8}");
    assertThat(fingerprint).hasToString(fingerprint.shortForm());
  }

  @Test
  void isNothingButSixtyFourDigits() {
    assertThatThrownBy(() -> new Fingerprint("7F3A"))
        .hasMessage("a fingerprint is 64 hexadecimal digits, not '7F3A'");
  }
}
