package pipelinelock.lock;

/** Who changed the lock, as far as the commit message tells. */
public sealed interface Holder {
  /** A build of a job. */
  record JobBuild(BuildRef build) implements Holder {}

  /** A build without a job, known by Concourse's global build id. */
  record OneOffBuild(long id) implements Holder {}

  /** The message is of pool-resource, but names no build. */
  record Unnamed() implements Holder {}
}
