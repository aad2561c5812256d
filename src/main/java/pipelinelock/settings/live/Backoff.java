package pipelinelock.settings.live;

import java.time.Duration;

/**
 * How long to wait before values are fetched again: each time twice as long as before.
 *
 * @param first after the first time
 * @param most the longest wait
 */
public record Backoff(Duration first, Duration most) {
  /** Soon for what is mended at once, and seldom enough to bother nobody in a night. */
  public static final Backoff USUAL = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));

  /** In a world where time runs so much faster. */
  public Backoff times(int speed) {
    return new Backoff(first.dividedBy(speed), most.dividedBy(speed));
  }

  /**
   * The wait.
   *
   * @param times how often it was in vain, from 1 on
   */
  Duration after(int times) {
    Duration wait = first.multipliedBy(1L << Math.min(times - 1, 20));
    return wait.compareTo(most) < 0 ? wait : most;
  }
}
