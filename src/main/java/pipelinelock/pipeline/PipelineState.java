package pipelinelock.pipeline;

import java.util.List;
import java.util.Optional;

/**
 * The pipeline at one moment.
 *
 * @param jobs all its jobs, in the pipeline's order
 * @param builds every open build of the pipeline, and the newest finished ones of the lock jobs and
 *     of the jobs between them; newest first
 */
public record PipelineState(
    boolean paused, Optional<String> pausedBy, List<Job> jobs, List<Build> builds) {
  public PipelineState {
    jobs = List.copyOf(jobs);
    builds = List.copyOf(builds);
  }

  /** Open builds of one job, newest first. */
  public List<Build> open(String job) {
    return builds.stream().filter(b -> b.isOpen() && b.ref().job().equals(job)).toList();
  }

  public Optional<Job> job(String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
