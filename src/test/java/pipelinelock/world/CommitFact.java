package pipelinelock.world;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A commit of the pool repository.
 *
 * @param at the committer's time, by the clock of whoever made it
 * @param author {@code git <git@localhost>}
 * @param writes paths to what is in them afterwards
 * @param removes paths that are gone afterwards
 */
public record CommitFact(
    Instant at, String author, String message, Map<String, String> writes, Set<String> removes) {
  /** As the image of the pool resource writes it. */
  public static final String RESOURCE = "git <git@localhost>";

  public CommitFact {
    writes = Map.copyOf(writes);
    removes = Set.copyOf(removes);
  }

  /** A pool as {@code create_pool_lock.sh} leaves it. */
  public static CommitFact creation(Instant at, String pool, String lock) {
    return new CommitFact(
        at,
        "Concourse server dev04 in dev <concourse@dev04.dev>",
        "Add unclaimed '%s' lock.".formatted(lock),
        Map.of(
            pool + "/claimed/.gitkeep",
            "",
            pool + "/unclaimed/.gitkeep",
            "",
            pool + "/unclaimed/" + lock,
            ""),
        Set.of());
  }

  /** The lock moves into {@code claimed}. */
  public static CommitFact claim(
      Instant at, String author, String message, String pool, String lock) {
    return new CommitFact(
        at,
        author,
        message,
        Map.of(pool + "/claimed/" + lock, ""),
        Set.of(pool + "/unclaimed/" + lock));
  }

  /** The lock moves into {@code unclaimed}. */
  public static CommitFact release(
      Instant at, String author, String message, String pool, String lock) {
    return new CommitFact(
        at,
        author,
        message,
        Map.of(pool + "/unclaimed/" + lock, ""),
        Set.of(pool + "/claimed/" + lock));
  }

  /** A commit that touches neither place of this lock. */
  public static CommitFact elsewhere(Instant at, String message, String path, String text) {
    return new CommitFact(at, RESOURCE, message, Map.of(path, text), Set.of());
  }
}
