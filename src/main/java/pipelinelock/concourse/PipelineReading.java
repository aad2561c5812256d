package pipelinelock.concourse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import pipelinelock.concourse.Wire.JobJson;
import pipelinelock.concourse.Wire.PipelineJson;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.PipelineState;

/**
 * Puts the state of the pipeline together. The page of the pipeline's newest builds misses a rerun
 * of an old build, which sorts beside its original, and a job's {@code next_build} leaves it out;
 * so the builds of each job that matters are read as well.
 */
final class PipelineReading {
  private static final int OF_A_JOB = 20;
  private static final int OF_THE_PIPELINE = 100;

  /** How many finished builds of a job are told: the newest, and the one before it. */
  private static final int FINISHED = 2;

  private final Session session;
  private final LockedPipeline pipeline;
  private final Runs runs;

  PipelineReading(Session session, LockedPipeline pipeline, Runs runs) {
    this.session = session;
    this.pipeline = pipeline;
    this.runs = runs;
  }

  PipelineState read() {
    var state = Parallel.start(this::pipeline);
    var page = Parallel.start(this::newestBuilds);
    var jobs = jobs();
    var builds = new TreeMap<Long, Build>(Collections.reverseOrder());
    jobs.forEach(job -> job.next().ifPresent(build -> builds.put(build.id(), build)));
    var ofTheRun = jobs.stream().filter(this::matters).toList();
    ofTheRun.forEach(job -> job.finished().ifPresent(build -> builds.put(build.id(), build)));
    page.get().forEach(build -> builds.put(build.id(), build));
    // Last, because it tells more than the above and is newer.
    Parallel.map(ofTheRun, this::builds)
        .forEach(some -> some.forEach(build -> builds.put(build.id(), build)));
    return state(state.get(), jobs, runs.tell(told(builds.values())));
  }

  private static PipelineState state(PipelineJson state, List<JobJson> jobs, List<Build> builds) {
    Map<Long, Build> known = new HashMap<>();
    builds.forEach(build -> known.put(build.id(), build));
    return new PipelineState(
        state.isPaused(),
        state.by(),
        state.isArchived(),
        jobs.stream()
            .map(job -> job.toJob(build -> known.getOrDefault(build.id(), build)))
            .toList(),
        builds,
        Map.of());
  }

  /** All open builds, and the newest finished ones of the jobs that matter; newest first. */
  private List<Build> told(Collection<Build> newestFirst) {
    Map<String, Integer> finished = new HashMap<>();
    var told = new ArrayList<Build>();
    for (var build : newestFirst) {
      var job = build.ref().job();
      if (build.isOpen() || (matters(job) && finished.merge(job, 1, Integer::sum) <= FINISHED)) {
        told.add(build);
      }
    }
    return told;
  }

  private boolean matters(JobJson job) {
    return matters(job.name()) && job.wasEverBuilt();
  }

  private boolean matters(String job) {
    return job.equals(pipeline.lockJob())
        || job.equals(pipeline.unlockJob())
        || pipeline.isPathJob(job);
  }

  private PipelineJson pipeline() {
    return session.get(
        "reading pipeline " + pipeline.name(), session.inPipeline().build(), PipelineJson.class);
  }

  private List<JobJson> jobs() {
    return List.of(
        session.get(
            "reading the jobs of " + pipeline.name(),
            session.inPipeline("jobs").build(),
            JobJson[].class));
  }

  private List<Build> newestBuilds() {
    return builds(
        session.get(
            "reading the builds of " + pipeline.name(),
            limited(session.inPipeline("builds"), OF_THE_PIPELINE),
            BuildJson[].class));
  }

  private List<Build> builds(JobJson job) {
    return session
        .find(
            "reading the builds of " + job.name(),
            limited(session.inPipeline("jobs", job.name(), "builds"), OF_A_JOB),
            BuildJson[].class)
        .map(PipelineReading::builds)
        .orElse(List.of()); // the job went away since the jobs were listed
  }

  /** Without check builds, which have no job. */
  static List<Build> builds(BuildJson[] builds) {
    return Arrays.stream(builds).flatMap(build -> build.toBuild().stream()).toList();
  }

  static HttpUrl limited(HttpUrl.Builder url, int limit) {
    return url.addQueryParameter("limit", Integer.toString(limit)).build();
  }
}
