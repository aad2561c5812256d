package pipelinelock.watch;

import java.time.Duration;
import java.time.Instant;
import pipelinelock.environment.UserId;

/**
 * Somebody wants no posts about an environment for a while.
 *
 * @param until the first moment after it
 * @param reason may be empty
 */
public record Mute(UserId by, Instant at, Instant until, String reason) {
  /** A mute is forgotten too easily to be for ever. */
  public static final Duration LONGEST = Duration.ofDays(7);

  /** Where nothing is said. */
  public static final Duration USUAL = Duration.ofHours(1);
}
