package pipelinelock.concourse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import pipelinelock.concourse.Wire.JobJson;
import pipelinelock.concourse.Wire.PipelineJson;
import pipelinelock.environment.LockedPipeline;
import pipelinelock.pipeline.Build;
import pipelinelock.pipeline.Container;
import pipelinelock.pipeline.PipelineState;

/**
 * Assembles the state of the pipeline: its open builds, and the newest finished ones of each job
 * that matters. It asks three rounds of parallel questions: what is there, what the lists leave
 * out, and which run each build belongs to.
 */
final class PipelineReading {
  private static final int OF_A_JOB = 20;

  /** How many finished builds of a job to report: the newest, and the one before it. */
  private static final int FINISHED = 2;

  private final Session session;
  private final LockedPipeline pipeline;
  private final Runs runs;
  private final OpenBuilds builds;
  private final BuildLists lists;

  PipelineReading(Session session, LockedPipeline pipeline, Runs runs, OpenBuilds builds) {
    this.session = session;
    this.pipeline = pipeline;
    this.runs = runs;
    this.builds = builds;
    this.lists = new BuildLists(session);
  }

  PipelineState read() {
    var state = Parallel.start(this::pipeline);
    var sweep = builds.in(place());
    var jobs = sweep.jobs();
    var ofTheRun = jobs.stream().filter(this::matters).toList();
    var found = sweep.first();
    // The runs of these are asked for while the rest is looked for.
    var early = shown(found.newestFirst());
    var earlyRuns = Parallel.start(() -> runs.of(early));
    var questions = new ArrayList<>(sweep.rest(found));
    ofTheRun.forEach(job -> questions.add(() -> page(job)));
    Parallel.map(questions, Supplier::get).forEach(found::addAll);
    var shown = runs.tell(shown(found.newestFirst()), earlyRuns.get());
    return state(state.get(), jobs, shown, found);
  }

  private OpenBuilds.Place place() {
    return new OpenBuilds.Place(
        pipeline.name(),
        session.inPipeline("builds").build(),
        session.inPipeline("jobs").build(),
        this::isOurs);
  }

  private boolean isOurs(Container container) {
    return container.team().equals(pipeline.team())
        && container.pipeline().filter(pipeline.name()::equals).isPresent();
  }

  private static PipelineState state(
      PipelineJson state, List<JobJson> jobs, List<Build> shown, FoundBuilds found) {
    Map<Long, Build> known = new HashMap<>();
    shown.forEach(build -> known.put(build.id(), build));
    return new PipelineState(
        state.isPaused(),
        state.by(),
        state.isArchived(),
        jobs.stream()
            .map(job -> job.toJob(build -> known.getOrDefault(build.id(), build)))
            .toList(),
        shown,
        found.createdBefore());
  }

  /** All open builds, and the newest finished ones of the jobs that matter; newest first. */
  private List<Build> shown(Collection<Build> newestFirst) {
    Map<String, Integer> finished = new HashMap<>();
    var shown = new ArrayList<Build>();
    for (var build : newestFirst) {
      var job = build.ref().job();
      if (build.isOpen() || (matters(job) && finished.merge(job, 1, Integer::sum) <= FINISHED)) {
        shown.add(build);
      }
    }
    return shown;
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

  private List<Build> page(JobJson job) {
    return lists.page(
        "reading the builds of " + job.name(),
        session.inPipeline("jobs", job.name(), "builds").build(),
        OF_A_JOB);
  }
}
