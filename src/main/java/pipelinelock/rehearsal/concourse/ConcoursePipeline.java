package pipelinelock.rehearsal.concourse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import pipelinelock.rehearsal.http.Json;
import pipelinelock.rehearsal.time.WorldTime;

/**
 * The jobs and builds of {@code create-cloudfoundry}, and how they progress; guarded by the
 * Concourse's monitor.
 */
final class ConcoursePipeline {
  private static final String CHECKING = "checking for latest available versions";

  /** The inputs of the lock job; a build that is triggered by hand waits for a check of each. */
  private static final List<String> INPUTS = List.of("git-ssh-private-key", "paas-cf");

  /** How long a check takes. */
  private static final Duration CHECK = Duration.ofSeconds(3);

  private final WorldTime time;
  private final Map<String, ConcourseJob> jobs;
  private final List<Check> checks = new ArrayList<>();
  private boolean paused;
  private int nextBuild = PipelineHistory.HUNG_BUILD + 1;

  private record Check(ConcourseBuild build, WorldTime.Stopwatch since) {
    boolean isOver() {
      return since.passed(CHECK);
    }
  }

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

  /** All builds of jobs, newest first. */
  Stream<ConcourseBuild> builds() {
    return sorted(jobs.values().stream().flatMap(job -> job.builds().stream()));
  }

  /** As the lists of builds have them, newest first: with the checks that somebody asked for. */
  Stream<ConcourseBuild> listed() {
    endChecks();
    return sorted(Stream.concat(builds(), checks.stream().map(Check::build)));
  }

  private static Stream<ConcourseBuild> sorted(Stream<ConcourseBuild> builds) {
    return builds.sorted((left, right) -> Integer.compare(right.id(), left.id()));
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
    var build = new ConcourseBuild(ConcourseBuild.Name.of(nextBuild++, job, number), by);
    job(job).add(build);
    return build;
  }

  /** By a person: before it starts, each input of it is checked. */
  ConcourseBuild trigger(String job, String by) {
    var build = add(job, Optional.of(by));
    INPUTS.forEach(this::check);
    return build;
  }

  /** A check that is listed among the builds, as one of a person's or of a trigger is. */
  ConcourseBuild check(String resource) {
    var name = ConcourseBuild.Name.check(nextBuild++, resource);
    var build = new ConcourseBuild(name, Optional.empty()).start(time.now());
    checks.add(new Check(build, time.start()));
    return build;
  }

  /** A job of the run begins, and writes to its log every ten seconds. */
  void begins(String job, Instant start, Instant firstWords) {
    var build = add(job, Optional.empty());
    build.input("pipeline-trigger", PipelineHistory.run(PipelineHistory.NEXT_RUN)).start(start);
    build.chats(firstWords);
  }

  /** Whether a pause, of the job or of the pipeline, holds a build back. */
  boolean isPaused(ConcourseBuild build) {
    return paused || job(build.job()).isPaused();
  }

  /** Whether it waits for its turn, or for the check of an input. */
  boolean isQueued(ConcourseBuild build) {
    return isBehind(build) || isBeingChecked(build);
  }

  ObjectNode preparation(ConcourseBuild build) {
    boolean pending = build.isPending();
    boolean checking = pending && isBeingChecked(build);
    var inputs = Json.object();
    var missing = Json.object();
    if (pending) {
      INPUTS.forEach(input -> inputs.put(input, blocking(checking)));
    }
    if (checking) {
      INPUTS.forEach(input -> missing.put(input, CHECKING));
    }
    return Json.object(
        "build_id", build.id(),
        "paused_pipeline", blocking(pending && paused),
        "paused_job", blocking(pending && job(build.job()).isPaused()),
        "max_running_builds", blocking(pending && isBehind(build)),
        "inputs", inputs,
        "inputs_satisfied", blocking(checking),
        "missing_input_reasons", missing);
  }

  private boolean isBehind(ConcourseBuild build) {
    return job(build.job()).builds().stream().anyMatch(ConcourseBuild::isStarted);
  }

  private boolean isBeingChecked(ConcourseBuild build) {
    return checks.stream().anyMatch(check -> check.build.id() > build.id() && !check.isOver());
  }

  private void endChecks() {
    checks.stream()
        .filter(check -> check.isOver() && !check.build.isOver())
        .forEach(check -> check.build.end("succeeded", time.now()));
  }

  private static String blocking(boolean yes) {
    return yes ? "blocking" : "not_blocking";
  }
}
