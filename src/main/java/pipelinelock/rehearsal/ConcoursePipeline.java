package pipelinelock.rehearsal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The jobs and builds of {@code create-cloudfoundry}, and how they go on; guarded by the
 * Concourse's monitor.
 */
final class ConcoursePipeline {
  private static final Duration ABORT_TAKES = Duration.ofSeconds(5);
  private static final String NEXT_RUN = "0.0.412";

  private final WorldTime time;
  private final Map<String, ConcourseJob> jobs;
  private boolean paused;
  private int nextBuild = PipelineHistory.HUNG_BUILD + 1;

  ConcoursePipeline(WorldTime time) {
    this.time = time;
    jobs = PipelineHistory.of(time.now());
  }

  Map<String, ConcourseJob> jobs() {
    return jobs;
  }

  boolean isPaused() {
    return paused;
  }

  void pause(boolean pause) {
    paused = pause;
  }

  ConcourseJob job(String name) {
    return Optional.ofNullable(jobs.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no job %s; there are %s".formatted(name, jobs.keySet())));
  }

  /** All builds, newest first. */
  Stream<ConcourseBuild> builds() {
    return jobs.values().stream()
        .flatMap(job -> job.builds().stream())
        .sorted((left, right) -> Integer.compare(right.id(), left.id()));
  }

  ConcourseBuild build(int id) {
    return builds()
        .filter(build -> build.id() == id)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no build " + id));
  }

  List<ConcourseBuild> open() {
    return builds().filter(build -> !build.isOver()).toList();
  }

  ConcourseBuild add(String job, Optional<String> by) {
    var number = String.valueOf(job(job).nextNumber());
    var build = new ConcourseBuild(new ConcourseBuild.Name(nextBuild++, job, number), by);
    job(job).add(build);
    return build;
  }

  /**
   * Build 123 has its lock and has started a run, whose given job now runs and keeps writing to its
   * log.
   */
  void runs(String job) {
    var claim = build(PipelineHistory.HUNG_BUILD);
    if (!claim.isOver()) {
      goesOn(claim);
    }
    var build = add(job, Optional.empty()).input("pipeline-trigger", PipelineHistory.run(NEXT_RUN));
    build.start(time.now().minus(Duration.ofMinutes(2)));
    build.chats(time.now().minus(Duration.ofMinutes(1)));
  }

  /** Ends the aborted builds whose time has come. */
  void endAborted() {
    open().stream()
        .filter(build -> build.sinceAbort().filter(since -> since.passed(ABORT_TAKES)).isPresent())
        .forEach(this::aborted);
  }

  /** A new web VM picks up every open build, and ends those that were aborted. */
  void webStartsAnew() {
    open().stream().filter(build -> build.sinceAbort().isPresent()).forEach(this::aborted);
  }

  /**
   * The worker under an open claim is gone. An abort passes through the pipeline's try; any other
   * end of the put does not, and the run goes on without the lock.
   */
  void losesTheWorker() {
    var claim = build(PipelineHistory.HUNG_BUILD);
    if (claim.isOver()) {
      return;
    }
    if (claim.sinceAbort().isPresent()) {
      aborted(claim);
      return;
    }
    claim.add(BuildEvent.error(PipelineHistory.PUT, "worker disappeared", time.now()));
    goesOn(claim);
    var next = add("generate-secrets", Optional.empty());
    next.input("pipeline-trigger", PipelineHistory.run(NEXT_RUN)).start(time.now());
    next.chats(time.now());
  }

  ObjectNode preparation(ConcourseBuild build) {
    boolean pending = build.isPending();
    var job = job(build.job());
    boolean queued = job.builds().stream().anyMatch(ConcourseBuild::isStarted);
    return Json.object(
        "build_id", build.id(),
        "paused_pipeline", blocking(pending && paused),
        "paused_job", blocking(pending && job.isPaused()),
        "max_running_builds", blocking(pending && queued),
        "inputs", Json.object(),
        "inputs_satisfied", "not_blocking",
        "missing_input_reasons", Json.object());
  }

  private void aborted(ConcourseBuild build) {
    if (build.isStarted()) {
      build.add(BuildEvent.error(PipelineHistory.PUT, "interrupted", time.now()));
    }
    build.end("aborted", time.now());
  }

  private void goesOn(ConcourseBuild build) {
    build.output("pipeline-trigger", PipelineHistory.run(NEXT_RUN)).end("succeeded", time.now());
  }

  private static String blocking(boolean yes) {
    return yes ? "blocking" : "not_blocking";
  }
}
