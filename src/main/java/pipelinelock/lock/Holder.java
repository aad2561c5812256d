package pipelinelock.lock;

import java.util.Optional;

/** Who changed the lock, as far as the commit message says. */
public sealed interface Holder {
  /**
   * A build of a job.
   *
   * @param concourse whose build it is; absent in the form before pool-resource 1.8, which does not
   *     say it
   */
  record JobBuild(BuildRef build, Optional<ConcourseAddress> concourse) implements Holder {
    public JobBuild(BuildRef build) {
      this(build, Optional.empty());
    }

    /**
     * Whether it may be the build of any instance of its pipeline: before 1.7.1 pool-resource left
     * the instance vars out, and that form is the same as the one for a pipeline without any.
     */
    public boolean mayBeOfAnyInstance() {
      return concourse.isEmpty() && build.instanceVars().isEmpty();
    }
  }

  /** A build without a job, known by the global build id of its Concourse. */
  record OneOffBuild(long id, Optional<ConcourseAddress> concourse) implements Holder {
    public OneOffBuild(long id) {
      this(id, Optional.empty());
    }
  }

  /** The message is of pool-resource, but names no build. */
  record Unnamed() implements Holder {
    @Override
    public Optional<ConcourseAddress> concourse() {
      return Optional.empty();
    }
  }

  /** The message gives an address that is not a build's: somebody's, and not known whose. */
  record Unreadable(String address, Optional<ConcourseAddress> concourse) implements Holder {}

  /** The Concourse that the message names; absent where it does not say. */
  Optional<ConcourseAddress> concourse();

  /** Whether the message itself says that it is by another Concourse than this one. */
  default boolean isOfAnotherThan(ConcourseAddress ours) {
    return concourse().map(its -> !its.isSameAs(ours)).orElse(false);
  }
}
