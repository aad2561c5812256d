package pipelinelock.world;

import java.time.Instant;
import java.util.List;

/**
 * One moment of a world, in raw facts: what the remotes know, never what it means.
 *
 * @param at the moment, by a clock that is right
 * @param commits all of the pool repository's branch, the oldest first
 */
public record WorldFacts(
    Instant at, List<CommitFact> commits, ConcourseFacts concourse, DirectorFacts director) {
  public WorldFacts {
    commits = List.copyOf(commits);
  }
}
