package pipelinelock.environment;

import java.util.List;

/**
 * The pipeline whose runs claim the lock at their start and release it at their end.
 *
 * @param team Concourse team, {@code main}
 * @param name pipeline, {@code create-cloudfoundry}; also the name of its pool in GOV.UK PaaS
 * @param lockJob the job that claims, {@code pipeline-lock}
 * @param unlockJob the job that releases, {@code pipeline-unlock}
 * @param pathJobs the jobs of a run between the two, in order; empty = not given, then every other
 *     job of the pipeline counts as part of a run (it fails closed)
 * @param poolResource the pool resource in the pipeline, {@code pipeline-pool}
 * @param locking false if the environment is configured without a lock
 */
public record LockedPipeline(
    String team,
    String name,
    String lockJob,
    String unlockJob,
    List<String> pathJobs,
    String poolResource,
    boolean locking) {
  public LockedPipeline {
    pathJobs = List.copyOf(pathJobs);
  }

  /** Whether a build of this job means that a deployment goes on. */
  public boolean isPathJob(String job) {
    return !job.equals(lockJob)
        && !job.equals(unlockJob)
        && (pathJobs.isEmpty() || pathJobs.contains(job));
  }
}
