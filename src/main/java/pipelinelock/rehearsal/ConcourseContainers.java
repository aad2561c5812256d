package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The containers on the worker VM: of the step in which each started build is, of what the newest
 * unsuccessful build of a job left there, and of the periodic check of each resource. They go with
 * their VM. Guarded by the Concourse's monitor.
 */
final class ConcourseContainers {
  private static final List<String> CHECKED =
      List.of("pipeline-pool", "paas-cf", "git-ssh-private-key", "pipeline-trigger");

  private final ConcoursePipeline pipeline;
  private final ConcourseWorkers workers;

  ConcourseContainers(ConcoursePipeline pipeline, ConcourseWorkers workers) {
    this.pipeline = pipeline;
    this.workers = workers;
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
    return Math.toIntExact(
        all().filter(it -> it.path("worker_name").asText().equals(worker)).count());
  }

  private Stream<ObjectNode> all() {
    return workers
        .nameOf(ConcourseWorkers.WORKER_VM)
        .map(worker -> Stream.concat(steps(worker), checks(worker)))
        .orElseGet(Stream::empty);
  }

  private Stream<ObjectNode> steps(String worker) {
    return pipeline
        .builds()
        .filter(build -> build.isStarted() || isKept(build))
        .map(build -> step(build, worker));
  }

  /**
   * The newest ended build of a job keeps its containers where it did not succeed, until a newer
   * one ends: a process in them may live on, and still claim the lock. They go with their worker.
   */
  private boolean isKept(ConcourseBuild build) {
    return pipeline.job(build.job()).finished().filter(it -> it == build).isPresent()
        && !build.isSuccessful()
        && build.endedAt().stream()
            .anyMatch(end -> workers.stoodAt(ConcourseWorkers.WORKER_VM, end));
  }

  private ObjectNode step(ConcourseBuild build, String worker) {
    boolean claims = build.id() == PipelineHistory.HUNG_BUILD;
    var type = claims ? "put" : "task";
    var container =
        container(
            "2f6f1c52-7a0e-4a55-7d0b-%012d".formatted(build.id()),
            worker,
            type,
            claims ? "pipeline-pool" : build.job());
    return container
        .put("job_id", pipeline.job(build.job()).id())
        .put("build_id", build.id())
        .put("job_name", build.job())
        .put("build_name", build.number());
  }

  private Stream<ObjectNode> checks(String worker) {
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
