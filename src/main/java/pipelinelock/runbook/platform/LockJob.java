package pipelinelock.runbook.platform;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import pipelinelock.pipeline.Build;

/**
 * What the runbook does to one environment's Concourse. Every act but one may be repeated without
 * harm, and throws {@link pipelinelock.environment.RemoteFailure} if it gets no usable answer.
 */
public interface LockJob {
  /** Stops new builds of the lock job; those that run go on. */
  void pause();

  /** Lets a job of the pipeline start builds again. */
  void unpause(String job);

  /** Lets all jobs of the pipeline start builds again, but for those that are paused themselves. */
  void unpausePipeline();

  /** Asks Concourse to abort; it answers before the build has ended. */
  void abort(long buildId);

  Build.Status status(long buildId);

  /**
   * Starts a build of the job, as a person does who triggers it. The one act that may not be
   * repeated: it is sent once, and never again after a broken connection, a timeout or a 5xx.
   *
   * @param isStillWanted asked each time right before the request would leave, when the login,
   *     which may take long, is over; false = it is not sent. Where it was never asked nothing has
   *     left, whatever failed
   * @return the build, which is pending; empty = it was not sent
   */
  Optional<Build> start(String job, BooleanSupplier isStillWanted);
}
