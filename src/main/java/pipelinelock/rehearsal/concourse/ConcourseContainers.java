package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Call;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * The containers: those of each started build's steps, those that the newest unsuccessful build of
 * a job left, and those of each resource's periodic check. They go with their worker. Guarded by
 * the Concourse's monitor.
 */
final class ConcourseContainers {
  private static final List<String> CHECKED =
      List.of("pipeline-pool", "paas-cf", "git-ssh-private-key", "pipeline-trigger");

  /** How long the containers of a build that ended well are still listed, as destroyed. */
  private static final Duration DESTROYED = Duration.ofSeconds(30);

  private final ConcoursePipeline pipeline;
  private final ConcourseWorkers workers;
  private final BuildLife life;
  private final WorldTime time;

  ConcourseContainers(
      ConcoursePipeline pipeline, ConcourseWorkers workers, BuildLife life, WorldTime time) {
    this.pipeline = pipeline;
    this.workers = workers;
    this.life = life;
    this.time = time;
  }

  /** Those that fit the filters of the call, as the list of the team has them. */
  List<ObjectNode> of(Call call) {
    return all()
        .filter(it -> fits(it, "job_name", call))
        .filter(it -> fits(it, "build_name", call))
        .filter(it -> fits(it, "build_id", call))
        .filter(it -> fits(it, "type", call))
        .toList();
  }

  /** How many a worker has. */
  int on(String worker) {
    return Math.toIntExact(all().filter(it -> isOn(it, worker)).count());
  }

  /** Whether an open build has one on a worker. */
  boolean ofAnOpenBuildAreOn(String worker) {
    return pipeline.open().stream().flatMap(this::steps).anyMatch(it -> isOn(it, worker));
  }

  private static boolean isOn(ObjectNode container, String worker) {
    return container.path("worker_name").asText().equals(worker);
  }

  private Stream<ObjectNode> all() {
    return Stream.concat(
        pipeline.builds().flatMap(this::steps),
        workers.nameOf(ConcourseWorkers.WORKER_VM).stream().flatMap(ConcourseContainers::checks));
  }

  /**
   * The newest ended build of a job keeps its containers where it did not succeed, until a newer
   * one ends: a process in them may live on, and still claim the lock. Those of one that succeeded
   * are destroyed. All go with their worker.
   */
  private Stream<ObjectNode> steps(ConcourseBuild build) {
    if (build.isStarted() || isKept(build)) {
      return steps(build, "created");
    }
    boolean justEnded =
        build.endedAt().filter(end -> end.plus(DESTROYED).isAfter(time.now())).isPresent();
    return justEnded && build.isSuccessful() ? steps(build, "destroying") : Stream.empty();
  }

  private boolean isKept(ConcourseBuild build) {
    return pipeline.job(build.job()).finished().filter(it -> it == build).isPresent()
        && !build.isSuccessful();
  }

  private Stream<ObjectNode> steps(ConcourseBuild build, String state) {
    var start = build.startedAt();
    if (start.isEmpty()) {
      return Stream.empty();
    }
    if (!build.job().equals(PipelineHistory.LOCK_JOB)) {
      var worker = workers.nameAt(ConcourseWorkers.WORKER_VM, start.get());
      return worker.map(name -> step(build, 3, name, "task", build.job(), state)).stream();
    }
    var tasks =
        workers.nameAt(ConcourseWorkers.WEB_VM, start.get()).stream()
            .flatMap(
                name ->
                    Stream.of(
                        step(build, 0, name, "task", "init-pipeline-pool", state),
                        step(build, 1, name, "task", "lock-the-pipeline", state)));
    var put =
        life.claimOf(build)
            .flatMap(claim -> workers.nameAt(ConcourseWorkers.WORKER_VM, claim.since()))
            .map(name -> step(build, 2, name, "put", "pipeline-pool", state));
    return Stream.concat(tasks, put.stream());
  }

  private ObjectNode step(
      ConcourseBuild build, int at, String worker, String type, String name, String state) {
    var id = "2f6f1c52-7a0e-4a55-7d0%d-%012d".formatted(at, build.id());
    return container(id, worker, type, name)
        .put("state", state)
        .put("job_id", pipeline.job(build.job()).id())
        .put("build_id", build.id())
        .put("job_name", build.job())
        .put("build_name", build.number());
  }

  private static Stream<ObjectNode> checks(String worker) {
    return CHECKED.stream()
        .map(
            resource ->
                container(
                        "5362ab0f-ec16-4952-6ecf-%012d".formatted(CHECKED.indexOf(resource)),
                        worker,
                        "check",
                        resource)
                    .put("build_name", "check"));
  }

  private static ObjectNode container(String id, String worker, String type, String step) {
    return Json.object(
        "id",
        id,
        "worker_name",
        worker,
        "state",
        "created",
        "type",
        type,
        "step_name",
        step,
        "pipeline_id",
        2,
        "pipeline_name",
        SimulatedConcourse.PIPELINE,
        "working_directory",
        "/tmp/build/" + type);
  }

  private static boolean fits(ObjectNode container, String field, Call call) {
    return Optional.of(call.query(field))
        .filter(wanted -> !wanted.isEmpty())
        .map(wanted -> container.path(field).asText().equals(wanted))
        .orElse(true);
  }
}
