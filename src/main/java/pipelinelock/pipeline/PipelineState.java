package pipelinelock.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pipeline at one moment, with all of its open builds.
 *
 * @param archived Concourse has dropped its configuration: it starts nothing and cannot be unpaused
 * @param jobs all its jobs, in the pipeline's order
 * @param builds every open build of the pipeline, and the newest finished ones of the lock jobs and
 *     of the jobs between them; newest first
 * @param createdBefore the latest time at which each pending build can have been created, by build
 *     id: Concourse reports no creation time, but a started build with a higher id proves it; a
 *     build that is absent here may be new
 */
public record PipelineState(
    boolean paused,
    Optional<String> pausedBy,
    boolean archived,
    List<Job> jobs,
    List<Build> builds,
    Map<Long, Instant> createdBefore) {
  public PipelineState {
    jobs = List.copyOf(jobs);
    builds = List.copyOf(builds);
    createdBefore = Map.copyOf(createdBefore);
  }

  /** Open builds of one job, newest first. */
  public List<Build> open(String job) {
    return builds.stream().filter(b -> b.isOpen() && b.ref().job().equals(job)).toList();
  }

  public Optional<Job> job(String name) {
    return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
  }
}
