package pipelinelock.pipeline;

import java.util.List;
import java.util.Optional;
import pipelinelock.lock.BuildRef;

/**
 * Who has the lock: what the environment's Concourse knows about the build that the claim names. A
 * name is not an identity: the claim's Concourse, team, pipeline, instance vars, job and number are
 * compared, and the claim must be later than the start of that build. It may be minutes later than
 * its end, because the process of an ended build may still wait for the lock.
 */
public sealed interface HolderBuild {
  /** Nobody holds the lock. */
  record Nobody() implements HolderBuild {}

  /** A build of the locked pipeline itself, which had begun when the claim was made. */
  record Found(Build build) implements HolderBuild {}

  /**
   * The claim names a build of the locked pipeline that Concourse does not know (any more).
   *
   * @param namesake the build that bears its number today, and began only after the claim: numbers
   *     are given again after a database restore
   */
  record Gone(BuildRef ref, Optional<Build> namesake) implements HolderBuild {}

  /**
   * A build of another pipeline of the same Concourse, of another instance of this one, or a
   * one-off build. What the locked pipeline does says nothing about it.
   *
   * @param build absent where Concourse does not know it (any more), or where its number was given
   *     again
   * @param open the open builds of its pipeline, newest first; of a one-off build itself while open
   */
  record Elsewhere(BuildRef ref, Optional<Build> build, List<Build> open) implements HolderBuild {
    public Elsewhere {
      open = List.copyOf(open);
    }
  }

  /**
   * A build of another Concourse, by the host of its address.
   *
   * @param address as the commit has it, {@code https://ci.other.example}
   */
  record OtherConcourse(String address) implements HolderBuild {}

  /**
   * A build that this Concourse does not show to the bot: it has no role in that team.
   *
   * @param role the least role that suffices, {@code viewer}
   */
  record NotVisible(BuildRef ref, String role) implements HolderBuild {
    public String team() {
      return ref.team();
    }
  }

  /** The claim names no build: a person's commit, or a {@code Build URL:} without an address. */
  record Unnamed() implements HolderBuild {}

  /** The build of the locked pipeline that holds the lock, where that is sure. */
  default Optional<Build> ours() {
    return this instanceof Found(var build) ? Optional.of(build) : Optional.empty();
  }
}
