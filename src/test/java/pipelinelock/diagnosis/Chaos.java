package pipelinelock.diagnosis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import pipelinelock.diagnosis.evidence.Source;
import pipelinelock.environment.RemoteFailure;
import pipelinelock.lock.BuildRef;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.BuildActivity;
import pipelinelock.pipeline.PipelineExamples;
import pipelinelock.pipeline.Preparation;
import pipelinelock.pipeline.ResourceCheck;
import pipelinelock.pipeline.Worker;
import pipelinelock.vm.DirectorTask;
import pipelinelock.vm.Instance;

/** Changes evidence at random, but never ends a build that is open. */
final class Chaos {
  private final Random random;

  Chaos(long seed) {
    this.random = new Random(seed);
  }

  public void change(Draft draft) {
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      changeOnce(draft);
    }
  }

  private void changeOnce(Draft draft) {
    switch (random.nextInt(9)) {
      case 0 ->
          draft.unread(random.nextInt(Draft.FACTS), pick(List.of(RemoteFailure.Kind.values())));
      case 1 ->
          addBuild(
              draft,
              "create-cloudfoundry",
              pick(
                  List.of(
                      "pipeline-lock",
                      "pipeline-unlock",
                      "smoke-tests",
                      "continuous-smoke-tests")));
      case 2 -> addForeign(draft);
      case 3 -> silence(draft);
      case 4 -> draft.workers = draft.known(Source.CONCOURSE, someWorkers(draft.at));
      case 5 -> failInstances(draft);
      case 6 -> draft.tasks = draft.known(Source.BOSH, someTasks());
      case 7 ->
          draft.checks =
              draft.known(
                  Source.CONCOURSE,
                  List.of(
                      new ResourceCheck(
                          "paas-cf",
                          "started",
                          Optional.of(ago(draft)),
                          Optional.empty(),
                          Optional.empty())));
      case 8 -> silentConcourse(draft);
      default -> throw new IllegalStateException();
    }
  }

  private <T> T pick(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private Instant ago(Draft draft) {
    return draft.at.minus(Duration.ofSeconds(random.nextInt(4 * 3600) - 120));
  }

  private Build build(Draft draft, String pipeline, String job) {
    var status = pick(List.of(Build.Status.values()));
    long id = 6000 + random.nextInt(1000);
    var run =
        pick(List.of(Optional.<String>empty(), Optional.of("0.0.412"), Optional.of("0.0.413")));
    var build =
        new Build(
            id,
            new BuildRef("main", pipeline, Optional.empty(), job, "" + id),
            status,
            status == Build.Status.PENDING ? Optional.empty() : Optional.of(ago(draft)),
            status.isOpen() ? Optional.empty() : Optional.of(ago(draft)),
            Optional.empty(),
            run);
    draft.activity.put(id, draft.known(Source.CONCOURSE, activity(draft, id)));
    draft.preparation.put(
        id,
        draft.known(
            Source.CONCOURSE,
            new Preparation(
                id,
                random.nextInt(4) == 0,
                false,
                random.nextBoolean(),
                List.of(),
                java.util.Map.of())));
    draft.pendingSince.put(id, ago(draft));
    return build;
  }

  private BuildActivity activity(Draft draft, long id) {
    return PipelineExamples.activity(
        id,
        pick(List.of(BuildActivity.PutPhase.values())),
        random.nextBoolean() ? Optional.of(ago(draft)) : Optional.empty(),
        random.nextInt(5) > 0 ? Optional.of(ago(draft)) : Optional.empty(),
        pick(
            List.of(
                Optional.<String>empty(), Optional.of("89f7a596-worker-0"), Optional.of("gone-1"))),
        pick(List.of(Optional.<String>empty(), Optional.of("interrupted"))));
  }

  private void addBuild(Draft draft, String pipeline, String job) {
    draft.addBuild(build(draft, pipeline, job));
  }

  private void addForeign(Draft draft) {
    draft.others =
        draft.known(Source.CONCOURSE, List.of(build(draft, "destroy-cloudfoundry", "destroy")));
  }

  private void silence(Draft draft) {
    draft.activity.replaceAll((id, _) -> draft.known(Source.CONCOURSE, activity(draft, id)));
  }

  private List<Worker> someWorkers(Instant at) {
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(
            i ->
                PipelineExamples.worker(
                    i == 0 ? "89f7a596-worker-0" : "cd83da7e-web-0",
                    pick(List.of("running", "stalled", "landing", "retiring")),
                    random.nextBoolean() ? List.of() : List.of("x"),
                    "2.5",
                    Optional.of(at),
                    0))
        .toList();
  }

  private void failInstances(Draft draft) {
    draft
        .instances
        .value()
        .ifPresent(
            all ->
                draft.instances =
                    draft.known(Source.BOSH, all.stream().map(this::failing).toList()));
  }

  private Instance failing(Instance i) {
    String state = pick(List.of("running", "failing", "unresponsive agent"));
    return new Instance(
        i.id(),
        i.index(),
        i.cid(),
        i.wanted(),
        Optional.of(state),
        i.ignored(),
        i.az(),
        i.ips(),
        i.vmType(),
        i.active(),
        i.stemcell(),
        i.vmCreatedAt(),
        i.processes(),
        i.expectsVm());
  }

  private List<DirectorTask> someTasks() {
    return IntStream.range(0, random.nextInt(2))
        .mapToObj(
            i ->
                new DirectorTask(
                    i,
                    DirectorTask.State.PROCESSING,
                    "x",
                    "admin",
                    pick(
                        List.of(
                            Optional.<String>empty(), Optional.of("cf"), Optional.of("concourse"))),
                    "",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .toList();
  }

  private void silentConcourse(Draft draft) {
    for (int fact : List.of(1, 2, 3, 4, 5, 6, 7, 8, 12, 14, 15)) {
      draft.unread(fact, RemoteFailure.Kind.TIMED_OUT);
    }
    failInstances(draft);
  }
}
