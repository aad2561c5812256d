package pipelinelock.doctor;

import java.time.Duration;

/**
 * How long checks may take.
 *
 * @param usual for most checks
 * @param listing for listing instances, which waits 15 s for each agent that does not answer
 */
public record Limits(Duration usual, Duration listing) {
  private static final int LISTING = 4;

  /** From the limit of most. */
  public static Limits of(Duration usual) {
    return new Limits(usual, usual.multipliedBy(LISTING));
  }
}
